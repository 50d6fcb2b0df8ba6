import type { Random } from '../generator/random';
import { Arenas, InUse, MB } from './allocators';
import { freeTicks, planOf, type Tick, timeline } from './clock';
import { type Case, caseOf, effects, saturates, solid, stepsOf, type Window } from './label';
import { lens, observe, simulate } from './observe';
import { Base } from './parts';
import { scrape, scraped } from './production';
import { bodies } from './stairs';

/** Rare events (exports, imports) of random size, each in a slot of its own; `length` in seconds, least and most. */
function happenings(random: Random, seconds: number, count: number, length: [number, number]): Window[] {
  const slot = (seconds * 0.7) / count;
  return Array.from({ length: count }, (_, i) => {
    const from = seconds * 0.08 + (i + random.between(0, 0.4)) * slot;
    const to = from + Math.min(slot * 0.4, random.between(length[0], length[1]));
    return { from, to, connections: Math.round(random.scale(4, 80)) };
  });
}

function during(random: Random, seconds: number, every: number, events: Window[]): Tick[] {
  return freeTicks(random, seconds, every, (t) => {
    const now = events.find((e) => t >= e.from && t < e.to);
    return { connections: now?.connections ?? 0, rps: (now?.connections ?? 0) * 0.2 };
  });
}

/** Rare large requests in production, over hours: a stair at each that is larger than all before. */
export function productionStairs(random: Random): Case {
  const seconds = random.between(8, 48) * 3600;
  const events = happenings(random, seconds, random.integer(4, 9), [300, 1500]);
  const ticks = during(random, seconds, Math.min(60, scrape(random)), events);
  const arenas = new Arenas(random, { ...bodies(random), service: 30 }, random.pick([4, 8, 16]), [0.8, 0.98]);
  const ground = simulate(ticks, [new Base(random.scale(40, 150) * MB)]);
  const held = simulate(ticks, [arenas]);
  // a little everyday use on top, which comes and goes
  const daily = ticks.map((tick) => ({ ...tick, connections: 3 }));
  const use = simulate(daily, [new InUse(random, { low: 1e4, high: 2e5, amplify: 2, service: 20 })]);
  const sum = ticks.map((_, i) => (ground[i] ?? 0) + (held[i] ?? 0) + (use[i] ?? 0));
  const truth = ticks.map((_, i) => (ground[i] ?? 0) + (held[i] ?? 0));
  const how = { ...scraped(random), missing: 0 };
  const seen = observe(random, ticks, sum, how);
  seen.noise += 0.5 * MB;
  const steps = stepsOf(seen, truth, events);
  // equal stairs to the end could be a leak by event: the last third of the events must add little
  const kept = effects(seen.t, truth, events).map((e) => Math.max(0, e.after - e.before));
  const sumOf = (some: number[]): number => some.reduce((a, b) => a + b, 0);
  const clear = solid(steps) >= 2 && sumOf(kept.slice(-Math.ceil(kept.length / 3))) < 0.2 * sumOf(kept);
  return caseOf(seen, [], 'stair-step', 'stair-step', clear, clear, steps);
}

/** A lab series whose load nobody wrote down: long rests, and equal bursts at the end that add nothing. */
export function labStairs(random: Random): Case {
  const plan = planOf(
    random,
    [4, 8, 16, 32, 64, 64, 64, 64],
    random.between(3, 10),
    random.between(8, 20),
    60,
    10,
  );
  const { ticks, bursts } = timeline(random, plan);
  const arenas = new Arenas(random, bodies(random), random.pick([8, 16, 32]), [0.8, 0.98]);
  const bytes = simulate(ticks, [new Base(random.scale(10, 120) * MB), arenas]);
  const seen = observe(random, ticks, bytes, lens(random));
  const steps = stepsOf(seen, seen.clean, bursts);
  const clear = saturates(seen, bursts) && solid(steps) >= 3;
  return caseOf(seen, [], 'stair-step', 'stair-step', clear, clear, steps);
}
