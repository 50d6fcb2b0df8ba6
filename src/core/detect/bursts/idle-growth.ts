/** Growth while no load is on: what a task of its own adds with the clock, and no request. */
import { lowerBound } from '../../run/sorted';
import type { Curve } from '../curve/buckets';
import { OUT_OF_DOUBT, type Scale } from '../curve/scale';
import { blockLows, measureTrend, type Trend } from '../curve/trend';
import { at, slice } from '../curve/vector';

/** Seconds after the load in which memory may still move because of it, and that are looked at after them, at least. */
const SETTLING = 3;
const LOOKED_AT = 8;
const BLOCKS = 20;
/** Times the scatter about the line. */
const SCATTER = 4;
/** Share of the level that it grew from. */
const SHARE = 0.02;
/** Kendall's tau, and the pace of the later half over that of the earlier: a line. */
const STEADY = { tau: 0.85, least: 0.5, most: 2 };

/**
 * The trend of the rest since the end of the last `load`, in seconds, where memory grew in it in a line. Shorter rests
 * may not show it: what the burst before them freed is used up first.
 */
export function idleGrowth(curve: Curve, load: number | undefined, scale: Scale): Trend | undefined {
  if (load === undefined) return undefined;
  const from = lowerBound(curve.start, load + SETTLING, 0, curve.n);
  if (from >= curve.n || at(curve.end, curve.n - 1) - at(curve.start, from) < LOOKED_AT) return undefined;
  const rest = blockLows(slice(curve.start, from, curve.n), slice(curve.level, from, curve.n), BLOCKS);
  const trend = measureTrend(rest.time, rest.low);
  if (trend === undefined) return undefined;
  const { growth, scatter, tau, persistence } = trend;
  const least = Math.max(OUT_OF_DOUBT * scale.least, SCATTER * scatter, SHARE * at(curve.level, from));
  const steady = tau > STEADY.tau && persistence > STEADY.least && persistence < STEADY.most;
  return growth > least && steady ? trend : undefined;
}

/** The pace of the rest makes up all growth where it gives this much of it, over the whole life. */
const BY_THE_CLOCK = { least: 0.5, most: 2 };

/** Whether a life that kept so many bytes in so many seconds grew all along at the pace of its last rest. */
export function goesByTheClock({ slope }: Trend, kept: number, seconds: number): boolean {
  const explained = (slope * seconds) / kept;
  return explained > BY_THE_CLOCK.least && explained < BY_THE_CLOCK.most;
}
