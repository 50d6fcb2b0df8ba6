/** The rises of a curve that last, as far as its look-ahead can tell. */
import type { Curve } from '../curve/buckets';
import { retainedFloor } from '../curve/floor';
import type { Scale } from '../curve/scale';
import { findRises } from './hysteresis';
import { MARK, type PlacedRise, placeRises } from './place';

/** Seconds: the longest ramp of a step, the time with little gain that ends it, the plateau before it. */
const LONGEST = 10.5;
/** ... as a share of a series of minutes, up to so many seconds: bursts of some length add as long as they last */
const LONGEST_OF_MINUTES = { share: 0.08, most: 18 };
/** ... and as a share of a whole series of hours or days, up to three hours: a load that grows through a morning */
const LONGEST_SHARE = 0.03;
const LONGEST_OF_DAYS = 10_800;
const HOLD = 2;
const PLATEAU = 2;
/** Of the shortest rest: with little gain for so much of it, a rise is over. */
const OF_REST = 0.8;

export interface Found {
  floor: Float64Array;
  /** in order; slopes and the start-up among them */
  rises: PlacedRise[];
}

/** The floor of `level` under a look-ahead, and its rises; `rest` are the seconds of the shortest rest of a known load. */
export function lastingRises(
  curve: Curve,
  level: Float64Array,
  reach: Int32Array,
  scale: Scale,
  rest = Number.POSITIVE_INFINITY,
): Found {
  const floor = retainedFloor(level, reach);
  const rises = findRises(curve.start, floor, {
    tolerance: Math.max(scale.step / 4, scale.noise),
    step: scale.step,
    hold: Math.max(Math.min(HOLD, OF_REST * rest), 2.5 * scale.tick),
    plateau: Math.max(PLATEAU, 3 * scale.tick),
  });
  return { floor, rises: placeRises(curve, floor, rises) };
}

/**
 * Whether a rise is quick enough for a step of a series of `length` seconds: over days, minutes are quick. Time
 * without samples within it does not count.
 */
export function isQuick(rise: PlacedRise, scale: Scale, length: number): boolean {
  const sampled = ((rise.to - rise.from + 1) * scale.tick) / (1 - 2 * MARK);
  const seconds = Math.min(rise.end - rise.start, sampled);
  return seconds <= longestRise(scale, length);
}

/** Seconds that a step of a series of `length` seconds takes at most. */
export function longestRise({ tick }: Scale, length: number): number {
  const ofMinutes = Math.min(LONGEST_OF_MINUTES.most, LONGEST_OF_MINUTES.share * length);
  const ofDays = Math.min(LONGEST_OF_DAYS, LONGEST_SHARE * length);
  return Math.max(LONGEST, 4 * tick, ofMinutes, ofDays);
}
