/** Bursts that nobody recorded, told from the curve: where memory stands above its floor or rises to a new one. */
import type { Curve } from './buckets';
import type { Burst } from './load';
import type { Rise } from './rises';
import { at } from './vector';

/** Stretches in which the level is more than `height` above the floor, or within a rise; those nearer than `apart` seconds are one. */
export function inferBursts(
  curve: Curve,
  level: ArrayLike<number>,
  floor: ArrayLike<number>,
  rises: readonly Rise[],
  height: number,
  apart: number,
): Burst[] {
  const active = new Uint8Array(curve.n);
  for (const rise of rises) active.fill(1, rise.from + 1, rise.to + 1);
  for (let i = 0; i < curve.n; i++) if (at(level, i) - at(floor, i) > height) active[i] = 1;
  const bursts: Burst[] = [];
  for (let i = 0; i < curve.n; i++) {
    if (active[i] === 0) continue;
    const first = i;
    while (i + 1 < curve.n && active[i + 1] === 1) i++;
    const from = at(curve.end, Math.max(0, first - 1));
    const to = at(curve.end, i);
    const last = bursts.at(-1);
    if (last !== undefined && from - last.to < apart) last.to = to;
    else bursts.push({ number: bursts.length + 1, from, to });
  }
  return bursts;
}
