/** Families of services that are well: they come back, or hardly move. */
import { type Bump, type Jump, MB, type Model } from './model';
import type { Random } from './random';
import { planned, rampThenRepeat, traffic, working } from './schedule';
import { laboratory, production } from './settings';

const RAGGED = { profile: 'ragged', nature: 'ragged' } as const;
const FLAT = { profile: 'flat', nature: 'flat' } as const;

/** Follows its load and comes back at once. */
export function followsLoad(random: Random): Model {
  const on = laboratory(random);
  const plan = random.chance(0.5)
    ? traffic(random.integer(4, 14), random)
    : planned(rampThenRepeat(random, 4), random);
  const height = Math.max(12 * MB, 10 * on.noise, on.base * random.scale(0.2, 4));
  const bumps = working(
    plan.bursts,
    (b) => height * (0.4 + (0.6 * b.connections) / 80) * random.between(0.8, 1.2),
    random,
  );
  return { family: 'follows-load', ...RAGGED, ...on, length: plan.length, bursts: plan.bursts, bumps };
}

/** Comes back slowly, over the rest or only in the tail. */
export function slowDecay(random: Random): Model {
  const model = followsLoad(random);
  const fall = random.between(1, 5);
  model.length += 6 * fall;
  return { ...model, family: 'slow-decay', bumps: model.bumps.map((b) => ({ ...b, fall })) };
}

/** jemalloc without its background thread: the floor creeps up with the connections, up and down under equal bursts. */
export function creepingFloor(random: Random): Model {
  const on = laboratory(random);
  on.base = random.scale(5, 40) * MB;
  on.noise = random.between(0, 0.005) * on.base;
  const plan = planned(rampThenRepeat(random, random.integer(3, 5)), random);
  const each = random.scale(2, 14) * MB;
  const kept = random.between(0.25, 0.5);
  let level = 0;
  const jumps: Jump[] = [];
  const bumps: Bump[] = [];
  for (const burst of plan.bursts) {
    const peak = each * burst.connections ** 0.75 * random.between(0.9, 1.1);
    const floor = kept * peak * random.between(0.8, 1.15);
    jumps.push({ at: burst.to, ramp: 0.3, bytes: floor - level, silent: true });
    bumps.push({
      from: burst.from,
      to: burst.to + 0.1,
      bytes: Math.max(0, peak - level),
      rise: 0.8,
      fall: 0.1,
    });
    level = floor;
  }
  const back = random.chance(0.5) ? 0.9 : 0;
  if (back > 0) jumps.push({ at: plan.length - 12, ramp: 4, bytes: -back * level, silent: true });
  return {
    family: 'creeping-floor',
    ...RAGGED,
    ...on,
    length: plan.length,
    bursts: plan.bursts,
    jumps,
    bumps,
    decidable: { unknown: back > 0 },
  };
}

/** A collector at work: rises in a line, falls at once, again and again. */
export function sawTooth(random: Random): Model {
  const on = laboratory(random);
  const period = random.between(3, 30);
  const length = period * random.integer(6, 25);
  const height = Math.max(12 * MB, 8 * on.noise, on.base * random.scale(0.2, 1.5));
  const live = random.between(0, 0.08) * height;
  const growth = (t: number) => height * ((t / period) % 1) + live * Math.sin(t);
  return { family: 'saw-tooth', ...RAGGED, ...on, length, growth };
}

/** Scraped in production: rises by day, falls by night. */
export function productionTides(random: Random): Model {
  const on = production(random);
  const period = on.length / random.integer(3, 20);
  const height = Math.max(12 * MB, 10 * on.noise, on.base * random.scale(0.2, 2));
  const bumps = Array.from({ length: Math.floor(on.length / period) }, (_, i): Bump => {
    const from = (i + random.between(0.1, 0.2)) * period;
    const rise = random.between(0.02, 0.25) * period;
    return {
      from,
      to: from + random.between(0.3, 0.5) * period,
      bytes: height * random.between(0.6, 1.1),
      rise,
      fall: random.between(0.01, 0.06) * period,
    };
  });
  return { family: 'production-tides', ...RAGGED, ...on, bumps };
}

/** Traffic that nobody recorded. */
export function unknownTraffic(random: Random): Model {
  const model = random.chance(0.5) ? followsLoad(random) : slowDecay(random);
  return { ...model, family: 'unknown-traffic', bursts: [] };
}

/** Hardly moves, whatever the load does. */
export function still(random: Random): Model {
  const on = laboratory(random);
  const plan = traffic(random.integer(3, 12), random);
  const height = random.between(0, 0.02) * on.base;
  return {
    family: 'still',
    ...FLAT,
    ...on,
    length: plan.length,
    bursts: plan.bursts,
    bumps: working(plan.bursts, () => height, random),
  };
}

/** Starts up with a ramp, in one piece or several, and then hardly moves. */
export function warmUp(random: Random): Model {
  const on = laboratory(random);
  const length = random.scale(90, 600);
  const size = on.base * random.between(0.3, 0.9);
  const time = Math.min(random.between(0.3, 12), 0.12 * length);
  const growth = (t: number) => size * (Math.min(1, t / time) - 1);
  return { family: 'warm-up', profile: 'flat', nature: 'warm-up', ...on, length, growth };
}

/** Scraped in production and still. */
export function productionStill(random: Random): Model {
  const on = production(random);
  const restarts = random.chance(0.3) ? [random.between(0.3, 0.7) * on.length] : [];
  return { family: 'production-still', ...FLAT, ...on, restarts };
}
