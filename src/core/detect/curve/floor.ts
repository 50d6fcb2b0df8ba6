/**
 * The retained floor: at each moment the lowest level that is still to come within its look-ahead. Rises that follow
 * the load vanish from it, steps keep their place and size. Sliding-window minimum by a monotone queue, O(1)
 * amortised (Lemire 2006, "Streaming maximum-minimum filter").
 */
import { lowerBound } from '../../run/sorted';
import { at } from './vector';

/** The minimum of `y` over `[i, reach[i]]` for each `i`; `reach` must not descend. */
export function retainedFloor(y: ArrayLike<number>, reach: ArrayLike<number>): Float64Array {
  const n = y.length;
  const floor = new Float64Array(n);
  const queue = new Int32Array(n);
  let head = 0;
  let tail = 0;
  let next = 0;
  for (let i = 0; i < n; i++) {
    const last = Math.min(n - 1, Math.max(i, at(reach, i)));
    while (next <= last) {
      const value = at(y, next);
      while (tail > head && at(y, at(queue, tail - 1)) >= value) tail--;
      queue[tail++] = next++;
    }
    while (at(queue, head) < i) head++;
    floor[i] = at(y, at(queue, head));
  }
  return floor;
}

/** The last bucket within `window` seconds after each. */
export function lookAhead(time: ArrayLike<number>, window: number): Int32Array {
  const n = time.length;
  const reach = new Int32Array(n);
  let j = 0;
  for (let i = 0; i < n; i++) {
    while (j + 1 < n && at(time, j + 1) <= at(time, i) + window) j++;
    reach[i] = Math.max(i, j);
  }
  return reach;
}

/** The last bucket that ends before the next burst begins, for each: the end of the rest that is next to end. */
export function restAhead(end: ArrayLike<number>, bursts: readonly { from: number }[]): Int32Array {
  const n = end.length;
  const reach = new Int32Array(n).fill(n - 1);
  let i = 0;
  for (const burst of bursts) {
    const restEnd = lowerBound(end, burst.from, 0, n) - 1;
    for (; i <= restEnd; i++) reach[i] = restEnd;
  }
  return reach;
}
