/**
 * The retained floor: at each moment the lowest level that is still to come within its look-ahead. Rises that follow
 * the load vanish from it, steps keep their place and size. Sliding-window minimum by a monotone queue, O(1)
 * amortised (Lemire 2006, "Streaming maximum-minimum filter").
 */
import { at } from './vector';

/** The minimum of `y` over `[i, reach[i]]` for each `i` in `[from, to)`; `reach` must not descend. */
export function retainedFloor(
  y: ArrayLike<number>,
  reach: ArrayLike<number>,
  from: number,
  to: number,
): Float64Array {
  const floor = new Float64Array(to - from);
  const queue = new Int32Array(to - from);
  let head = 0;
  let tail = 0;
  let next = from;
  for (let i = from; i < to; i++) {
    const last = Math.min(to - 1, Math.max(i, at(reach, i)));
    while (next <= last) {
      const value = at(y, next);
      while (tail > head && at(y, at(queue, tail - 1)) >= value) tail--;
      queue[tail++] = next++;
    }
    while (at(queue, head) < i) head++;
    floor[i - from] = at(y, at(queue, head));
  }
  return floor;
}

/** The last bucket within `window` seconds after each. */
export function lookAhead(time: ArrayLike<number>, n: number, window: number): Int32Array {
  const reach = new Int32Array(n);
  let j = 0;
  for (let i = 0; i < n; i++) {
    while (j + 1 < n && at(time, j + 1) <= at(time, i) + window) j++;
    reach[i] = Math.max(i, j);
  }
  return reach;
}
