/** How memory moves in the rests about a burst: growth before it that needs no load, and what still falls after it. */
import { lowerBound } from '../../run/sorted';
import { type Effect, LEVEL_OVER } from '../bursts/effects';
import { gainOf } from '../bursts/growth';
import type { Curve } from '../curve/buckets';
import { at, clamp, median, slice } from '../curve/vector';

/** Share of what a burst left by now that a second more takes, from which on memory is still falling. */
const FALLING = 0.1;
/** Share of what a burst left, from which on the clock explains it. */
const CLOCK = 0.4;

/**
 * Whether the pace at which memory grew before the load came at `from` makes up much of what the burst of `effect` left
 * by `until`. `curve` begins with the rest before `from`.
 */
export function explainedByTheClock(curve: Curve, from: number, effect: Effect, until: number): boolean {
  const begin = at(curve.start, 0);
  const first = lowerBound(curve.start, (begin + from) / 2, 0, curve.n);
  const last = lowerBound(curve.end, from, 0, curve.n) - 1;
  if (last <= first) return false;
  const pace =
    (at(curve.level, last) - at(curve.level, first)) / (at(curve.start, last) - at(curve.start, first));
  // between the middles of the stretches whose levels make the gain
  const between = until - effect.from + Math.min(LEVEL_OVER, (from - begin) / 2) / 2;
  return pace * between > CLOCK * gainOf(effect);
}

/** Share of what a burst left that moves from bucket to bucket, up to which memory holds its level. */
const STILL = 0.02;

/** Whether the last two buckets hold their level, as measured by the `gain` of a burst. */
export function holdsLevel(curve: Curve, gain: number): boolean {
  const [before, last] = [at(curve.level, curve.n - 2), at(curve.level, curve.n - 1)];
  return Math.abs(last - before) <= STILL * gain;
}

/** Whether a second more takes much of the `gain` that a burst which ended at `since` has left by now. */
export function isFalling(curve: Curve, since: number, gain: number): boolean {
  const end = at(curve.end, curve.n - 1);
  const part = (from: number, to: number) =>
    median(
      slice(
        curve.level,
        lowerBound(curve.start, from, 0, curve.n),
        clamp(lowerBound(curve.start, to, 0, curve.n), 1, curve.n),
      ),
    );
  const earlier = part(Math.max(since, end - 2), end - 1);
  const later = part(end - 1, end + 1);
  return earlier - later > FALLING * Math.max(0, gain);
}
