/**
 * The slope that runs under everything: the median of the moves of the low levels from block to block, which a few
 * steps and the start-up do not shift (Siegel 1982, repeated medians, in its plain form).
 */
import type { Curve } from '../curve/buckets';
import { blockLows } from '../curve/trend';
import { at, clamp, median } from '../curve/vector';
import { quietPlateaus } from './plateaus';

const MOST_BLOCKS = 60;
/** Share of a slope that a plateau may have by itself; bytes a second below which it cannot be told; share of the buckets. */
const LEVEL = 0.2;
const LEAST = 2 ** 17;
const RESTING = 0.2;
/** Share of the least move that counts, by which a counter moves at once. */
const BATCH = 0.75;

/** Bytes a second that the low levels grow by, moves below `least` bytes being noise; 0 where they do not, and where the curve rests in between. */
export function creepOf(curve: Curve, least: number): number {
  const count = clamp(Math.floor(curve.n / 3), 1, MOST_BLOCKS);
  const { time, low } = blockLows(curve.start, curve.level, count);
  if (low.length < 8) return 0;
  const moves = low.slice(1).map((y, i) => (y - at(low, i)) / (at(time, i + 1) - at(time, i)));
  const slope = Math.max(0, median(moves));
  return restsBetween(curve, slope, least) ? 0 : slope;
}

/**
 * Whether a curve that grows by `slope` bytes a second holds its level for much of the time, as one that grows under load
 * only: for longer than a counter does that moves by about `least` bytes at once.
 */
export function restsBetween(curve: Curve, slope: number, least: number): boolean {
  if (slope < LEAST) return false;
  const resting = quietPlateaus(curve, LEVEL * slope)
    .filter(({ from, to }) => (at(curve.end, to - 1) - at(curve.start, from)) * slope >= BATCH * least)
    .reduce((sum, { from, to }) => sum + to - from, 0);
  return resting > RESTING * curve.n;
}

/** A curve with a slope taken out. */
export function steadied(curve: Curve, slope: number): Curve {
  if (slope === 0) return curve;
  const less = (levels: Float64Array) => withoutCreep(curve, slope, levels);
  return { ...curve, level: less(curve.level), low: less(curve.low), high: less(curve.high) };
}

/** Levels of a curve with a slope taken out. */
export function withoutCreep({ start, level }: Curve, slope: number, levels = level): Float64Array {
  if (slope === 0) return levels;
  const t0 = at(start, 0);
  return levels.map((y, i) => y - slope * (at(start, i) - t0));
}
