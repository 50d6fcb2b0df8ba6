import type { Random } from '../generator/random';
import type { Part } from './allocators';
import type { Tick } from './clock';

/** What the sampler saw, and the clean bytes beneath it. */
export interface Observed {
  t: number[];
  y: number[];
  clean: number[];
  /** bytes: how high the noise stands above the clean level, at its usual worst */
  noise: number;
}

export interface Lens {
  /** bytes */
  noise: number;
  /** share of samples that are missing */
  missing: number;
  /** bytes: the counter moves only once this much has come together; 0 = at once */
  batch: number;
}

export function lens(random: Random, level = 1): Lens {
  return {
    noise: random.pick([0, 20_000, 100_000, 400_000, 1_000_000]) * level,
    missing: random.pick([0, 0, 0.01, 0.05]),
    batch: random.pick([0, 0, 64 * 4096, 128 * 4096]),
  };
}

/** Sums the parts at each tick. */
export function simulate(ticks: Tick[], parts: Part[]): number[] {
  return ticks.map((tick) => parts.reduce((sum, part) => sum + part.step(tick), 0));
}

/** Gaps of a scraper: [from, to] in seconds. */
export function gaps(random: Random, seconds: number, count: number, longest: number): [number, number][] {
  return Array.from({ length: count }, () => {
    const from = random.between(0.05, 0.95) * seconds;
    return [from, from + random.scale(longest / 30, longest)];
  });
}

/** One-sided autocorrelated noise, batched counters, whole pages, lost samples. */
export function observe(
  random: Random,
  ticks: Tick[],
  bytes: number[],
  how: Lens,
  holes: [number, number][] = [],
): Observed {
  const seen: Observed = { t: [], y: [], clean: [], noise: Math.max(how.noise, how.batch) };
  let wander = 0;
  let shown = -1;
  for (const [i, tick] of ticks.entries()) {
    // most ticks nothing moves; now and then a buffer comes or goes
    if (random.chance(0.15)) wander = 0.8 * wander + 0.5 * random.normal();
    const real = (bytes[i] ?? 0) + how.noise * Math.min(1.5, Math.max(0, wander));
    if (shown < 0 || Math.abs(real - shown) >= how.batch) shown = real;
    const lost = random.chance(how.missing) || holes.some(([a, b]) => tick.t >= a && tick.t < b);
    if (lost) continue;
    seen.t.push(Math.round(tick.t * 1000) / 1000);
    seen.y.push(Math.max(0, Math.round(shown / 4096)) * 4096);
    seen.clean.push(bytes[i] ?? 0);
  }
  return seen;
}
