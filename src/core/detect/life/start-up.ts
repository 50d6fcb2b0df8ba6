/** The start of a process: what it takes before it does any work, and what of that it gives back. */
import type { Burst } from '../bursts/load';
import type { Curve } from '../curve/buckets';
import { highest } from '../curve/levels';
import { at, median } from '../curve/vector';
import type { Epoch } from './epoch';

/** Seconds that a start may take, and the share of the usual baseline at which it is over. */
const START = 60;
const STARTED = 0.9;
/** Share of a series that a start may take. */
const SHORT = 0.15;

/** The lives of a process without what its start took and gave back, and the bytes of that. */
export interface Started {
  lives: Epoch[];
  /** 0 where the start gave nothing back */
  freed: number;
}

/**
 * Memory that goes back at once soon after the beginning, and before any load, is what the start needed (tables that are
 * read, caches that are warmed), and no restart; a process that falls so again was started anew.
 */
export function withoutFreedStart(curve: Curve, lives: readonly Epoch[], bursts: readonly Burst[]): Started {
  const [first, next, ...others] = lives;
  const begin = at(curve.start, 0);
  if (first !== undefined && next !== undefined) {
    const length = at(curve.end, curve.n - 1) - begin;
    const end = at(curve.start, next.from);
    const again = others.some((life) => at(curve.start, life.from) - begin <= START);
    const idle = bursts.every((burst) => burst.from >= end);
    if (!again && idle && end - begin <= Math.min(START, SHORT * length)) {
      const taken = highest(curve.high.subarray(first.from, next.from));
      return { lives: [next, ...others], freed: taken - at(curve.level, next.from) };
    }
  }
  return { lives: [...lives], freed: 0 };
}

/**
 * A life without its start, where that fell into a burst: a rise at its very beginning to the baseline that the process
 * had before, `usual` bytes, is none of the burst's.
 */
export function withoutStart(curve: Curve, epoch: Epoch, usual: number, bursts: readonly Burst[]): Epoch {
  const { from, to } = epoch;
  const begin = at(curve.start, from);
  let i = from;
  while (i < to && at(curve.level, i) < STARTED * usual) i++;
  const end = at(curve.start, Math.min(i, to - 1));
  const underLoad = bursts.some((burst) => burst.from < end && burst.to > begin);
  return i < to && end - begin <= START && underLoad ? { ...epoch, from: i } : epoch;
}

/** Of the level at which a start-up ended: less than this later shows that it was none, but a burst. */
const UNDERCUT = 0.8;
/** Share of a series in which it must have come to rest then. */
const EARLY = 0.35;

/** Of its usual level: memory that moves no more than that is still. */
const STILL = 0.01;
/** Share of a series after which it must have been still, to the end. */
const SOON = 0.02;

/** The bucket where a service first came to rest that was busy from its start; `risen` where it did not fall any more. */
export function cameToRest({ n, level, start }: Curve, risen: number): number {
  if (risen === 0) return 0;
  const usual = median(level.subarray(risen, n));
  const moved = level.subarray(0, n).findLastIndex((y) => Math.abs(y - usual) > STILL * usual);
  if (moved >= risen && at(start, moved) - at(start, 0) <= SOON * (at(start, n - 1) - at(start, 0))) {
    return moved + 1;
  }
  let low = risen;
  for (let i = risen + 1; i < n; i++) if (at(level, i) < at(level, low)) low = i;
  const early = at(start, low) - at(start, 0) <= EARLY * (at(start, n - 1) - at(start, 0));
  return early && at(level, low) < UNDERCUT * at(level, risen) ? low : risen;
}
