/**
 * Growth by the clock, told from the rests of a known load: what a task of the service's own adds while no request is
 * served it adds under load, too, so that bursts are read with it taken out.
 */
import { lowerBound } from '../../run/sorted';
import type { Curve } from '../curve/buckets';
import { OUT_OF_DOUBT, type Scale } from '../curve/scale';
import { slopeOf } from '../curve/trend';
import { at } from '../curve/vector';
import { EARLY } from './burst-course';
import type { Burst } from './load';

/** What goes on by the clock. */
export interface Clock {
  /** bytes a second */
  pace: number;
  /** bytes at that pace, since the load began */
  growth: number;
  /** rests that show it */
  rests: number;
}

/** Seconds in which memory may still move because of the burst before, and the share of a short rest; buckets after them. */
const SETTLING = { seconds: 3, share: 0.3 };
const FEWEST_BUCKETS = 4;
/** Rests that must agree, and standard errors of their mean by which it must stand above nothing. */
const FEWEST_RESTS = 3;
const CERTAIN = 4;
/** Share of the level that it grew from. */
const SHARE = 0.02;
/** Of the growth since the first rest: so much stayed at least, else what came in the rests went back under load. */
const STAYED = 0.7;

/** The pace at which memory grew in all rests alike; undefined where it did not, or there are few of them. */
export function byTheClock(curve: Curve, bursts: readonly Burst[], scale: Scale): Clock | undefined {
  const end = at(curve.end, curve.n - 1);
  const rests = bursts.flatMap(({ to }, k) => paceOf(curve, to, bursts[k + 1]?.from ?? end) ?? []);
  const [rested] = rests;
  if (rested === undefined || rests.length < FEWEST_RESTS) return undefined;
  const seconds = rests.reduce((sum, rest) => sum + rest.seconds, 0);
  const pace = rests.reduce((sum, rest) => sum + rest.pace * rest.seconds, 0) / seconds;
  const squares = rests.reduce((sum, rest) => sum + (rest.seconds * (rest.pace - pace)) ** 2, 0);
  const begin = bursts[0]?.from ?? end;
  const growth = pace * (end - begin);
  const first = Math.max(0, lowerBound(curve.end, begin, 0, curve.n) - 1);
  const least = Math.max(OUT_OF_DOUBT * scale.least, SHARE * at(curve.level, first));
  const certain = pace * seconds > CERTAIN * Math.sqrt(squares);
  // what the first burst left is none of it
  const sinceRest = pace * (end - at(curve.start, rested.first));
  const stayed = at(curve.level, curve.n - 1) - at(curve.level, rested.first);
  return certain && growth > least && stayed > STAYED * sinceRest
    ? { pace, growth, rests: rests.length }
    : undefined;
}

/** A rest once it has settled: its first bucket, its pace in bytes a second, its seconds. */
interface Settled {
  first: number;
  pace: number;
  seconds: number;
}

/** The settled part of a rest; undefined where it is too short for that. */
function paceOf(curve: Curve, from: number, to: number): Settled | undefined {
  if (to <= from) return undefined;
  const settling = Math.min(SETTLING.seconds, SETTLING.share * (to - from));
  const first = lowerBound(curve.start, from + settling, 0, curve.n);
  const last = lowerBound(curve.end, to - Math.min(EARLY, (to - from) / 4), first, curve.n);
  if (last - first < FEWEST_BUCKETS) return undefined;
  const seconds = at(curve.end, last - 1) - at(curve.start, first);
  return { first, pace: slopeOf(curve, first, last), seconds };
}
