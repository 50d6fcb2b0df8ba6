import * as vscode from 'vscode';
import type { AllocatorName } from '../../core/allocator/allocator';
import type { AllocatorOption, OptionPlace } from '../../core/allocator/options';
import { pickOne } from '../base/pick';
import { RETURNING } from './choose-fix';

/** Options of an allocator that change how much memory a service keeps. */
export interface Tuning {
  allocator: AllocatorName;
  options: readonly AllocatorOption[];
}

function choices(): (vscode.QuickPickItem & { tuning: Tuning })[] {
  return [
    {
      label: vscode.l10n.t('jemalloc: give memory back while the service idles'),
      description: 'background_thread:true,dirty_decay_ms:3000',
      tuning: {
        allocator: 'jemalloc',
        options: RETURNING,
      },
    },
    {
      label: vscode.l10n.t('glibc: two arenas'),
      description: 'MALLOC_ARENA_MAX=2',
      detail: vscode.l10n.t('Keeps less, and can cost throughput: compare it first'),
      tuning: { allocator: 'system', options: [{ name: 'arena_max', value: '2' }] },
    },
    {
      label: vscode.l10n.t('glibc: large blocks go straight back to the system'),
      description: 'MALLOC_MMAP_THRESHOLD_=131072 MALLOC_TRIM_THRESHOLD_=131072',
      detail: vscode.l10n.t('Pins two thresholds that otherwise only grow'),
      tuning: {
        allocator: 'system',
        options: [
          { name: 'mmap_threshold', value: '131072' },
          { name: 'trim_threshold', value: '131072' },
        ],
      },
    },
  ];
}

/** Undefined where nothing was picked. */
export async function chooseTuning(): Promise<Tuning | undefined> {
  const picked = await pickOne(choices(), {
    title: vscode.l10n.t('Options of an allocator'),
    matchOnDescription: true,
  });
  return picked?.tuning;
}

/** The load plan, the binary itself, or a text to paste. */
export type TuningPlace = 'plan' | OptionPlace;

/** Undefined where nothing was picked. */
export async function choosePlace({ allocator }: Tuning): Promise<TuningPlace | undefined> {
  const places: (vscode.QuickPickItem & { place: TuningPlace })[] = [
    {
      label: vscode.l10n.t('In the load plan'),
      detail: vscode.l10n.t('For the next runs only: nothing of the service changes'),
      place: 'plan',
    },
    ...(allocator === 'jemalloc'
      ? [
          {
            label: vscode.l10n.t('In the binary'),
            detail: vscode.l10n.t('As an exported symbol, which jemalloc reads when it starts'),
            place: 'source' as const,
          },
        ]
      : []),
    { label: vscode.l10n.t('Copy as lines of a Dockerfile'), place: 'dockerfile' },
    { label: vscode.l10n.t('Copy as lines of a systemd unit'), place: 'systemd' },
    { label: vscode.l10n.t('Copy as environment variables'), place: 'env' },
  ];
  const picked = await pickOne(places, {
    title: vscode.l10n.t('Where the options stand'),
  });
  return picked?.place;
}
