/**
 * Whether a rise stands out of what its plateaus do by themselves: low levels of short blocks beside it, compared as
 * in a two-sample test on quantiles (Hodges-Lehmann in spirit, but one-sided, since the noise is).
 */
import { lowerBound } from '../../run/sorted';
import type { Curve } from '../curve/buckets';
import { at, quantile } from '../curve/vector';
import type { PlacedRise } from './place';

const BLOCKS = 10;
/** Below so many blocks a plateau is too short to tell. */
const FEWEST = 3;

/** Bytes by which the low levels of the plateaus beside a rise wander; 0 where they are too short to tell. */
export function wanderBeside(
  curve: Curve,
  level: ArrayLike<number>,
  rise: PlacedRise,
  previous: PlacedRise | undefined,
  next: PlacedRise | undefined,
  block: number,
): number {
  const left = previous === undefined ? 0 : previous.to;
  const right = next === undefined ? curve.n : next.from + 1;
  const rested = restedAt(curve, level, rise, right, block);
  return Math.max(
    wander(curve, level, Math.max(left, indexBack(curve, rise.from, BLOCKS * block)), rise.from + 1, block),
    wander(curve, level, rested, Math.min(right, indexOn(curve, rested, BLOCKS * block)), block),
  );
}

/** Of a rise: memory that stands so far above it is in use, and tells nothing of its plateau. */
const IN_USE = 0.25;

/**
 * The bucket before `end` from which on a rise is for `block` seconds all that is left of its burst; where it came to its
 * plateau if there is none.
 */
function restedAt(
  curve: Curve,
  level: ArrayLike<number>,
  { to, before, after }: PlacedRise,
  end: number,
  block: number,
): number {
  const most = after + IN_USE * (after - before);
  let from: number | undefined;
  for (let i = to; i < end; i++) {
    if (at(level, i) > most) from = undefined;
    else {
      from ??= i;
      if (at(curve.end, i) - at(curve.start, from) >= block) return from;
    }
  }
  return from ?? to;
}

function indexBack(curve: Curve, from: number, seconds: number): number {
  return lowerBound(curve.start, at(curve.start, from) - seconds, 0, from);
}

function indexOn(curve: Curve, from: number, seconds: number): number {
  return lowerBound(curve.start, at(curve.start, from) + seconds, from, curve.n);
}

function wander(curve: Curve, level: ArrayLike<number>, from: number, to: number, block: number): number {
  const lows: number[] = [];
  let until = Number.NEGATIVE_INFINITY;
  for (let i = from; i < to; i++) {
    if (at(curve.start, i) >= until) {
      lows.push(at(level, i));
      until = at(curve.start, i) + block;
    } else {
      lows[lows.length - 1] = Math.min(lows.at(-1) ?? 0, at(level, i));
    }
  }
  return lows.length < FEWEST ? 0 : quantile(lows, 0.4) - quantile(lows, 0);
}
