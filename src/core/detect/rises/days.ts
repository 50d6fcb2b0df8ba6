/** The days of a series whose load goes up and down with them: what each held at its lowest and highest, and for half of its time. */
import { lowerBound } from '../../run/sorted';
import type { Curve } from '../curve/buckets';
import { at, quantileOf, slice, sorted } from '../curve/vector';

/** Levels of one day, bytes. */
export interface Day {
  low: number;
  middle: number;
  high: number;
}

/** Seconds. */
const DAY = 86_400;
/** Buckets that tell a day. */
const FEWEST = 24;
/** Share of a day for which it is no higher than its lowest level, and above its highest one: a reading or two may be wrong. */
const EDGE = 0.02;

/** The whole days at the end of a curve, in order, from bucket `from` on; none where one of them is too sparse. */
export function daysOf(curve: Curve, from: number): Day[] {
  const end = at(curve.end, curve.n - 1);
  const count = Math.max(0, Math.floor((end - at(curve.start, from)) / DAY));
  const bucketAt = (t: number) => lowerBound(curve.start, t, from, curve.n);
  const days = Array.from({ length: count }, (_, k) => {
    const since = end - (count - k) * DAY;
    return slice(curve.level, bucketAt(since), bucketAt(since + DAY));
  });
  if (days.some(({ length }) => length < FEWEST)) return [];
  return days.map((levels) => {
    const inOrder = sorted(levels);
    return {
      low: quantileOf(inOrder, EDGE),
      middle: quantileOf(inOrder, 0.5),
      high: quantileOf(inOrder, 1 - EDGE),
    };
  });
}
