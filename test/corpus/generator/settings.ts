/** How a series is recorded, and on what kind of service. */
import { MB, type Model } from './model';
import type { Random } from './random';

type Recording = Pick<
  Model,
  | 'base'
  | 'noise'
  | 'correlation'
  | 'interval'
  | 'restarts'
  | 'gaps'
  | 'missing'
  | 'jitter'
  | 'bumps'
  | 'bursts'
  | 'jumps'
  | 'growth'
>;

/** A recording at 1 to 50 samples a second. */
export function laboratory(random: Random): Recording {
  const base = random.scale(5, 5000) * MB;
  return {
    base,
    noise: random.chance(0.3) ? 0 : random.scale(0.0005, 0.012) * base,
    correlation: random.scale(0.1, 10),
    interval: random.pick([0.02, 0.05, 0.05, 0.1, 0.2, 0.5, 1]),
    restarts: [],
    gaps: [],
    missing: random.pick([0, 0, 0.01, 0.05]),
    jitter: random.pick([0, 0.1, 0.5]),
    bumps: [],
    bursts: [],
    jumps: [],
    growth: () => 0,
  };
}

/** A scrape every 10 to 60 s, for hours or days. */
export function production(random: Random): Recording & { length: number } {
  const base = random.scale(30, 20_000) * MB;
  const interval = random.pick([10, 15, 30, 60]);
  const length = interval * random.integer(400, 6000);
  const gaps = Array.from({ length: random.integer(0, 3) }, (): [number, number] => {
    const from = random.between(0.05, 0.95) * length;
    return [from, from + interval * random.integer(5, 60)];
  });
  return {
    base,
    noise: random.chance(0.2) ? 0 : random.scale(0.0005, 0.012) * base,
    correlation: random.scale(10, 600),
    interval,
    restarts: [],
    gaps,
    missing: random.pick([0, 0.01, 0.03]),
    jitter: random.pick([0, 0.02, 0.1]),
    bumps: [],
    bursts: [],
    jumps: [],
    growth: () => 0,
    length,
  };
}

/** A step that stands out of the noise of its service: bytes. */
export function stepBytes(random: Random, on: Pick<Model, 'base' | 'noise'>, low = 0.04, high = 2): number {
  return Math.max(3 * MB, 6 * on.noise, random.scale(low, high) * on.base) * random.between(1, 1.6);
}

/** `count` times between `from` and `to`, at least `apart` from each other and from both ends. */
export function apart(random: Random, count: number, from: number, to: number, least: number): number[] {
  const free = to - from - (count + 1) * least;
  if (free <= 0) return [];
  const offsets = Array.from({ length: count }, () => random.between(0, free)).sort((a, b) => a - b);
  return offsets.map((offset, i) => from + offset + (i + 1) * least);
}
