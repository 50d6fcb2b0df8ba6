import type { Random } from '../generator/random';
import { Arenas, InUse, MB, type Part } from './allocators';
import { defaultPlan, freeTicks, type Plan, planOf, timeline } from './clock';
import { type Case, caseOf, effects, stepsOf, withoutTimes } from './label';
import { lens, observe, simulate } from './observe';
import { LeakByClock, LeakByRequest } from './parts';
import { base, bodies } from './stairs';

/** Requests a second in a full burst. */
const full = (plan: Plan): number =>
  Math.min(plan.cap, plan.per * Math.max(...plan.bursts.map((b) => b.connections)));

/** Bytes a request so that the largest burst of the plan leaks `bytes`. */
function perRequest(plan: Plan, bytes: number): number {
  const most = plan.bursts.reduce((a, b) => (b.connections >= a.connections ? b : a));
  return bytes / (full(plan) * most.length);
}

function leak(random: Random, plan: Plan, parts: Part[], unknown: boolean): Case {
  const { ticks, bursts } = timeline(random, plan);
  const seen = observe(random, ticks, simulate(ticks, [base(random), ...parts]), lens(random, 0.5));
  const most = Math.max(...bursts.map((b) => b.connections));
  const equal = effects(seen.t, seen.clean, bursts).filter((e) => e.burst.connections === most);
  const least = Math.max(2 * MB, 3 * seen.noise);
  const known = equal.length >= 3 && equal.every((e) => e.after - e.before > least);
  return caseOf(seen, bursts, 'leak', 'leak', known, known && unknown);
}

/** A little of every request is kept, under the default plan: a staircase to the bare eye. */
export function leakDefault(random: Random): Case {
  const plan = defaultPlan(random, random.integer(3, 6));
  const each = perRequest(plan, random.scale(4, 60) * MB);
  return leak(random, plan, [new InUse(random, bodies(random)), new LeakByRequest(random, each)], false);
}

/** One request in some hundreds keeps its whole body. */
export function leakRare(random: Random): Case {
  const plan = planOf(random, [8, 32, 32, 32, 32, 32], random.between(10, 30), 5, 30, 10);
  const p = random.between(0.01, 0.05);
  const each = perRequest(plan, random.scale(15, 80) * MB) / p;
  return leak(
    random,
    plan,
    [new InUse(random, bodies(random)), new LeakByRequest(random, each, p, 3)],
    false,
  );
}

/** Only a ramp: a leak that nothing tells from fragmentation. */
export function leakRampOnly(random: Random): Case {
  const plan = planOf(random, [8, 16, 32, 64], 4, 5, 20, 20);
  return leak(random, plan, [new LeakByRequest(random, perRequest(plan, random.scale(10, 60) * MB))], false);
}

/** Long bursts of one size with short rests. */
export function leakLong(random: Random): Case {
  const most = random.integer(8, 48);
  const plan = planOf(
    random,
    new Array<number>(random.integer(3, 6)).fill(most),
    random.between(20, 60),
    5,
    30,
    5,
  );
  const each = perRequest(plan, random.scale(8, 60) * MB);
  return leak(
    random,
    plan,
    [new InUse(random, bodies(random)), new LeakByRequest(random, each)],
    plan.bursts.length >= 4,
  );
}

/** Keeps by the clock, through rests too: the bare slope says it. */
export function leakClock(random: Random): Case {
  const plan = planOf(random, [8, 16, 32, 64, 64, 64, 64], 4, random.between(4, 10), 40, 20);
  const speed = random.scale(0.6, 4) * MB;
  const period = random.pick([0.1, 0.5, 1]);
  return leak(
    random,
    plan,
    [new InUse(random, bodies(random)), new LeakByClock(random, speed * period, period)],
    true,
  );
}

/** Arenas that fill up, and a leak that does not: it leaks at least as much as the arenas keep. */
export function leakOnStairs(random: Random): Case {
  const plan = defaultPlan(random, random.integer(5, 8));
  const sizes = bodies(random);
  const { ticks, bursts } = timeline(random, plan);
  const arenaBytes = simulate(ticks, [new Arenas(random, sizes, 16, [0.75, 0.95])]);
  const kept = arenaBytes.at(-1) ?? 0;
  const each = perRequest(plan, (kept * random.between(1, 2.5)) / plan.bursts.length);
  const leaked = simulate(ticks, [new LeakByRequest(random, each)]);
  const ground = simulate(ticks, [base(random)]);
  const sum = ticks.map((_, i) => (ground[i] ?? 0) + (arenaBytes[i] ?? 0) + (leaked[i] ?? 0));
  const seen = observe(random, ticks, sum, { ...lens(random, 0.3), missing: 0 });
  const stairs = ticks.map((_, i) => (ground[i] ?? 0) + (arenaBytes[i] ?? 0));
  const steps = stepsOf(seen, stairs, bursts);
  const late = effects(seen.t, seen.clean, bursts).slice(-3);
  const known = late.every((e) => e.after - e.before > Math.max(3 * MB, 3 * seen.noise));
  const total = (sum.at(-1) ?? 0) - (ground.at(-1) ?? 0);
  const marked = steps.map((s) => ({ ...s, optional: s.optional || s.bytes < 0.05 * total }));
  return withoutTimes(caseOf(seen, bursts, 'leak', 'leak', known, false, marked));
}

/** One burst of minutes: the slope inside it goes on to its end. */
export function leakConstant(random: Random): Case {
  const plan = planOf(
    random,
    [random.integer(4, 32)],
    random.between(180, 500),
    0,
    30,
    random.pick([1, 2, 5]),
  );
  const each = perRequest(plan, random.scale(40, 300) * MB);
  const { ticks, bursts } = timeline(random, plan);
  const parts = [base(random), new LeakByRequest(random, each)];
  const seen = observe(random, ticks, simulate(ticks, parts), lens(random, 0.5));
  return caseOf(seen, bursts, 'leak', 'leak', true, true);
}

/** A lab series of random traffic that nobody wrote down, with a leak through all of it. */
export function leakLab(random: Random): Case {
  const mean = random.between(20, 80);
  let load = mean;
  const seconds = random.between(200, 600);
  const ticks = freeTicks(random, seconds, 0.5, () => {
    load = Math.max(5, load + 0.05 * (mean - load) + 4 * random.normal());
    return { connections: load / 8, rps: load };
  });
  const each = (random.scale(60, 300) * MB) / (mean * seconds);
  const parts = [base(random), new InUse(random, { low: 5e3, high: 4e5, amplify: 2, service: 0.3 })];
  const seen = observe(
    random,
    ticks,
    simulate(ticks, [...parts, new LeakByRequest(random, each)]),
    lens(random, 0.5),
  );
  return caseOf(seen, [], 'leak', 'leak', true, true);
}
