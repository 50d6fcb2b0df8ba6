import type { Random } from '../generator/random';
import { InUse, MB } from './allocators';
import { defaultPlan, freeTicks, planOf, timeline } from './clock';
import { type Case, caseOf, withoutTimes } from './label';
import { lens, observe, simulate } from './observe';
import { Base, Filling, KeyCache, LazyInit } from './parts';
import { base } from './stairs';

const small = { low: 500, high: 8_000, amplify: 1.5, service: 0.1 };

/** Nothing happens: no load, a little noise. */
export function idle(random: Random): Case {
  const ticks = freeTicks(random, random.between(40, 300), random.pick([0.05, 0.2, 1]), () => ({
    connections: 0,
    rps: 0,
  }));
  const part = new Base(random.scale(4 * MB, 400 * MB));
  const seen = observe(random, ticks, simulate(ticks, [part]), lens(random, 0.7));
  return caseOf(seen, [], 'flat', 'flat', true, true);
}

/** Load with small bodies: under 2 MB of movement. */
export function lightLoad(random: Random): Case {
  const { ticks, bursts } = timeline(random, defaultPlan(random));
  const parts = [base(random), new InUse(random, small)];
  const seen = observe(random, ticks, simulate(ticks, parts), { ...lens(random, 0.4) });
  return caseOf(seen, bursts, 'flat', 'flat', true, true);
}

/** First requests load templates, TLS, tables; the larger bursts after add nothing. */
export function lazyFirstUse(random: Random): Case {
  const plan = defaultPlan(random);
  const { ticks, bursts } = timeline(random, plan);
  const parts = [base(random), new LazyInit(random, random.scale(10, 150) * MB, random.integer(4, 30))];
  const seen = observe(
    random,
    ticks,
    simulate(ticks, [...parts, new InUse(random, small)]),
    lens(random, 0.5),
  );
  // eight connections brought all of it and sixty-four nothing: no fragmentation; without the load it is one bare step
  return withoutTimes(caseOf(seen, bursts, 'flat', 'warm-up', true, false));
}

/** The whole rise is start-up, over before the first burst. */
export function startUp(random: Random): Case {
  const plan = { ...defaultPlan(random), baseline: random.between(8, 15) };
  const { ticks, bursts } = timeline(random, plan);
  const parts = [new Base(random.scale(40, 400) * MB, random.between(1, 6)), new InUse(random, small)];
  const seen = observe(random, ticks, simulate(ticks, parts), lens(random, 0.5));
  return caseOf(seen, bursts, 'flat', 'warm-up', true, true);
}

/** Distinct keys under constant load: bends and is full for the last third at least. */
export function keyCache(random: Random): Case {
  const length = random.between(150, 400);
  const plan = planOf(random, [random.integer(4, 16)], length, 0, 30, random.pick([1, 2, 5]));
  const rate = Math.min(plan.cap, plan.per * (plan.bursts[0]?.connections ?? 1));
  const keys = Math.max(50, Math.round((rate * length) / random.between(6, 10)));
  const { ticks, bursts } = timeline(random, plan);
  const cache = new KeyCache(random, keys, (random.scale(20, 300) * MB) / keys);
  const seen = observe(random, ticks, simulate(ticks, [base(random), cache]), lens(random, 0.5));
  return caseOf(seen, bursts, 'flat', 'bounded-cache', true, true);
}

/** The same under equal bursts: each adds a share of what is left, as arenas of one size would. */
export function keyCacheBursts(random: Random): Case {
  const most = random.integer(8, 32);
  const count = random.integer(6, 12);
  const plan = planOf(random, new Array<number>(count).fill(most), random.between(5, 15), 5, 30, 10);
  const rate = Math.min(plan.cap, plan.per * most);
  const keys = Math.max(
    50,
    Math.round((rate * (plan.bursts[0]?.length ?? 5) * count) / random.between(5, 9)),
  );
  const { ticks, bursts } = timeline(random, plan);
  const cache = new KeyCache(random, keys, (random.scale(20, 200) * MB) / keys);
  const parts = [base(random), new InUse(random, { low: 1e4, high: 5e5, amplify: 2, service: 0.3 })];
  const seen = observe(random, ticks, simulate(ticks, [...parts, cache]), lens(random, 0.3));
  return caseOf(seen, bursts, 'flat', 'bounded-cache', false, false);
}

/** A cache too large to fill within the run: like a leak to the end. */
export function cacheNotFull(random: Random): Case {
  const plan = planOf(random, [16, 16, 16, 16, 16], 8, 5, 20, 10);
  const rate = Math.min(plan.cap, plan.per * 16);
  const keys = Math.round(rate * 40 * random.between(2, 6));
  const { ticks, bursts } = timeline(random, plan);
  const cache = new KeyCache(random, keys, (random.scale(80, 300) * MB) / keys);
  const seen = observe(random, ticks, simulate(ticks, [base(random), cache]), lens(random, 0.5));
  return caseOf(seen, bursts, 'inconclusive', 'bounded-cache', false, false);
}

/** A ring of log lines: straight up by the clock, then full for half the series or more. */
export function logRing(random: Random): Case {
  const seconds = random.between(150, 500);
  const limit = random.scale(15, 150) * MB;
  const ticks = freeTicks(random, seconds, random.pick([0.2, 1]), () => ({ connections: 4, rps: 30 }));
  const fills = random.between(0.2, 0.5) * seconds;
  const parts = [
    base(random),
    new Filling(random, (limit / fills / 30) * 0.7, (limit / fills) * 0.3, limit, false),
  ];
  const seen = observe(random, ticks, simulate(ticks, parts), lens(random, 0.5));
  return caseOf(seen, [], 'flat', 'bounded-cache', true, true);
}
