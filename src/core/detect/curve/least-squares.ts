/** A straight line through points, by least squares. */
import { at } from './vector';

export interface Line {
  slope: number;
  /** means of x and y, through which it goes */
  middle: number;
  level: number;
  /** sum of squared distances of x from its mean */
  spread: number;
}

/** The line through points `x`, `y`; of NaN slope where all x are the same. */
export function leastSquares(x: readonly number[], y: readonly number[]): Line {
  const middle = mean(x);
  const level = mean(y);
  let spread = 0;
  let together = 0;
  for (const [i, value] of x.entries()) {
    spread += (value - middle) ** 2;
    together += (value - middle) * (at(y, i) - level);
  }
  return { slope: together / spread, middle, level, spread };
}

/** Mean distance of points `x`, `y` from a line. */
export function meanDeviation(
  { slope, middle, level }: Line,
  x: readonly number[],
  y: readonly number[],
): number {
  return mean(y.map((value, i) => Math.abs(value - level - slope * (at(x, i) - middle))));
}

/** NaN where there are no values. */
export function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
