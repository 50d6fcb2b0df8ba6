/** Where the memory is kept, as far as the trials show it. */
import type { MeasuredRow } from './row';
import { SINGLE_RUN } from './spread';

export interface Mechanism {
  /** stable, for programs */
  code:
    | 'comes-back'
    | 'program-leak'
    | 'program'
    | 'not-yet-back'
    | 'thresholds'
    | 'arenas'
    | 'decay'
    | 'allocator'
    | 'allocator-only'
    | 'partly';
  /** one sentence */
  text: string;
  /** ids of the trials that show it */
  trials: string[];
}

/** A trial that keeps at most this share of the reference's growth has lost the steps. */
const VANISHED = 0.35;
/** A trial that keeps at least this share has kept them. */
export const KEPT = 0.8;

/** Whether all leak, under two allocators at least. */
export function allLeak(rows: readonly MeasuredRow[]): boolean {
  const allocators = new Set(rows.map(({ trial }) => trial.allocator));
  return allocators.size > 1 && rows.every(({ profile }) => profile === 'leak');
}

/** Undefined where the trials do not show it. */
export function mechanismOf(rows: readonly MeasuredRow[]): Mechanism | undefined {
  const reference = rows.find((row) => row.reference);
  const others = rows.filter((row) => !row.reference && row.trial.kind !== 'run');
  if (!reference || others.length === 0) return undefined;
  if (allLeak(rows)) {
    return shownBy(
      others,
      'program-leak',
      'The program itself keeps the memory: look for maps, queues and caches without a bound, and for tasks that never end.',
    );
  }
  const growth = growthOf(reference);
  const { amount, share: noise } = SINGLE_RUN.memory;
  if (growth < Math.max(amount, noise * peakOf(reference))) {
    return shownBy(
      [reference],
      'comes-back',
      'The memory comes back after the load as it is: nothing is held on to.',
    );
  }
  const trials = others.map((row) => ({
    row,
    share: growthOf(row) / growth,
    swapped: row.trial.allocator !== reference.trial.allocator,
  }));
  return tuningShown(trials, reference) ?? swapShown(trials, reference) ?? restShown(trials);
}

interface Kept {
  row: MeasuredRow;
  /** of the growth of the reference, 0..1 and above */
  share: number;
  /** whether it runs with another allocator than the reference */
  swapped: boolean;
}

function tuningShown(trials: readonly Kept[], reference: MeasuredRow): Mechanism | undefined {
  const tuned = trials.filter(({ row, share }) => row.trial.kind === 'environment' && share <= VANISHED);
  for (const { code, sets, text } of tunings(reference)) {
    const shown = tuned.filter(({ row }) => setsAny(row.trial.env, sets)).map(({ row }) => row);
    if (shown.length > 0) return shownBy(shown, code, `${gone(reference)} ${text}`);
  }
  return undefined;
}

function swapShown(trials: readonly Kept[], reference: MeasuredRow): Mechanism | undefined {
  const other = trials.filter(({ share, swapped }) => swapped && share <= VANISHED).map(({ row }) => row);
  if (other.length === 0) return undefined;
  const tuned = trials.filter(({ share, swapped }) => !swapped && share >= KEPT).map(({ row }) => row);
  const vanish = `${gone(reference)} with another allocator (${labels(other)})`;
  return tuned.length > 0
    ? shownBy(
        [...other, ...tuned],
        'allocator-only',
        `${vanish} but not with ${labels(tuned)}: it is the allocator that keeps the memory, not the program, and tuning it does not help.`,
      )
    : shownBy(other, 'allocator', `${vanish}: the allocator keeps the memory, not the program.`);
}

function restShown(trials: readonly Kept[]): Mechanism | undefined {
  const swaps = trials.filter(({ swapped }) => swapped).toSorted((a, b) => a.share - b.share);
  const [least] = swaps;
  if (least === undefined) return undefined;
  const returning = swaps.find(({ row }) => row.profile === 'ragged');
  if (least.share >= KEPT && returning !== undefined) {
    return shownBy(
      [returning.row],
      'not-yet-back',
      `${returning.row.trial.label} holds as much or more at the end, but gives it back in its own time: a longer tail, or a trial that gives back early, shows what the program itself holds.`,
    );
  }
  if (least.share >= KEPT) {
    return shownBy(
      swaps.map(({ row }) => row),
      'program',
      'Another allocator keeps as much, or nearly so: the program itself holds the memory, or the tail was too short for it to come back.',
    );
  }
  return shownBy(
    [least.row],
    'partly',
    `${least.row.trial.label} keeps ${Math.round(least.share * 100)} % of the growth: part of the memory is kept by the allocator.`,
  );
}

function shownBy(rows: readonly MeasuredRow[], code: Mechanism['code'], text: string): Mechanism {
  return { code, text, trials: rows.map(({ trial }) => trial.id) };
}

function gone({ profile }: MeasuredRow): string {
  return profile === 'stair-step' ? 'The steps vanish' : 'Most of what stays is gone';
}

/** What a vanishing under a tuned environment shows, for the allocator that is in. */
function tunings({ trial }: MeasuredRow): { code: Mechanism['code']; sets: string[]; text: string }[] {
  if (trial.allocator !== 'system') {
    return [
      {
        code: 'decay',
        sets: ['_RJEM_MALLOC_CONF', 'MALLOC_CONF', 'MIMALLOC_PURGE_DELAY'],
        text: 'once freed pages are given back on time: the allocator was waiting for activity to do it.',
      },
    ];
  }
  return [
    {
      code: 'thresholds',
      sets: ['MALLOC_MMAP_THRESHOLD_', 'MALLOC_TRIM_THRESHOLD_'],
      text: 'with the thresholds pinned: glibc had raised them after freeing large blocks, and kept such blocks in its heap from then on.',
    },
    {
      code: 'arenas',
      sets: ['MALLOC_ARENA_MAX'],
      text: "with fewer arenas: each of glibc's arenas keeps a high-water mark of its own.",
    },
  ];
}

function setsAny(env: Record<string, string> | undefined, names: readonly string[]): boolean {
  return names.some((name) => env?.[name] !== undefined);
}

/** Bytes that a trial kept above its baseline. */
export function growthOf({ figures: { retained, baseline } }: MeasuredRow): number {
  return retained.median - (baseline?.median ?? 0);
}

function peakOf({ figures: { retained, peak } }: MeasuredRow): number {
  return peak?.median ?? retained.median;
}

function labels(rows: readonly MeasuredRow[]): string {
  return rows.map(({ trial }) => trial.label).join('; ');
}
