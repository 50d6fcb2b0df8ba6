import * as vscode from 'vscode';
import type { AllocatorName } from '../../core/allocator/allocator';
import type { AllocatorOption } from '../../core/allocator/options';
import { pickOne } from '../base/pick';

/** What is to be put in. */
export interface FixChoice {
  allocator: AllocatorName;
  /** behind this cargo feature */
  feature?: string;
  /** built in with it */
  options?: readonly AllocatorOption[];
}

/** Gives freed memory back while the service idles: jemalloc's own defaults wait for the next allocation. */
export const RETURNING: readonly AllocatorOption[] = [
  { name: 'background_thread', value: 'true' },
  { name: 'dirty_decay_ms', value: '3000' },
];

const CHOICES = {
  jemalloc: { allocator: 'jemalloc' },
  'jemalloc-returning': { allocator: 'jemalloc', options: RETURNING },
  'jemalloc-feature': { allocator: 'jemalloc', feature: 'jemalloc' },
  mimalloc: { allocator: 'mimalloc' },
  snmalloc: { allocator: 'snmalloc' },
} as const satisfies Readonly<Record<string, FixChoice>>;

/** A choice by its name, as links and code actions give it. */
export type FixName = keyof typeof CHOICES;

export function fixNamed(name: unknown): FixChoice | undefined {
  return Object.entries(CHOICES).find(([known]) => known === name)?.[1];
}

/** What a menu says of each, in its order. */
export function fixWords(): { name: FixName; title: string; detail: string }[] {
  return [
    {
      name: 'jemalloc',
      title: vscode.l10n.t('Add tikv-jemallocator'),
      detail: vscode.l10n.t('jemalloc: the dependency, and the global allocator at the top of the binary'),
    },
    {
      name: 'jemalloc-returning',
      title: vscode.l10n.t('Add tikv-jemallocator, giving memory back while idle'),
      detail: vscode.l10n.t('jemalloc with background_thread and a decay of 3 s, built into the binary'),
    },
    {
      name: 'jemalloc-feature',
      title: vscode.l10n.t('Add tikv-jemallocator behind a cargo feature'),
      detail: vscode.l10n.t('jemalloc, off until a build asks for --features jemalloc'),
    },
    {
      name: 'mimalloc',
      title: vscode.l10n.t('Add mimalloc'),
      detail: vscode.l10n.t('The dependency, and the global allocator at the top of the binary'),
    },
    {
      name: 'snmalloc',
      title: vscode.l10n.t('Add snmalloc-rs'),
      detail: vscode.l10n.t('Builds with CMake and a C++ compiler'),
    },
  ];
}

/** Undefined where nothing was picked. */
export async function chooseFix(bin: string): Promise<FixChoice | undefined> {
  const items = fixWords().map(({ name, title, detail }) => ({ label: title, detail, name }));
  const picked = await pickOne(items, {
    title: vscode.l10n.t('Another allocator for {0}', bin),
    placeHolder: vscode.l10n.t('What to put in; you see every change before it is made'),
  });
  return picked && CHOICES[picked.name];
}
