/** Where the memory is kept, as far as the trials show it. */
import type { MeasuredRow } from './row';
import { SINGLE_RUN } from './spread';

export interface Mechanism {
  /** stable, for programs */
  code:
    | 'comes-back'
    | 'program-leak'
    | 'program'
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
const KEPT = 0.8;

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
  const ids = (of: readonly MeasuredRow[]) => of.map(({ trial }) => trial.id);
  const say = (code: Mechanism['code'], of: readonly MeasuredRow[], text: string): Mechanism => ({
    code,
    text,
    trials: ids(of),
  });
  if (allLeak(rows)) {
    return say(
      'program-leak',
      others,
      'The memory grows with the requests under every allocator: the program itself keeps it.',
    );
  }
  const growth = growthOf(reference);
  if (growth < Math.max(SINGLE_RUN.memory.amount, SINGLE_RUN.memory.share * peakOf(reference))) {
    return say(
      'comes-back',
      [reference],
      'The memory comes back after the load as it is: nothing is held on to.',
    );
  }
  const share = (row: MeasuredRow) => growthOf(row) / growth;
  const vanished = others.filter((row) => share(row) <= VANISHED);
  const gone = reference.profile === 'stair-step' ? 'The steps vanish' : 'Most of what stays is gone';
  const kept = others.filter((row) => share(row) >= KEPT);
  const tuned = tunings(reference);
  for (const { code, sets, text } of tuned) {
    const shown = vanished.filter(({ trial }) => trial.kind === 'environment' && setsAny(trial.env, sets));
    if (shown.length > 0) return say(code, shown, `${gone} ${text}`);
  }
  const swapped = (row: MeasuredRow) => row.trial.allocator !== reference.trial.allocator;
  const other = vanished.filter(swapped);
  if (other.length > 0) {
    const tunedKept = kept.filter((row) => !swapped(row));
    return tunedKept.length > 0
      ? say(
          'allocator-only',
          [...other, ...tunedKept],
          `${gone} with another allocator (${labels(other)}) but not with ${labels(tunedKept)}: it is the allocator that keeps the memory, not the program, and tuning it does not help.`,
        )
      : say(
          'allocator',
          other,
          `${gone} with another allocator (${labels(other)}): the allocator keeps the memory, not the program.`,
        );
  }
  const swaps = others.filter(swapped);
  if (swaps.length > 0 && swaps.every((row) => kept.includes(row))) {
    return say(
      'program',
      swaps,
      'Another allocator keeps as much: the program itself holds the memory, or the rest was too short for it to come back.',
    );
  }
  const least = swaps.sort((a, b) => share(a) - share(b))[0];
  if (least === undefined || share(least) > KEPT) return undefined;
  return say(
    'partly',
    [least],
    `${least.trial.label} keeps ${Math.round(share(least) * 100)} % of the growth: part of the memory is kept by the allocator.`,
  );
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

function growthOf({ figures: { retained, baseline } }: MeasuredRow): number {
  return retained.median - (baseline?.median ?? 0);
}

function peakOf({ figures: { retained, peak } }: MeasuredRow): number {
  return peak?.median ?? retained.median;
}

function labels(rows: readonly MeasuredRow[]): string {
  return rows.map(({ trial }) => trial.label).join(', ');
}
