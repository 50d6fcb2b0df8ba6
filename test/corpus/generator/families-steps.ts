/** Families whose true shape is the stair-step. */
import { type Jump, MB, type Model } from './model';
import type { Random } from './random';
import { planned, rampThenRepeat, traffic, working } from './schedule';
import { apart, laboratory, production, stepBytes } from './settings';

const STAIR = { profile: 'stair-step', nature: 'stair-step' } as const;

/** Fragmentation under a plan: each new concurrency adds, repeats add little and then nothing. */
export function fragmentationRamp(random: Random): Model {
  const on = laboratory(random);
  on.base = random.scale(5, 60) * MB;
  on.noise = random.chance(0.5) ? 0 : random.between(0, 0.01) * on.base;
  const connections = rampThenRepeat(random, random.integer(3, 5));
  const plan = planned(connections, random);
  const each = random.scale(0.4, 12) * MB;
  const power = random.between(0.5, 1);
  const reuse = random.between(0.1, 0.45);
  let most = 0;
  let repeat = 0;
  const jumps = plan.bursts.flatMap((burst): Jump[] => {
    const level = each * burst.connections ** power;
    repeat = level > most ? 0 : repeat + 1;
    const bytes = repeat === 0 ? level - most : level * 0.25 * reuse ** repeat;
    most = Math.max(most, level);
    if (bytes < 0.4 * MB) return [];
    const small = bytes < Math.max(4 * MB, 0.06 * most, 6 * on.noise);
    const ramp = Math.min(0.6 * (burst.to - burst.from), random.between(0.5, 6));
    return [{ at: burst.from + random.between(0, 0.3), ramp, bytes, optional: small }];
  });
  const share = random.between(0.1, 0.6);
  const bumps = working(
    plan.bursts,
    (b) => share * each * b.connections ** power * random.between(0.7, 1.2),
    random,
  );
  return {
    family: 'fragmentation-ramp',
    ...STAIR,
    ...on,
    length: plan.length,
    bursts: plan.bursts,
    jumps,
    bumps,
  };
}

/** Equal bursts on glibc: the first takes nearly all, the rest reuse it. */
export function fragmentationEqual(random: Random): Model {
  const on = laboratory(random);
  on.base = random.scale(5, 60) * MB;
  on.noise = random.chance(0.5) ? 0 : random.between(0, 0.01) * on.base;
  const plan = planned(
    Array.from({ length: random.integer(5, 12) }, () => 64),
    random,
  );
  const first = random.scale(30, 1200) * MB;
  const reuse = random.between(0.15, 0.5);
  const jumps = plan.bursts.flatMap((burst, k): Jump[] => {
    const bytes = k === 0 ? first : first * random.between(0, 0.06) * reuse ** (k - 1);
    if (bytes < 0.4 * MB) return [];
    const ramp = Math.min(0.6 * (burst.to - burst.from), random.between(0.5, 5));
    return [
      {
        at: burst.from,
        ramp,
        bytes,
        optional: k > 0 && bytes < Math.max(4 * MB, 0.06 * first, 6 * on.noise),
      },
    ];
  });
  const share = random.between(0.05, 0.5);
  const bumps = working(plan.bursts, () => share * first * random.between(0.8, 1.2), random);
  return {
    family: 'fragmentation-equal',
    ...STAIR,
    ...on,
    length: plan.length,
    bursts: plan.bursts,
    jumps,
    bumps,
  };
}

/** Bursts that come back to the very level they left, but for a few that do not. */
export function sparseSteps(random: Random): Model {
  const on = laboratory(random);
  const plan = traffic(random.integer(6, 16), random);
  const count = random.integer(1, Math.max(1, Math.floor(plan.bursts.length / 2.5)));
  const chosen = new Set<number>();
  while (chosen.size < count) chosen.add(random.integer(0, plan.bursts.length - 3));
  const jumps = [...chosen].map((k): Jump => {
    const burst = plan.bursts[k];
    const from = burst?.from ?? 0;
    const room = (burst?.to ?? 0) - from;
    return {
      at: from,
      ramp: Math.min(0.7 * room, random.between(0.5, 10)),
      bytes: stepBytes(random, on, 0.05),
    };
  });
  const largest = Math.max(...jumps.map((j) => j.bytes));
  const share = random.chance(0.2) ? 0 : random.scale(0.1, 1.2);
  const bumps = working(plan.bursts, () => share * largest * random.between(0.5, 1.2), random);
  return { family: 'sparse-steps', ...STAIR, ...on, length: plan.length, bursts: plan.bursts, jumps, bumps };
}

