/**
 * Cycles: a level that goes up and down by much, as under the waves of a day, told by its turning points (the reversals
 * of rainflow counting, ASTM E1049). What a service holds for good shows in the troughs, however smooth these are.
 */
import type { Curve } from '../curve/buckets';
import { at } from '../curve/vector';

/** The lowest point between a fall and a rise. */
export interface Trough {
  /** seconds */
  t: number;
  /** bytes */
  level: number;
}

/**
 * The troughs between falls and rises of at least `height` bytes, in order, from bucket `from` on. The first is where the
 * curve begins, if it rises from there.
 */
export function troughsOf({ level, start, n }: Curve, from: number, height: number): Trough[] {
  const troughs: Trough[] = [];
  let falling = true;
  let turn = from;
  for (let i = from; i < n; i++) {
    const moved = at(level, i) - at(level, turn);
    const turned = falling ? moved >= height : -moved >= height;
    if (turned && falling) troughs.push({ t: at(start, turn), level: at(level, turn) });
    if (turned) falling = !falling;
    if (turned || moved < 0 === falling) turn = i;
  }
  return troughs;
}
