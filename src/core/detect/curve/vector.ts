/** Small numeric helpers over plain and typed arrays. */

/** The value at `i`; NaN outside. */
export function at(v: ArrayLike<number>, i: number): number {
  return v[i] ?? Number.NaN;
}

/** Quantile `q` (0..1) of the values, by linear interpolation; NaN where there are none. Sorts a copy. */
export function quantile(values: ArrayLike<number>, q: number): number {
  return quantileOf(sorted(values), q);
}

/** A sorted copy, for several quantiles of the same values. */
export const sorted = (values: ArrayLike<number>): Float64Array => new Float64Array(values).sort();

/** The quantile of values that are in order. */
export function quantileOf(inOrder: Float64Array, q: number): number {
  if (inOrder.length === 0) return Number.NaN;
  const position = q * (inOrder.length - 1);
  const low = Math.floor(position);
  const a = at(inOrder, low);
  return low + 1 < inOrder.length ? a + (position - low) * (at(inOrder, low + 1) - a) : a;
}

/** The median; NaN where there are no values. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/** The part of `v` from `from` up to and without `to`, as a new array. */
export function slice(v: Float64Array, from: number, to: number): Float64Array {
  return v.slice(Math.max(0, from), Math.max(0, from, Math.min(v.length, to)));
}

/** `x` held between `low` and `high`. */
export function clamp(x: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, x));
}