/** Flat, jump, flat: no load to see. */
export function plainSteps(random: Random): Model {
  const on = laboratory(random);
  const length = random.scale(60, 600);
  const times = apart(random, random.integer(1, 6), 0, length, 9);
  const jumps = (times.length > 0 ? times : [length / 2]).map(
    (at): Jump => ({ at, ramp: random.scale(0.5, Math.min(10, 6)), bytes: stepBytes(random, on) }),
  );
  return { family: 'plain-steps', ...STAIR, ...on, length, jumps };
}

/** Steps of which a part is given back later. */
export function partialDrops(random: Random): Model {
  const model = plainSteps(random);
  model.length *= 1.5;
  const drops = model.jumps.map((jump, i): Jump[] => {
    const room = (model.jumps[i + 1]?.at ?? model.length) - jump.at - jump.ramp;
    if (random.chance(0.4) || room < 16) return [];
    return [
      {
        at: jump.at + jump.ramp + 0.6 * room,
        ramp: random.between(0.3, 2),
        bytes: -random.between(0.1, 0.4) * jump.bytes,
      },
    ];
  });
  model.jumps.push(...drops.flat());
  return { ...model, family: 'partial-drops' };
}

/** Rises and falls of traffic without a known load, and steps among them. */
export function stepsInTraffic(random: Random): Model {
  const model = sparseSteps(random);
  return { ...model, family: 'steps-in-traffic', bursts: [] };
}

/** Scraped in production: steps within one interval, daily tides, restarts. */
export function productionSteps(random: Random): Model {
  const on = production(random);
  const { interval, length } = on;
  const wanted = apart(random, random.integer(1, 7), 0, length, length / 30);
  const jumps = wanted
    .filter((at) => on.gaps.every(([a, b]) => at < a - 10 * interval || at > b + 10 * interval))
    .map((at): Jump => ({ at, ramp: random.scale(1, 2.5 * interval), bytes: stepBytes(random, on, 0.08) }));
  if (jumps.length === 0) return productionSteps(random);
  const restarts = random.chance(0.3) ? restartAfter(random, jumps, on) : [];
  const tide = random.chance(0.4) ? random.between(0.02, 0.1) * on.base : 0;
  const bumps = tide === 0 ? [] : shortTides(random, length, tide);
  return {
    family: 'production-steps',
    ...STAIR,
    ...on,
    jumps,
    bumps,
    restarts,
  };
}

/** A restart well after the second step at the earliest, with the time it was down. */
function restartAfter(
  random: Random,
  jumps: readonly Jump[],
  on: Pick<Model, 'gaps' | 'interval'> & { length: number },
): number[] {
  const last = jumps[random.integer(1, jumps.length - 1)];
  if (jumps.length < 2 || last === undefined) return [];
  const next = jumps.find((j) => j.at > last.at)?.at ?? on.length;
  const at = (last.at + next) / 2;
  on.gaps.push([at - on.interval * random.between(0, 4), at]);
  return [at];
}

function shortTides(random: Random, length: number, bytes: number): Model['bumps'] {
  const period = length / random.integer(10, 40);
  return Array.from({ length: Math.floor(length / period) }, (_, i) => {
    const from = (i + random.between(0.05, 0.15)) * period;
    return {
      from,
      to: from + random.between(0.3, 0.6) * period,
      bytes: bytes * random.between(0.5, 1),
      rise: 0.05 * period,
      fall: 0.03 * period,
    };
  });
}

/** Steps that hold most of the growth, on a leak that holds the rest. */
export function stepsOnLeak(random: Random): Model {
  const model = plainSteps(random);
  model.length = Math.max(model.length, 120);
  const held = model.jumps.reduce((sum, j) => sum + j.bytes, 0);
  const share = random.between(0.1, 0.3);
  const rate = (held * share) / (1 - share) / model.length;
  return { ...model, family: 'steps-on-leak', growth: (t) => rate * t };
}
