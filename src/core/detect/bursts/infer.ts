/** Bursts that nobody recorded, told from the curve: where memory stands above its floor or rises to a new one. */
import type { Curve } from '../curve/buckets';
import { at } from '../curve/vector';
import type { Rise } from '../rises/hysteresis';
import type { Effect } from './effects';
import type { Burst } from './load';

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

/** A loss of up to this share of the gain before it is the end of that burst, and no burst of its own. */
const PART = 0.35;

/**
 * Effects of inferred bursts, a gain and the small loss after it made one: the load ended there. Where they stood for how
 * long depends on where they were taken to begin, so that their height is their peak.
 */
export function settledEffects(effects: readonly Effect[]): Effect[] {
  const out: Effect[] = [];
  for (const effect of effects.map((one) => ({ ...one, height: one.peak }))) {
    const last = out.pop();
    if (last === undefined) {
      out.push(effect);
      continue;
    }
    const gain = last.after - last.before;
    const loss = effect.before - effect.after;
    if (gain > 0 && loss > 0 && loss <= PART * gain) out.push(asOne(last, effect));
    else out.push(last, effect);
  }
  return out;
}

function asOne(first: Effect, second: Effect): Effect {
  const peak = Math.max(first.peak, second.peak);
  const { after, to, restEnd } = second;
  const rise = peak - first.before;
  return {
    ...first,
    peak,
    height: peak,
    after,
    to,
    restEnd,
    keptShare: rise > 0 ? Math.max(0, (after - first.before) / rise) : 0,
    weight: first.weight + second.weight,
  };
}
