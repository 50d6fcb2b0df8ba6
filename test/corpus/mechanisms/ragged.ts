import type { Random } from '../generator/random';
import { Arenas, Decaying, InUse, MB, type Part } from './allocators';
import { defaultPlan, freeTicks, type Plan, planOf, timeline } from './clock';
import { type Case, caseOf, effects } from './label';
import { lens, observe, simulate } from './observe';
import { Filling, TimedCache } from './parts';
import { base, bodies } from './stairs';

/** Known: under a third of the highest rise is left at the end, and the rise was no noise. */
function ragged(random: Random, plan: Plan, parts: Part[], unknown = true): Case {
  const { ticks, bursts } = timeline(random, plan);
  const seen = observe(random, ticks, simulate(ticks, [base(random), ...parts]), lens(random, 0.5));
  const all = effects(seen.t, seen.clean, bursts);
  const before = all[0]?.before ?? 0;
  const swing = Math.max(...all.map((e) => e.peak)) - before;
  const left = (seen.clean.at(-1) ?? 0) - before;
  const clear = swing > Math.max(8 * MB, 0.1 * before, 5 * seen.noise);
  const known = clear && left < 0.33 * swing;
  return caseOf(seen, bursts, 'ragged', 'ragged', known, known && unknown && left < 0.1 * swing);
}

/** All is given back at once. */
export const followsLoad = (random: Random): Case =>
  ragged(random, defaultPlan(random), [new InUse(random, bodies(random))]);

/** jemalloc as it comes: its clock ticks on activity, so rests keep much and the floor creeps with the ramp. */
export function decayActive(random: Random): Case {
  const plan = { ...defaultPlan(random), tail: random.between(30, 60) };
  const part = new Decaying(random, bodies(random), random.between(1.2, 8), random.between(0, 0.3));
  return ragged(random, plan, [part], false);
}

/** jemalloc with its thread: comes back by a time constant in every rest. */
export function decayBackground(random: Random): Case {
  const plan = planOf(random, [8, 16, 32, 64, 64, 64], random.between(4, 8), random.between(4, 14), 40, 20);
  return ragged(random, plan, [new Decaying(random, bodies(random), random.between(1, 5), 1)]);
}

/** The same load again and again, and back each time. */
export function followsFixed(random: Random): Case {
  const plan = planOf(
    random,
    new Array<number>(random.integer(5, 10)).fill(random.integer(8, 64)),
    4,
    5,
    20,
    10,
  );
  return ragged(random, plan, [new InUse(random, bodies(random))]);
}

/** One burst, and back. */
export const followsOnce = (random: Random): Case =>
  ragged(random, planOf(random, [random.integer(8, 64)], random.between(5, 30), 0, 30, 20), [
    new InUse(random, bodies(random)),
  ]);

/** Long bursts whose body sizes vary: the peak wanders, the floor does not. */
export function followsLong(random: Random): Case {
  const connections = Array.from({ length: random.integer(4, 7) }, () => random.integer(4, 48));
  return ragged(random, planOf(random, connections, random.between(15, 50), random.between(8, 20), 30, 5), [
    new Decaying(random, bodies(random), random.between(0.3, 1.5), 1),
  ]);
}

/** Entries expire seconds after the requests: the fall comes late, within the tail. */
export function timedCache(random: Random): Case {
  const plan = planOf(random, [16, 32, 32, 32, 32], 5, random.between(5, 20), 60, 10);
  const entry = (random.scale(10, 80) * MB) / (5 * Math.min(plan.cap, plan.per * 32));
  const part = new TimedCache(entry, random.between(3, 25), random.between(0.5, 5));
  return ragged(random, plan, [part], false);
}

/** Arenas, trimmed by the service itself (`malloc_trim`) once a rest has lasted a second. */
export function trimmedArenas(random: Random): Case {
  const plan = planOf(random, [8, 16, 32, 64, 64, 64, 64], 4, random.between(4, 8), 30, 20);
  return ragged(random, plan, [new Arenas(random, bodies(random), 16, [0.01, 0.08])]);
}

/** Fills under constant load and compacts: a sawtooth of several teeth. */
export function compaction(random: Random): Case {
  const teeth = random.integer(4, 12);
  const length = random.between(120, 400);
  const plan = planOf(random, [random.integer(4, 16)], length, 0, 20, random.pick([1, 2, 5]));
  const limit = random.scale(20, 200) * MB;
  const rate = Math.min(plan.cap, plan.per * (plan.bursts[0]?.connections ?? 1));
  const each = (limit * teeth) / (length * rate);
  const { ticks, bursts } = timeline(random, plan);
  const parts = [base(random), new Filling(random, each, 0, limit, true)];
  const seen = observe(random, ticks, simulate(ticks, parts), lens(random, 0.5));
  // a tail that begins high up a tooth looks like something kept, but the drops before it say what it is
  return caseOf(seen, bursts, 'ragged', 'ragged', true, true);
}

/** Random traffic that nobody wrote down, in a lab; comes and goes all the time. */
export function randomTraffic(random: Random): Case {
  let until = 0;
  let connections = 0;
  const seconds = random.between(120, 400);
  const ticks = freeTicks(random, seconds, 0.2, (t) => {
    if (t >= until) {
      connections = random.chance(0.4) ? 0 : random.integer(2, 50);
      until = t + random.scale(2, 15);
    }
    if (t > seconds - 15) connections = 0;
    return { connections, rps: connections * 8 };
  });
  const parts = [base(random), new Decaying(random, bodies(random), random.between(0.5, 3), 1)];
  const seen = observe(random, ticks, simulate(ticks, parts), lens(random, 0.5));
  return caseOf(seen, [], 'ragged', 'ragged', true, true);
}
