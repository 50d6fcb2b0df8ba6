/** Quiet plateaus: a service at rest, told from the curve where the load is not known. */
import type { Curve } from '../curve/buckets';
import { lowest } from '../curve/levels';
import { at } from '../curve/vector';

/** Seconds, where nothing else is asked, and buckets that a level must hold. */
const QUIET = { seconds: 2, buckets: 3 };

/** Share of a dip below which it counts as its bottom, and seconds that this lasts at most. */
const BOTTOM = 0.75;
const SHORT = 1.5;

/** Buckets `[from, to)`. */
export interface Plateau {
  from: number;
  to: number;
}

/** Stretches of so many `seconds` and more whose levels lie within `tolerance` bytes of each other, in order. */
export function quietPlateaus(curve: Curve, tolerance: number, seconds = QUIET.seconds): Plateau[] {
  const plateaus: Plateau[] = [];
  for (let i = 0; i < curve.n; ) {
    const to = endOfLevel(curve, i, tolerance);
    const quiet = to - i >= QUIET.buckets && at(curve.end, to - 1) - at(curve.start, i) >= seconds;
    if (quiet) plateaus.push({ from: i, to });
    i = quiet ? to : i + 1;
  }
  return plateaus;
}

/**
 * Bytes that went back between plateaus and were taken again: short falls below both by more than `least`, on the way
 * from one to the next. A burst rises above its plateaus instead, a rest between two bursts holds its level, and a step
 * for good leads from one plateau to the next. `tick` is the time from bucket to bucket, seconds: samples that are further
 * apart show no such falls.
 */
export function returnedBetween(
  curve: Curve,
  plateaus: readonly Plateau[],
  least: number,
  tick: number,
): number {
  if (tick > SHORT) return 0;
  let returned = 0;
  let last: Plateau | undefined;
  for (const plateau of plateaus) {
    if (last !== undefined) {
      const level = Math.min(at(curve.level, last.to - 1), at(curve.level, plateau.from));
      const between = curve.level.subarray(last.to, plateau.from);
      const dip = level - Math.min(level, lowest(between));
      const bottom = between.filter((y) => y < level - BOTTOM * dip).length;
      if (dip > least && bottom * tick <= SHORT) returned += dip;
    }
    last = plateau;
  }
  return returned;
}

/** The first bucket after `from` that is off the level begun there. */
function endOfLevel(curve: Curve, from: number, tolerance: number): number {
  let low = at(curve.level, from);
  let high = low;
  for (let i = from + 1; i < curve.n; i++) {
    low = Math.min(low, at(curve.level, i));
    high = Math.max(high, at(curve.level, i));
    if (high - low > tolerance) return i;
  }
  return curve.n;
}
