/** The level as somebody recorded it: late, rounded, with noise on one side, and with samples missing. */
import type { Random } from '../generator/random';
import type { Recorder } from './scene';

export interface Seen {
  t: number[];
  y: number[];
  /** the level without noise, at the same times */
  clean: number[];
  /** bytes: how far readings lie from the level, as a deviation */
  noise: number;
}

/** Reads a level of evenly spaced times. */
export function observe(r: Random, t: number[], clean: number[], recorder: Recorder): Seen {
  const step = (t[1] ?? 1) - (t[0] ?? 0);
  const lost = new Set<number>();
  for (let gap = r.integer(0, recorder.gaps); gap > 0; gap--) {
    const from = r.integer(0, t.length - 1);
    const length = r.integer(3, Math.max(4, Math.floor(t.length * 0.03)));
    for (let i = from; i < from + length; i++) lost.add(i);
  }
  const seen: Seen = { t: [], y: [], clean: [], noise: 0 };
  let stray = 0;
  let squares = 0;
  for (let i = 0; i < t.length; i++) {
    if (r.chance(recorder.restless)) stray = 0.6 * stray + 0.8 * recorder.noise * Math.abs(r.normal());
    if (i > 0 && (lost.has(i) || r.chance(recorder.missing))) continue;
    const late = recorder.jitter * r.unit();
    const here = clean[i] ?? 0;
    const move = (clean[i + 1] ?? here) - here;
    // a process is gone at once
    const level = here + (move < -0.2 * here ? 0 : late * move);
    const fresh = recorder.quantum * Math.floor((level + stray) / recorder.quantum);
    seen.t.push((t[i] ?? 0) + late * step);
    seen.y.push(r.chance(recorder.stale) ? (seen.y.at(-1) ?? fresh) : fresh);
    seen.clean.push(level);
    squares += stray ** 2;
  }
  seen.noise = Math.max(recorder.quantum / 4, Math.sqrt(squares / t.length) * 0.6);
  return seen;
}
