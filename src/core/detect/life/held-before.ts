/** How long memory held a level before, that it then left: what rises to it again is no step yet. */
import type { Curve } from '../curve/buckets';
import { at } from '../curve/vector';
import type { Candidate } from './step';

/** Of a rise: a level so little below its end is the same. */
const WITHIN = 0.1;

/** Seconds for which `level`, in which the rise was found, lay at its end or above at most before it began, since bucket `settled`. */
export function heldBefore(
  { start, end }: Curve,
  level: Float64Array,
  settled: number,
  { from, after, kept }: Candidate,
): number {
  const held = after - WITHIN * kept;
  let longest = 0;
  let since: number | undefined;
  for (let i = settled; i <= from; i++) {
    if (at(level, i) < held) since = undefined;
    else {
      since ??= at(start, i);
      longest = Math.max(longest, at(end, i) - since);
    }
  }
  return longest;
}
