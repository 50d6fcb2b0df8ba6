/**
 * Growth that goes on: lowest levels of equal blocks of time, their slope by Theil-Sen (Sen 1968), its certainty by
 * Mann-Kendall (Kendall 1975), and whether it goes on in the later half or has met a ceiling.
 */
import type { Curve } from './buckets';
import { at, median, quantile } from './vector';

export interface Trend {
  /** bytes over the whole stretch */
  growth: number;
  /** bytes a second */
  slope: number;
  /** -1..1, Kendall's tau */
  tau: number;
  /** bytes: scatter of the blocks about the line */
  scatter: number;
  /** slope of the later half over that of the earlier half; 1 for a line, near 0 for a ceiling */
  persistence: number;
  /** share of the whole growth in the last quarter; 0.25 for a line */
  lastQuarter: number;
  blocks: number;
}

/** The trend of block minima `low` at times `time`; undefined with fewer than 6. */
export function measureTrend(time: ArrayLike<number>, low: ArrayLike<number>): Trend | undefined {
  const n = low.length;
  if (n < 6) return undefined;
  const slope = theilSen(time, low, 0, n);
  const half = Math.floor(n / 2);
  const early = theilSen(time, low, 0, half + 1);
  const late = theilSen(time, low, half, n);
  const span = at(time, n - 1) - at(time, 0);
  const centre = median(Array.from(time, (t, i) => at(low, i) - slope * t));
  const residuals = Array.from(time, (t, i) => Math.abs(at(low, i) - slope * t - centre));
  const quarter = Math.max(1, Math.round(n / 4));
  const level = (from: number, to: number) => median(Array.from(low).slice(from, to));
  const whole = level(n - 2, n) - level(0, 2);
  return {
    growth: slope * span,
    slope,
    tau: kendall(low),
    scatter: 1.48 * median(residuals),
    persistence: early > 0 ? late / early : late > 0 ? 1 : 0,
    lastQuarter: whole > 0 ? (level(n - 2, n) - level(n - 1 - quarter, n + 1 - quarter)) / whole : 0,
    blocks: n,
  };
}

function theilSen(time: ArrayLike<number>, y: ArrayLike<number>, from: number, to: number): number {
  const slopes: number[] = [];
  for (let i = from; i < to; i++) {
    for (let j = i + 1; j < to; j++) slopes.push((at(y, j) - at(y, i)) / (at(time, j) - at(time, i)));
  }
  return slopes.length > 0 ? median(slopes) : 0;
}

/** The slope by least squares of buckets `[from, to)` of a curve, bytes a second; NaN with fewer than two. */
export function slopeOf({ start, end, level }: Curve, from: number, to: number): number {
  let n = 0;
  let meanX = 0;
  let meanY = 0;
  let xy = 0;
  let xx = 0;
  for (let i = from; i < to; i++) {
    const x = (at(start, i) + at(end, i)) / 2;
    const beside = x - meanX;
    n++;
    meanX += beside / n;
    meanY += (at(level, i) - meanY) / n;
    xy += beside * (at(level, i) - meanY);
    xx += beside * (x - meanX);
  }
  return n < 2 ? Number.NaN : xy / xx;
}

function kendall(y: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < y.length; i++) {
    for (let j = i + 1; j < y.length; j++) sum += Math.sign(at(y, j) - at(y, i));
  }
  return sum / ((y.length * (y.length - 1)) / 2);
}

/** Low levels (a 10 % quantile) of `count` equal blocks of the time; empty blocks are left out. */
export function blockLows(
  time: ArrayLike<number>,
  y: ArrayLike<number>,
  count: number,
): { time: number[]; low: number[] } {
  const n = Math.min(time.length, y.length);
  const begin = at(time, 0);
  const length = (at(time, n - 1) - begin) / count;
  const out = { time: [] as number[], low: [] as number[] };
  let i = 0;
  for (let block = 0; block < count; block++) {
    const values: number[] = [];
    const until = block === count - 1 ? Number.POSITIVE_INFINITY : begin + (block + 1) * length;
    for (; i < n && at(time, i) < until; i++) values.push(at(y, i));
    if (values.length === 0) continue;
    out.time.push(begin + (block + 0.5) * length);
    out.low.push(quantile(values, 0.1));
  }
  return out;
}
