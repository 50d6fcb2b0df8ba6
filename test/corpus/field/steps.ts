/** What each burst left, read from the level without noise, and which of that is a step. */
import type { TrueBurst, TrueStep } from '../generator/labelled';
import type { Seen } from './observe';
import { MB, type Scene } from './scene';

export interface Effect {
  burst: TrueBurst;
  /** bytes: the floor before, the highest point, the floor at the end of the rest, and how far that rest was level */
  before: number;
  peak: number;
  after: number;
  /** bytes that the second half of the rest still lost */
  falling: number;
  /** seconds of rest */
  rest: number;
  /** samples: the burst with its rest, without a bound at the end */
  first: number;
  last: number;
}

const low = (level: number[], from: number, to: number): number => {
  let least = Number.POSITIVE_INFINITY;
  for (let i = Math.max(0, from); i < Math.min(level.length, to); i++) {
    least = Math.min(least, level[i] ?? least);
  }
  return least;
};

const high = (level: number[], from: number, to: number): number => {
  let most = 0;
  for (let i = Math.max(0, from); i < Math.min(level.length, to); i++) most = Math.max(most, level[i] ?? 0);
  return most;
};

/** The first sample at or after a time. */
function at(t: number[], time: number): number {
  let from = 0;
  let to = t.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((t[middle] ?? 0) < time) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Each burst with the rest after it. A restart ends a rest, and begins a new floor. */
export function effects({ t, clean }: Seen, bursts: TrueBurst[], restarts: number[] = []): Effect[] {
  const over = t.at(-1) ?? 0;
  return bursts.flatMap((burst, k) => {
    const restart = restarts.find((x) => x > burst.from);
    const next = bursts[k + 1]?.from ?? over + 1e-6;
    if (restart !== undefined && restart < Math.min(next, burst.to + 1)) return [];
    const until = Math.min(next, restart ?? next, over + 1e-6);
    const since = Math.max(bursts[k - 1]?.to ?? 0, restarts.findLast((x) => x <= burst.from) ?? 0);
    const [first, end, last] = [at(t, burst.from), at(t, burst.to), at(t, until)];
    if (last - end < 2 || first < 1) return [];
    const middle = end + Math.floor((last - end) / 2);
    const before = low(clean, Math.min(first - 1, at(t, since + (burst.from - since) * 0.6)), first);
    const after = low(clean, middle, last);
    return [
      {
        burst,
        before,
        peak: high(clean, first, last),
        after,
        falling: Math.max(0, (clean[middle] ?? after) - after),
        rest: (t[last - 1] ?? 0) - burst.to,
        first,
        last,
      },
    ];
  });
}

/** Bytes under which nobody need see a rise: 3 MB, 4 % of the level, 3 x noise, 5 % of all growth. */
export function least(seen: Seen, all: Effect[], level: number): number {
  const growth = Math.max(0, ...all.map((e) => e.after)) - (all[0]?.before ?? 0);
  return Math.max(3 * MB, 0.04 * level, 3 * seen.noise, 0.05 * growth);
}

/**
 * Steps demanded are above every floor before, by enough, and level through the second half of a rest. What a leak adds
 * by request is no step; nor is anything of what only leaks, fills or warms up.
 */
export function stepsOf(seen: Seen, all: Effect[], scene: Scene): TrueStep[] {
  const { t, clean } = seen;
  const demanded = scene.stairs ?? scene.nature === 'stair-step';
  if (!scene.stairs && ['leak', 'bounded-cache', 'warm-up'].includes(scene.nature)) return [];
  const found: TrueStep[] = [];
  let record = 0;
  let begun = 0;
  for (const e of all) {
    const restart = scene.restarts?.findLast((x) => x <= e.burst.from) ?? 0;
    if (restart > begun) [record, begun] = [0, restart];
    const leaked = (scene.leaks ?? 0) * e.burst.requests;
    const bytes = e.after - e.before - leaked;
    const share = bytes / Math.max(1, e.peak - e.before - leaked);
    if (bytes < 0.5 * MB || bytes < 0.004 * e.before || share < 0.25) continue;
    let end = e.first;
    while (end < e.last - 1 && (clean[end] ?? 0) < e.after - leaked - 0.06 * bytes) end++;
    let start = end;
    while (start > 0 && start > e.first - 3 && (clean[start] ?? 0) > e.before + 0.06 * bytes) start--;
    let top = end;
    while (top < e.last - 1 && (clean[top] ?? 0) < e.before + 0.95 * (e.peak - e.before)) top++;
    if (end <= start) continue;
    const enough = least(seen, all, e.before);
    // without a plateau before it, it is a start
    const based = (t[start] ?? 0) - begun >= (t[end] ?? 0) - (t[start] ?? 0);
    const rested =
      e.burst.from < (scene.open ?? Number.POSITIVE_INFINITY) &&
      e.rest >= 3 &&
      e.last - at(t, e.burst.to) >= 4;
    const solid =
      demanded &&
      rested &&
      based &&
      bytes >= enough &&
      e.falling <= 0.2 * bytes &&
      e.after - leaked - Math.max(record, e.before) >= enough;
    found.push({ start, end, rampEnd: t[top] ?? 0, bytes, optional: !solid });
    record = Math.max(record, e.after);
  }
  return found;
}

export const solid = (steps: TrueStep[]): TrueStep[] => steps.filter((s) => !s.optional);
export const lowest = low;
export const highest = high;
export const indexAt = at;
