/** Exports from a dashboard: a level thinned to the maximum or the average of a bucket, and the rhythm of office hours. */
import type { Random } from '../generator/random';
import { unknown } from './hours';
import { wobble } from './memory';
import { DAY, every, HOUR, type Recorder, type Scene } from './scene';

export const WEEK = 7 * DAY;
export const most = (x: number[]): number => Math.max(...x);
const mean = (x: number[]): number => x.reduce((a, v) => a + v, 0) / Math.max(1, x.length);

/** Buckets of a level by a kind of thinning. */
function thin(level: number[], size: number, by: (part: number[]) => number): number[] {
  return Array.from({ length: Math.floor(level.length / size) }, (_, i) =>
    by(level.slice(i * size, (i + 1) * size)),
  );
}

/** What comes out of a dashboard: on time, hardly any noise of its own, with whole buckets missing. */
function exported(r: Random, level: number): Recorder {
  const noise = level * r.scale(0.0003, 0.005);
  const restless = r.between(0.3, 1);
  return { noise, restless, quantum: 4096, jitter: 0, missing: 0, stale: 0, gaps: r.integer(0, 3) };
}

/** A level at a fine step, thinned to 200 to 2000 buckets. */
export function bucketed(
  r: Random,
  duration: number,
  nature: Scene['nature'],
  base: number,
  level: (t: number[]) => number[],
  { by, ...part }: Partial<Scene> & { by?: (x: number[]) => number } = {},
): Scene {
  const buckets = r.scale(200, 2000);
  const size = r.pick([4, 8, 15]);
  const step = Math.max(15, Math.round(duration / buckets / size));
  const clean = thin(level(every(step, duration)), size, by ?? r.pick([most, mean]));
  const frame = { step: step * size, base, recorder: exported(r, base), ...part };
  const scene = unknown(r, duration, nature, () => clean, frame);
  return { ...scene, t: scene.t.slice(0, clean.length) };
}

/** Office hours: five days with two humps, hardly anything by night and at the weekend. */
export function office(r: Random, t: number[], first: number): number[] {
  const moves = wobble(r, t.length, 0.03);
  const rest = r.between(0.02, 0.12);
  const sizes = Array.from({ length: 60 }, () => r.between(0.85, 1.1));
  return t.map((x, i) => {
    const day = Math.floor(x / DAY);
    const hour = (x % DAY) / HOUR;
    const hump = (at: number) => Math.exp(-(((hour - at) / 2.2) ** 2));
    const on = (day + first) % 7 < 5 ? (sizes[day] ?? 1) * Math.min(1, hump(10.5) + 0.9 * hump(15)) : 0;
    return (rest + (1 - rest) * on) * (moves[i] ?? 1);
  });
}
