import type { Random } from '../generator/random';
import { Decaying, InUse, MB, type Part } from './allocators';
import { diurnal, freeTicks, type Tick } from './clock';
import { type Case, caseOf } from './label';
import { gaps, type Lens, type Observed, observe, simulate } from './observe';
import { Base, KeyCache, LeakByClock, LeakByRequest } from './parts';

const HOUR = 3600;
const DAY = 24 * HOUR;

export const scrape = (random: Random): number => random.pick([30, 60, 60, 120]);
export const scraped = (random: Random): Lens => ({
  noise: random.pick([0.2, 1, 3]) * MB,
  missing: random.pick([0, 0.01, 0.04]),
  batch: 0,
});
const inFlight = { low: 2e4, high: 1.5e6, amplify: 2, service: 5 };

/** Traffic by the hour, scraped; `busiest` in connections. */
export function traffic(random: Random, days: number, busiest: number): Tick[] {
  const phase = random.between(0, DAY);
  return freeTicks(random, days * DAY, scrape(random), (t) => {
    const level = busiest * (0.08 + 0.92 * diurnal(t, phase));
    return { connections: level * random.between(0.85, 1.15), rps: level * 0.05 };
  });
}

/** Runs the parts afresh after each restart, seconds; a start is over between two scrapes. */
function epochs(ticks: Tick[], restarts: number[], make: () => Part[]): number[] {
  let parts = make();
  let left = [...restarts].sort((a, b) => a - b);
  return ticks.flatMap((tick) => {
    if (left.length > 0 && tick.t >= (left[0] ?? 0)) {
      left = left.slice(1);
      parts = make();
    }
    return simulate([tick], parts);
  });
}

function look(random: Random, ticks: Tick[], bytes: number[]): Observed {
  const end = ticks.at(-1)?.t ?? 0;
  return observe(random, ticks, bytes, scraped(random), gaps(random, end, random.integer(0, 4), 2 * HOUR));
}

/** Healthy: days of traffic, up by day and down by night. */
export function diurnalHealthy(random: Random): Case {
  const ticks = traffic(random, random.between(2.5, 5), random.integer(40, 120));
  const ground = random.scale(30, 200) * MB;
  const parts = [new Base(ground), new Decaying(random, inFlight, random.between(60, 1500), 1)];
  const seen = look(random, ticks, simulate(ticks, parts));
  return caseOf(seen, [], 'ragged', 'ragged', true, true);
}

/** A leak by request beneath the traffic: each night lies higher than the one before. */
export function diurnalLeak(random: Random): Case {
  const days = random.between(3, 6);
  const ticks = traffic(random, days, random.integer(20, 80));
  const requests = ticks.reduce((sum, tick) => sum + tick.requests, 0);
  const each = (random.scale(80, 400) * days * MB) / requests;
  const parts = [new Base(random.scale(30, 200) * MB), new InUse(random, inFlight)];
  const seen = look(random, ticks, simulate(ticks, [...parts, new LeakByRequest(random, each)]));
  return caseOf(seen, [], 'leak', 'leak', true, true);
}

/** A leak that deploys or limits end every so often: the same slope in each epoch. */
export function leakRestarts(random: Random): Case {
  const days = random.between(2, 4);
  const ticks = freeTicks(random, days * DAY, scrape(random), () => ({ connections: 12, rps: 2 }));
  const restarts = Array.from(
    { length: random.integer(1, 3) },
    (_, i) => (i + random.between(0.7, 1.2)) * 0.9 * DAY,
  );
  const perHour = random.scale(6, 30) * MB;
  const ground = random.scale(40, 200) * MB;
  const bytes = epochs(ticks, restarts, () => [
    new Base(ground),
    new InUse(random, { low: 1e4, high: 3e5, amplify: 2, service: 5 }),
    new LeakByClock(random, perHour / 60, 60),
  ]);
  return caseOf(look(random, ticks, bytes), [], 'leak', 'leak', true, true);
}

/** Deploys only: minutes without a scrape, then the same level within 1.5 %. */
export function deploys(random: Random): Case {
  const ticks = freeTicks(random, random.between(1.5, 4) * DAY, scrape(random), () => ({
    connections: 0,
    rps: 1,
  }));
  const end = ticks.at(-1)?.t ?? 0;
  const restarts = Array.from({ length: random.integer(1, 4) }, () => random.between(0.1, 0.9) * end);
  const ground = random.scale(60, 300) * MB;
  const down = restarts.map((r): [number, number] => [r - random.between(60, 400), r]);
  const bytes = epochs(ticks, restarts, () => [new Base(ground * random.between(0.985, 1.015))]);
  const seen = observe(random, ticks, bytes, scraped(random), down);
  return caseOf(seen, [], 'flat', 'flat', true, true);
}

/** A batch job by night: hundreds of megabytes for an hour or two, and back. */
export function nightBatch(random: Random): Case {
  const days = random.integer(3, 5);
  const hour = random.between(1, 20) * HOUR;
  const length = random.between(0.5, 2.5) * HOUR;
  const ticks = freeTicks(random, days * DAY, scrape(random), (t) => {
    const on = t % DAY >= hour && t % DAY < hour + length;
    return { connections: on ? 60 : 2, rps: 1 };
  });
  const parts = [
    new Base(random.scale(40, 200) * MB),
    new Decaying(random, inFlight, random.between(30, 600), 1),
  ];
  return caseOf(look(random, ticks, simulate(ticks, parts)), [], 'ragged', 'ragged', true, true);
}

/** A cache that fills on the first day and then is full for twice as long. */
export function productionCache(random: Random): Case {
  const ticks = freeTicks(random, random.between(2, 4) * DAY, scrape(random), () => ({
    connections: 0,
    rps: 1,
  }));
  const requests = ticks.reduce((sum, tick) => sum + tick.requests, 0);
  const keys = Math.round(requests / random.between(18, 30));
  const cache = new KeyCache(random, keys, (random.scale(60, 400) * MB) / keys);
  const seen = look(random, ticks, simulate(ticks, [new Base(random.scale(40, 200) * MB), cache]));
  return caseOf(seen, [], 'flat', 'bounded-cache', true, true);
}
