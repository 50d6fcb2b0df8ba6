/** Loads: bursts with rests, as a plan drives them or as traffic comes. */
import type { TrueBurst } from './labelled';
import type { Bump } from './model';
import type { Random } from './random';

export interface Schedule {
  bursts: TrueBurst[];
  length: number;
}

/** A baseline, then one burst for each number of connections with a rest after it, then a tail. */
export function planned(connections: readonly number[], random: Random): Schedule {
  const seconds = random.between(3, 14);
  const rest = random.between(4, 16);
  const rate = random.scale(30, 400);
  let t = random.between(3, 10);
  const bursts = connections.map((c): TrueBurst => {
    const from = t;
    const to = from + seconds;
    t = to + rest;
    return { from, to, connections: c, requests: Math.round(rate * seconds * random.between(0.93, 1.07)) };
  });
  return { bursts, length: t - rest + random.between(15, 60) };
}

/** Connections that ramp up and then repeat the largest burst. */
export function rampThenRepeat(random: Random, repeats: number): number[] {
  const ramp = random.pick([
    [8, 16, 32, 64],
    [8, 16, 32, 48, 64],
    [4, 16, 64],
    [10, 20, 40, 80],
    [16, 64],
  ]);
  return [...ramp, ...Array.from({ length: repeats }, () => ramp.at(-1) ?? 64)];
}

/** Bursts of any length with rests of any length, such as traffic makes. */
export function traffic(count: number, random: Random): Schedule {
  let t = random.between(4, 20);
  const bursts: TrueBurst[] = [];
  const rate = random.scale(20, 300);
  for (let i = 0; i < count; i++) {
    const length = random.between(3, 25);
    const connections = random.integer(4, 64);
    bursts.push({ from: t, to: t + length, connections, requests: Math.round(rate * length) });
    t += length + random.between(5, 25);
  }
  return { bursts, length: t + random.between(5, 30) };
}

/** What the requests in flight need while a burst lasts. */
export function working(
  bursts: readonly TrueBurst[],
  bytes: (burst: TrueBurst) => number,
  random: Random,
): Bump[] {
  const rise = random.between(0.2, 1);
  const fall = random.between(0.05, 0.8);
  return bursts.map((b) => ({ from: b.from, to: b.to, bytes: bytes(b), rise, fall }));
}

/** Bytes that requests have left up to a time, each as many, spread evenly over their burst. */
export function keptByRequests(bursts: readonly TrueBurst[], perRequest: number, t: number): number {
  return bursts.reduce((sum, { from, to, requests }) => {
    const part = Math.max(0, Math.min(1, (t - from) / (to - from)));
    return sum + perRequest * requests * part;
  }, 0);
}

/** Seconds of load up to a time: what a leak and a cache grow with. */
export function loadTime(bursts: readonly TrueBurst[], t: number): number {
  return bursts.reduce((sum, b) => sum + Math.max(0, Math.min(t, b.to) - b.from), 0);
}
