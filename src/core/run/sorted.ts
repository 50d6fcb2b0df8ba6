/** Looking things up in a column that rises, as times do. */

/** The index of the first value at or after `wanted` among `from`..`to` (half-open); `to` where there is none. */
export function lowerBound(column: ArrayLike<number>, wanted: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((column[middle] ?? Number.NaN) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How far a search near a guess looks at first; twice as far each time after. */
const FIRST_REACH = 16;

/** As {@link lowerBound}, in fewer steps for what is not far from `guess`. */
export function firstNear(
  column: Float64Array,
  wanted: number,
  guess: number,
  from: number,
  to: number,
): number {
  const isBefore = (i: number) => (column[i] ?? Number.NaN) < wanted;
  let at = Math.min(to, Math.max(from, guess));
  let reach = FIRST_REACH;
  if (at < to && isBefore(at)) {
    for (; at + reach < to && isBefore(at + reach); reach *= 2) at += reach;
    return lowerBound(column, wanted, at, Math.min(to, at + reach));
  }
  for (; at - reach > from && !isBefore(at - reach); reach *= 2) at -= reach;
  return lowerBound(column, wanted, Math.max(from, at - reach), at);
}
