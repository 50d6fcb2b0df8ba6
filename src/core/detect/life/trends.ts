/** The trends of one life: of all growth, of what its steps leave, and of what grew until it was still. */
import { lowerBound } from '../../run/sorted';
import type { Curve } from '../curve/buckets';
import { stillFor } from '../curve/levels';
import type { Scale } from '../curve/scale';
import { blockLows, measureTrend, type Trend } from '../curve/trend';
import { at, clamp, quantileOf, slice, sorted } from '../curve/vector';
import { restsBetween } from '../rises/creep';
import type { Candidate } from './step';

const MOST_BLOCKS = 40;
/** Times the noise of a curve: it is still where it moves no more. */
const NOISE = 3;
/** Share of the levels of a stretch. */
const NEARLY_ALL = 0.9;

export interface Trends {
  /** of what the steps leave, once started; absent where that is too short */
  trend: Trend | undefined;
  /** of everything, once started */
  wholeTrend: Trend | undefined;
  /** of everything since it began to grow faster; absent where it did not, or so early or late that it does not matter */
  bentTrend: Trend | undefined;
  /** of everything from the start-up until it was still; absent where that is too short */
  fillTrend: Trend | undefined;
  /** whether the curve holds its level for much of the time, although it grows */
  resting: boolean;
  /** seconds at the end in which the last twentieth of the growth came */
  still: number;
  /** whether it did not move at all for nearly all of that, as of a service that has nothing to do */
  idle: boolean;
}

/** `settled` is the bucket at which the start-up was over. */
export function trendsOf(curve: Curve, settled: number, steps: readonly Candidate[], scale: Scale): Trends {
  const wholeTrend = trendOf(curve, settled, []);
  const still = stillFor(curve, Math.max(scale.least, NOISE * scale.noise));
  const filled = lowerBound(curve.start, at(curve.end, curve.n - 1) - still, 0, curve.n);
  return {
    trend: trendOf(curve, settled, steps),
    wholeTrend,
    bentTrend: bentTrend(curve, settled),
    fillTrend: trendOf(curve, settled, [], filled),
    resting: restsBetween(curve, wholeTrend?.slope ?? 0, scale.least),
    still,
    idle: isIdle(curve, filled),
  };
}

/** Shares of the buckets before and after the bend, at least. */
const BEFORE = 0.3;
const AFTER = 0.1;

/** The trend since the bend: where the low levels lie farthest below the line from the first of them to the last (Satopaa 2011, "Kneedle"). */
function bentTrend(curve: Curve, settled: number): Trend | undefined {
  const count = curve.n - settled;
  const { time, low } = lowsOf(curve.start.subarray(settled, curve.n), slice(curve.level, settled, curve.n));
  const last = low.length - 1;
  const slope = (at(low, last) - at(low, 0)) / (at(time, last) - at(time, 0));
  const below = low.map((y, i) => slope * (at(time, i) - at(time, 0)) - y);
  const bend = lowerBound(curve.start, at(time, below.indexOf(Math.max(...below))), settled, curve.n);
  const before = (bend - settled) / count;
  return before >= BEFORE && before <= 1 - AFTER ? trendOf(curve, bend, []) : undefined;
}

/** Whether the levels from bucket `from` on are one and the same, but for a few. */
function isIdle({ level, n }: Curve, from: number): boolean {
  const levels = sorted(slice(level, from, n));
  return quantileOf(levels, NEARLY_ALL) === quantileOf(levels, 1 - NEARLY_ALL);
}

/** The trend of what the steps leave, each taken out over its own ramp, of buckets `[settled, until)`. */
function trendOf(
  curve: Curve,
  settled: number,
  steps: readonly Candidate[],
  until = curve.n,
): Trend | undefined {
  const y = slice(curve.level, settled, Math.max(settled, until));
  const time = curve.start.subarray(settled, Math.max(settled, until));
  for (const step of steps) {
    const length = Math.max(1e-9, step.end - step.start);
    const kept = step.kept * (1 - step.givenBack);
    for (let i = Math.max(0, step.from - settled); i < y.length; i++) {
      y[i] = at(y, i) - kept * clamp((at(time, i) - step.start) / length, 0, 1);
    }
  }
  const blocks = lowsOf(time, y);
  return measureTrend(blocks.time, blocks.low);
}

/** The low levels of as many blocks as a stretch has room for. */
const lowsOf = (time: Float64Array, y: Float64Array): ReturnType<typeof blockLows> =>
  blockLows(time, y, clamp(Math.floor(y.length / 3), 1, MOST_BLOCKS));
