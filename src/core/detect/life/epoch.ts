/**
 * Lives of a process in one series. A restart falls below every level that the life before it had once started; where
 * samples are too far apart to see that, it loses at once, to its first level, what had grown over most of that life.
 */

import type { Burst } from '../bursts/load';
import type { Curve } from '../curve/buckets';
import { at, median, slice } from '../curve/vector';

export interface Epoch {
  /** buckets `[from, to)` */
  from: number;
  to: number;
  /** whether nothing but the loss of all that had grown tells that the process started anew, which a collector may cause, too */
  supposed: boolean;
}

/** Buckets with which a life begins. */
interface Cut {
  at: number;
  supposed: boolean;
}

/** Share of the level that a restart takes at least: of any, and of one that takes all that had grown. */
const FALL = 0.4;
const FALL_OF_GROWTH = 0.12;
/** Of the lowest level of a life, once started: below this share begins another, and where samples are far apart it may be below that. */
const UNDERSHOOT = { sure: 0.75, likely: 0.97 };
/**
 * Where buckets are no more than some seconds apart, a life begins below so many times the level at which the one before it
 * began, or below that share of its lowest level since.
 */
const ANEW = 2;
const DEEP = 0.25;
/** The same share for a level that was seen for less than a bucket. */
const FAR_BELOW = 0.5;
const SLOW = 2;
/** The first buckets of a life may be its start, and do not count for its lowest level. */
const STARTING = 3;
/** From so many lives without an undershoot on, it is a saw-tooth and not a crash loop. */
const TEETH = 8;

/** Times the level at which a life began, up to which it is there again, and from which on it had left it. */
const THERE = 1.2;
const AWAY = 1.5;

/** The lives, in order; always at least one where there are buckets. */
export function splitEpochs(
  curve: Curve,
  tick: number,
  least: number,
  bursts: readonly Burst[] = [],
): Epoch[] {
  const certain: Cut[] = [];
  const likely: Cut[] = [];
  const slow = tick > SLOW;
  let from = 0;
  let lowest = Number.POSITIVE_INFINITY;
  let lowestStarted = Number.POSITIVE_INFINITY;
  for (let i = 1; i < curve.n; i++) {
    const before = at(curve.level, i - 1);
    const settled = settledLow(curve, i, FAR_BELOW * lowest);
    if (i - 1 >= from + STARTING) lowest = Math.min(lowest, before);
    if (i - 1 >= from + STARTS.buckets) lowestStarted = Math.min(lowestStarted, before);
    const fall = before - at(curve.level, i);
    if (fall < FALL_OF_GROWTH * before || fall < 4 * least) continue;
    const gap = at(curve.start, i) - at(curve.end, i - 1) > Math.max(3 * tick, 2);
    const anew = slow || settled <= Math.max(ANEW * at(curve.low, from), DEEP * lowest);
    const below = (share: number) =>
      Number.isFinite(lowest) && settled < share * lowest && fall >= FALL * before;
    const first = at(curve.level, from);
    const left = slow || before > AWAY * first;
    const there = gap && left && settled <= THERE * first;
    const unseen = there && !cameBack(curve, from, i) && !endsIn(curve, i, bursts);
    const sure = (anew && below(UNDERSHOOT.sure)) || unseen;
    const dips = slow && settled < UNDERSHOOT.likely * lowestStarted && isNextVersion(curve, from, i);
    const undershoots = slow && below(UNDERSHOOT.likely);
    if (!sure && !dips && !undershoots && !(slow && grewAllLife(curve, from, i))) continue;
    const supposed = !sure && !dips && !undershoots && !gap;
    (sure || dips ? certain : likely).push({ at: i, supposed });
    from = i;
    lowest = Number.POSITIVE_INFINITY;
    lowestStarted = Number.POSITIVE_INFINITY;
  }
  const cuts = likely.length >= TEETH ? certain : [...certain, ...likely].sort((a, b) => a.at - b.at);
  return [{ at: 0, supposed: false }, ...cuts]
    .map(({ at: start, supposed }, k) => ({
      from: isDivided(curve, start) ? start + 1 : start,
      to: cuts[k]?.at ?? curve.n,
      supposed,
    }))
    .filter((e) => e.to > e.from);
}

/**
 * The lowest level that a life beginning in bucket `i` shows, bytes: a start from far down, `deep` bytes or less, may be
 * over within a bucket. A single low reading between high ones is none.
 */
function settledLow({ level, low, n }: Curve, i: number, deep: number): number {
  if (i + 1 >= n) return at(level, i);
  const settled = Math.min(at(level, i), at(low, i + 1));
  const fell = at(low, i) <= deep && at(level, i + 1) < UNDERSHOOT.sure * at(level, i - 1);
  return fell ? at(low, i) : settled;
}

/** Whether a life ended within a bucket, and the next began in it: its highest level is that of the one before. */
function isDivided(curve: Curve, i: number): boolean {
  return i > 0 && at(curve.high, i) > (at(curve.level, i - 1) + at(curve.level, i)) / 2;
}

/** Whether memory left the level at which the life since `from` began, and came back to it: it may do so in a gap, too. */
function cameBack(curve: Curve, from: number, to: number): boolean {
  const first = at(curve.level, from);
  let i = from;
  while (i < to && at(curve.level, i) <= AWAY * first) i++;
  while (i < to && at(curve.level, i) > THERE * first) i++;
  return i < to;
}

/** Whether a burst ended in the gap before bucket `i`: what it used may have gone back there. */
function endsIn(curve: Curve, i: number, bursts: readonly Burst[]): boolean {
  return bursts.some(({ to }) => to >= at(curve.start, i - 1) && to <= at(curve.end, i));
}

/** Buckets in which a life stands, that are looked at before its end, and share of its last level within which they are. */
const STANDS = { least: 12, most: 1000, within: 0.9 };
/** Buckets of a start, and its rise as a share of the level before. */
const STARTS = { buckets: 10, rise: 0.05 };

/**
 * Whether memory stood at one level, falls below that at once at bucket `i`, soon rises and stands again: the next version
 * of a service has a level of its own.
 */
function isNextVersion(curve: Curve, from: number, i: number): boolean {
  const before = at(curve.level, i - 1);
  const lowest = (levels: Float64Array) => levels.reduce((a, b) => Math.min(a, b));
  const next = slice(curve.level, i + STARTS.buckets, i + STARTS.buckets + STANDS.least);
  if (next.length < STANDS.least) return false;
  const level = median(next);
  const starts = level - at(curve.level, i) >= STARTS.rise * before;
  if (!starts || lowest(next) < STANDS.within * level) return false;
  const last = slice(curve.level, Math.max(from + STARTS.buckets, i - STANDS.most), i);
  return last.length >= STANDS.least && lowest(last) >= STANDS.within * before;
}

/** Share of a life over which what is lost with it had grown; a job that comes and goes takes less. */
const GREW = 0.7;

/** Whether what is lost at bucket `to` had been there for most of the life since `from`, and had grown all along. */
function grewAllLife(curve: Curve, from: number, to: number): boolean {
  const after = at(curve.level, to);
  const limit = after + 0.15 * (at(curve.level, to - 1) - after);
  let first = to - 1;
  while (first > from && at(curve.level, first - 1) > limit) first--;
  const length = to - first;
  if (length < 12 || length < GREW * (to - from)) return false;
  const third = Math.floor(length / 3);
  const early = median(slice(curve.level, first, first + third)) - after;
  const late = median(slice(curve.level, to - third, to)) - after;
  return late >= 1.4 * early && at(curve.level, to) <= 1.3 * median(slice(curve.level, from, from + 3));
}
