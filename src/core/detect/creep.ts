/**
 * The slope that runs under everything: the median of the moves of the low levels from block to block, which a few
 * steps and the start-up do not shift (Siegel 1982, repeated medians, in its plain form).
 */
import type { Curve } from './buckets';
import { blockLows } from './trend';
import { at, clamp, median } from './vector';

const MOST_BLOCKS = 60;

/** Bytes a second that the low levels grow by; 0 where they do not. */
export function creepOf(curve: Curve): number {
  const count = clamp(Math.floor(curve.n / 3), 1, MOST_BLOCKS);
  const { time, low } = blockLows(curve.start, curve.level, count);
  if (low.length < 8) return 0;
  const moves = low.slice(1).map((y, i) => (y - at(low, i)) / (at(time, i + 1) - at(time, i)));
  return Math.max(0, median(moves));
}

/** The levels with a slope taken out. */
export function withoutCreep(curve: Curve, slope: number): Float64Array {
  if (slope === 0) return curve.level;
  const t0 = at(curve.start, 0);
  return curve.level.map((y, i) => y - slope * (at(curve.start, i) - t0));
}
