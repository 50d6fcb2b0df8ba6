/** Families that grow: leaks, and caches with a bound. */
import { type Jump, MB, type Model } from './model';
import type { Random } from './random';
import { keptByRequests, loadTime, planned, rampThenRepeat, traffic, working } from './schedule';
import { apart, laboratory, production } from './settings';

const LEAK = { profile: 'leak', nature: 'leak' } as const;
/** Neither a leak nor steps: in the end memory is flat, and the finding says that it saturated. */
const CACHE = { profile: 'flat', nature: 'bounded-cache' } as const;

/** Growth with the clock. */
export function steadyLeak(random: Random): Model {
  const on = laboratory(random);
  const length = random.scale(60, 900);
  const rate = Math.max(10 * MB, on.base * random.scale(0.15, 2), 6 * on.noise) / length;
  return { family: 'steady-leak', ...LEAK, ...on, length, growth: (t) => rate * t };
}

/** Growth that is little more than the noise over the whole series. */
export function buriedLeak(random: Random): Model {
  const on = laboratory(random);
  on.base = random.scale(50, 2000) * MB;
  on.noise = random.between(0.01, 0.03) * on.base;
  on.correlation = random.scale(0.2, 4);
  const length = random.scale(300, 1200);
  const rate = (on.noise * random.between(3, 6)) / length;
  return { family: 'buried-leak', ...LEAK, ...on, length, growth: (t) => rate * t };
}

/** A service that keeps its bodies, under a plan: a staircase of equal steps. */
export function leakUnderBatches(random: Random): Model {
  const on = laboratory(random);
  on.base = random.scale(5, 100) * MB;
  on.noise = random.chance(0.5) ? 0 : random.between(0, 0.008) * on.base;
  const ramped = random.chance(0.5);
  const repeats = random.integer(4, 8);
  const plan = planned(
    ramped ? rampThenRepeat(random, repeats) : Array.from({ length: repeats + 1 }, () => 64),
    random,
  );
  const each = Math.max(5 * MB, 8 * on.noise, random.scale(0.1, 2) * on.base);
  const requests = plan.bursts.map((b) => b.requests);
  const perRequest = each / Math.max(...requests);
  const share = random.scale(0.1, 3);
  const bumps = working(
    plan.bursts,
    (b) => share * each * (b.connections / 64) * random.between(0.8, 1.2),
    random,
  );
  return {
    family: 'leak-under-batches',
    ...LEAK,
    ...on,
    length: plan.length,
    bursts: plan.bursts,
    bumps,
    growth: (t) => keptByRequests(plan.bursts, perRequest, t),
    decidable: { unknown: false },
  };
}

/** A leak that grows while traffic of any length lasts. */
export function leakInTraffic(random: Random): Model {
  const on = laboratory(random);
  const plan = traffic(random.integer(6, 14), random);
  const busy = loadTime(plan.bursts, plan.length);
  const rate = Math.max(20 * MB, on.base * random.scale(0.3, 2), 12 * on.noise) / busy;
  const share = random.scale(0.05, 0.6);
  const bumps = working(plan.bursts, () => share * rate * busy * random.between(0.8, 1.2) * 0.3, random);
  return {
    family: 'leak-in-traffic',
    ...LEAK,
    ...on,
    length: plan.length,
    bursts: plan.bursts,
    bumps,
    growth: (t) => rate * loadTime(plan.bursts, t),
    decidable: { unknown: false },
  };
}

/** Scraped in production: days of growth, ended by the out-of-memory killer now and then. */
export function productionLeak(random: Random): Model {
  const on = production(random);
  const lives = random.pick([1, 1, 2, 3]);
  const restarts = Array.from({ length: lives - 1 }, (_, i) => ((i + 1) / lives) * on.length);
  for (const at of restarts)
    if (random.chance(0.7)) on.gaps.push([at - random.between(0, 4) * on.interval, at]);
  const rate = (on.base * random.scale(0.2, 2) * lives) / on.length;
  return {
    family: 'production-leak',
    ...LEAK,
    ...on,
    restarts,
    growth: (t) => Math.max(rate, (6 * on.noise * lives) / on.length) * t,
  };
}

/** A leak that holds most of the growth, and a few steps. */
export function leakWithSteps(random: Random): Model {
  const on = laboratory(random);
  on.noise = Math.min(on.noise, 0.005 * on.base);
  const length = random.scale(120, 600);
  const grown = Math.max(40 * MB, on.base * random.scale(0.5, 2));
  const count = random.integer(1, 3);
  const share = random.between(0.15, 0.3);
  const jumps = apart(random, count, 0, length, 15).map(
    (at): Jump => ({
      at,
      ramp: random.between(0.5, 4),
      bytes: (grown * share) / (1 - share) / count,
      optional: true,
    }),
  );
  return { family: 'leak-with-steps', ...LEAK, ...on, length, jumps, growth: (t) => (grown / length) * t };
}

/** A cache that fills with the clock, as under steady traffic. */
export function cacheFilling(random: Random): Model {
  const on = laboratory(random);
  const length = random.scale(120, 900);
  const bound = Math.max(15 * MB, 8 * on.noise, on.base * random.scale(0.2, 3));
  const full = random.between(0.25, 0.6) * length;
  const exponential = random.chance(0.5);
  const growth = (t: number) =>
    exponential ? bound * (1 - Math.exp((-3.5 * t) / full)) : bound * Math.min(1, t / full);
  return { family: 'cache-filling', ...CACHE, ...on, length, growth };
}

/** A cache that fills with the requests of a plan. */
export function cacheUnderBatches(random: Random): Model {
  const on = laboratory(random);
  on.base = random.scale(5, 100) * MB;
  on.noise = random.chance(0.5) ? 0 : random.between(0, 0.008) * on.base;
  const plan = planned(
    Array.from({ length: random.integer(8, 12) }, () => 64),
    random,
  );
  const busy = loadTime(plan.bursts, plan.length);
  const bound = Math.max(20 * MB, 10 * on.noise, on.base * random.scale(0.5, 4));
  const full = random.between(0.3, 0.6) * busy;
  const share = random.between(0.02, 0.5);
  const bumps = working(plan.bursts, () => share * bound * random.between(0.9, 1.1) * 0.5, random);
  return {
    family: 'cache-under-batches',
    ...CACHE,
    ...on,
    length: plan.length,
    bursts: plan.bursts,
    bumps,
    growth: (t) => bound * Math.min(1, loadTime(plan.bursts, t) / full),
    decidable: { unknown: false },
  };
}
