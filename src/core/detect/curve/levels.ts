/** Single levels of a life: where it began, where it ended, how far it moved. Bytes. */
import { lowerBound } from '../../run/sorted';
import type { Curve } from './buckets';
import { at, clamp, median, quantile, quantileOf, slice, sorted } from './vector';

/** Buckets before a moment that its level is taken over. */
const BEFORE = 40;
/** Seconds at the end that the last level is taken over. */
const AT_END = 5;

/** The level before `until`, once started; bytes. */
export function levelBefore(curve: Curve, settled: number, until: number): number {
  const to = clamp(lowerBound(curve.end, until, settled, curve.n), settled + 1, curve.n);
  return median(slice(curve.level, Math.max(settled, to - BEFORE), to));
}

/** The level of the first tenth, once started; bytes. */
export function firstLevel(curve: Curve, settled: number): number {
  const tenth = Math.min(curve.n, settled + Math.max(5, Math.floor((curve.n - settled) / 10)));
  return quantile(slice(curve.level, settled, tenth), 0.2);
}

/** The level at the end; where the load is known, after its last burst. */
export function finalLevel(curve: Curve, settled: number, lastLoad: number | undefined): number {
  const end = at(curve.end, curve.n - 1);
  const over = lastLoad === undefined ? Math.max(AT_END, 0.05 * (end - at(curve.start, settled))) : AT_END;
  const first = lowerBound(curve.start, Math.max(end - over, lastLoad ?? 0), settled, curve.n - 1);
  const from = Math.max(0, Math.min(first, curve.n - 2));
  if (lastLoad === undefined) return asItStands(curve, from, from, curve.n);
  const before = lowerBound(curve.start, Math.max(end - 2 * over, lastLoad), settled, from);
  return standing(curve, before, from, curve.n);
}

/** The level of buckets `[first, last)` at the end of a rest, of which those from `before` on are part, too; bytes. */
export type LevelOfRest = (curve: Curve, before: number, first: number, last: number) => number;

/** Whatever moved it. */
export const asItStands: LevelOfRest = (curve, _before, first, last) =>
  median(slice(curve.level, first, last));

/** Buckets that show a job of the service's own, and share of its height that memory moved by before it. */
const JOB = { buckets: 4, quiet: 0.2 };

/** That before a job of some seconds which runs just then, where memory stood still and then rose: the load is not on. */
export const standing: LevelOfRest = (curve, before, first, last) => {
  const level = asItStands(curve, before, first, last);
  if (first - before < JOB.buckets || last - first < JOB.buckets) return level;
  const earlier = sorted(slice(curve.level, before, first));
  const still = quantileOf(earlier, 0.5);
  const moved = quantileOf(earlier, 1 - LOW) - quantileOf(earlier, LOW);
  return moved < JOB.quiet * (level - still) ? still : level;
};

/** The first bucket on the plateau that a rise leads to, when that rise was the last of the start-up; `until` is a time. */
export function settledAt(
  curve: Curve,
  { to, after }: { to: number; after: number },
  least: number,
  until: number,
): number {
  const last = lowerBound(curve.end, until, to, curve.n);
  // a load may have begun by then, and what it takes is none of the start-up's
  const plateau = Math.min(after, median(slice(curve.level, to, Math.min(to + 20, Math.max(last, to + 1)))));
  const low = plateau - Math.max(least, 0.02 * (plateau - at(curve.level, 0)));
  let settled = to;
  while (settled + 6 < curve.n && at(curve.level, settled) < low) settled++;
  return settled;
}

/** Share of the growth that came last. */
const LAST = 0.05;
/** Shares of the buckets at the end, and of their levels the low one that a saw upon a plateau comes back to. */
const LATE = 0.9;
const LATER = 0.95;
const LOW = 0.1;

/** Seconds at the end within which the last twentieth of the whole growth came, or the last `least` bytes, where that is more. */
export function stillFor(curve: Curve, least: number): number {
  const future = suffixMinimum(curve.level.subarray(0, curve.n));
  const first = at(future, 0);
  const now = median(slice(curve.level, curve.n - 5, curve.n));
  const little = Math.max(LAST * (now - first), least);
  const lowFrom = (share: number) => quantile(slice(curve.level, Math.floor(share * curve.n), curve.n), LOW);
  const rises = lowFrom(LATER) - lowFrom(LATE) > little;
  const last = rises ? now : Math.min(now, lowFrom(LATE));
  // The least level to come never falls, so that it can be searched.
  const reached = lowerBound(future, last - Math.max(LAST * (last - first), least), 0, curve.n - 1);
  return at(curve.end, curve.n - 1) - at(curve.start, reached);
}

/** Lowest level to come, at each bucket. */
export function suffixMinimum(y: Float64Array): Float64Array {
  const out = new Float64Array(y.length);
  let low = Number.POSITIVE_INFINITY;
  for (let i = y.length - 1; i >= 0; i--) {
    low = Math.min(low, at(y, i));
    out[i] = low;
  }
  return out;
}

export function lowest(y: Float64Array): number {
  return y.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

export function highest(y: Float64Array): number {
  return y.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
}

/** The greatest fall from a level to a later one: the maximum drawdown of a price. */
export function greatestFall(y: Float64Array): number {
  let top = Number.NEGATIVE_INFINITY;
  let fall = 0;
  for (const level of y) {
    top = Math.max(top, level);
    fall = Math.max(fall, top - level);
  }
  return fall;
}

/** Units that a level which is rounded has at least, how exactly, and how often it goes from one to the next and back. */
const ROUNDED = { least: 10, within: 1e-3, changes: 3 };

/** The unit that levels are rounded to, as `top` does to tenths of a gigabyte, where they go up and down by one of it; else 0. Bytes. */
export function roundedTo(levels: Float64Array): number {
  const low = lowest(levels);
  const unit = highest(levels) - low;
  const units = low / unit;
  if (!(units >= ROUNDED.least && Math.abs(units - Math.round(units)) <= ROUNDED.within)) return 0;
  const halves = levels.map((level) => (2 * (level - low)) / unit);
  const changes = halves.filter((half, i) => i > 0 && half !== halves[i - 1]).length;
  const whole = halves.every((half) => Math.abs(half - Math.round(half)) <= ROUNDED.within);
  return whole && changes >= ROUNDED.changes ? unit : 0;
}
