import type { Random } from '../generator/random';
import { Arenas, type Bodies, MB, type Part } from './allocators';
import { defaultPlan, type Plan, planOf, timeline } from './clock';
import { type Case, caseOf, saturates, solid, stepsOf } from './label';
import { lens, observe, simulate } from './observe';
import { Base, Pool } from './parts';

/** JSON bodies as services meet them, with what parsing makes of them. */
export function bodies(random: Random): Bodies {
  const low = random.scale(5_000, 60_000);
  return {
    low,
    high: random.scale(400_000, 3_000_000),
    amplify: random.between(1.5, 5),
    service: random.between(0.1, 0.8),
  };
}

export const base = (random: Random): Base =>
  new Base(random.scale(4 * MB, 150 * MB), random.between(0.1, 1.5));

function arenas(random: Random, sizes = bodies(random)): Arenas {
  return new Arenas(random, sizes, random.pick([8, 16, 32, 64]), [random.between(0.6, 0.8), 0.97]);
}

function stair(random: Random, plan: Plan, part: Part): Case {
  const { ticks, bursts } = timeline(random, plan);
  const seen = observe(random, ticks, simulate(ticks, [base(random), part]), lens(random));
  const steps = stepsOf(seen, seen.clean, bursts);
  const known = saturates(seen, bursts) && solid(steps) >= 2;
  return caseOf(seen, bursts, 'stair-step', 'stair-step', known, known && solid(steps) >= 3, steps);
}

/** glibc's arenas under the default plan. */
export const arenasDefault = (random: Random): Case =>
  stair(random, defaultPlan(random, random.integer(4, 8)), arenas(random));

/** The same with bursts of 10 to 60 s at fewer samples a second. */
export function arenasLong(random: Random): Case {
  const most = random.pick([32, 48, 64, 96]);
  const connections = [most / 4, most / 2, most, most, most, most];
  const length = random.between(10, 60);
  return stair(
    random,
    planOf(random, connections, length, random.between(5, 20), 40, random.pick([2, 5, 10])),
    arenas(random),
  );
}

/** One number of connections from the first burst on: a first large step, then less and less. */
export function arenasFixed(random: Random): Case {
  const most = random.integer(16, 64);
  const plan = planOf(
    random,
    new Array<number>(random.integer(6, 12)).fill(most),
    random.between(2, 6),
    5,
    30,
    10,
  );
  // equal bursts alone look like a cache that fills, so the shape cannot be told; the steps can
  return { ...stair(random, plan, arenas(random)), decidable: { known: false, unknown: false } };
}

/** Only a ramp: nothing repeats, so nothing can be told. */
export function arenasRampOnly(random: Random): Case {
  const connections = [8, 16, 32, 64].slice(0, random.integer(3, 4));
  return stair(random, planOf(random, connections, 4, random.between(4, 8), 20, 20), arenas(random));
}

/** One burst that stays: start-up, leak and step look alike. */
export const arenasOnce = (random: Random): Case =>
  stair(random, planOf(random, [random.integer(16, 64)], random.between(4, 30), 0, 30, 20), arenas(random));

/** Few large bodies, 1 to 20 MB, in few arenas: rough peaks. */
export function largeBodies(random: Random): Case {
  const sizes = {
    low: 1 * MB,
    high: random.between(6, 20) * MB,
    amplify: 1,
    service: random.between(0.3, 1),
  };
  const plan = planOf(random, [2, 4, 8, 8, 8, 8, 8, 8], 5, 5, 30, 20);
  return stair(random, plan, new Arenas(random, sizes, random.integer(2, 6), [0.8, 1]));
}

/** Buffers pooled for the most connections ever: kept by plan, in the shape of stairs. */
export function poolByConcurrency(random: Random): Case {
  const plan = random.chance(0.5)
    ? defaultPlan(random)
    : planOf(random, [10, 20, 40, 80, 80, 80, 80], random.between(4, 10), 5, 30, 10);
  return stair(random, plan, new Pool(random.scale(0.3, 3) * MB));
}

/** Connections in no order: steps come only where a burst is larger than all before it. */
export function arenasShuffled(random: Random): Case {
  const connections = Array.from({ length: random.integer(8, 14) }, () => random.pick([4, 8, 16, 32, 64]));
  connections.push(64, 64, 64, 64);
  return stair(random, planOf(random, connections, random.between(3, 6), 4, 30, 10), arenas(random));
}
