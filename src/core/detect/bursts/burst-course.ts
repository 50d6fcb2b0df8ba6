/** What memory did while a burst lasted: whether it grew evenly, to the very end, and how far it fell. */
import { lowerBound } from '../../run/sorted';
import type { Curve } from '../curve/buckets';
import { slopeOf } from '../curve/trend';
import { at, clamp, median, quantile, slice } from '../curve/vector';
import type { Burst } from './load';

export interface Course {
  /** 0..1: how evenly what was kept grew over the burst; 1 is a straight line, NaN where it cannot be told */
  evenness: number;
  /** growth in the last two fifths of the burst over that of even growth: 1 a straight line, 0 where it was over; NaN with too few buckets */
  late: number;
  /** bytes: the level that the burst stood at for most of its height, spikes left out; NaN with no bucket in it */
  height: number;
  /** bytes below the level before it that memory fell to: an idle allocator's pages go back with its next activity */
  dip: number;
}

/** Seconds by which the load may have begun before the time that is known of it. */
export const EARLY = 1;
/** Share of a burst that its height leaves below. */
const HIGH = 0.9;
/** Where the last part of a burst begins, as a share of it. */
const LATE = 0.6;

/** The course of a burst that found memory at `before` and kept `kept` bytes. */
export function courseOf(curve: Curve, burst: Burst, before: number, kept: number): Course {
  const lowest = lowestFrom(curve, burst);
  return {
    evenness: kept > 0 ? evenness(curve, burst, kept) : Number.NaN,
    late: kept > 0 ? lateGrowth(curve, burst, kept) : Number.NaN,
    height: heightOf(curve, burst),
    dip: Math.max(0, before - lowest),
  };
}

function heightOf(curve: Curve, burst: Burst): number {
  const first = lowerBound(curve.start, burst.from, 0, curve.n);
  const last = lowerBound(curve.end, burst.to, first, curve.n);
  return last > first ? quantile(slice(curve.level, first, last), HIGH) : Number.NaN;
}

function evenness(curve: Curve, burst: Burst, kept: number): number {
  const length = burst.to - burst.from;
  const part = (a: number, b: number) => {
    const first = lowerBound(curve.start, burst.from + a * length, 0, curve.n);
    const last = lowerBound(curve.start, burst.from + b * length, 0, curve.n);
    return last - first >= 2 ? median(slice(curve.level, first, last)) : Number.NaN;
  };
  // Middles of the two parts lie 0.5 of the burst apart.
  return clamp((part(0.6, 1) - part(0.1, 0.5)) / (0.5 * kept), 0, 1);
}

/** Least-squares slope over the last part of the burst. */
function lateGrowth(curve: Curve, burst: Burst, kept: number): number {
  const length = burst.to - burst.from;
  const first = lowerBound(curve.start, burst.from + LATE * length, 0, curve.n);
  let last = first;
  while (last < curve.n && at(curve.end, last) <= burst.to) last++;
  return (slopeOf(curve, first, last) * length) / kept;
}

/** Bytes; infinite where no bucket lies within the burst or shortly before it. */
function lowestFrom(curve: Curve, burst: Burst): number {
  let low = Number.POSITIVE_INFINITY;
  for (
    let i = lowerBound(curve.start, burst.from - EARLY, 0, curve.n);
    i < curve.n && at(curve.end, i) <= burst.to;
    i++
  )
    low = Math.min(low, at(curve.level, i));
  return low;
}
