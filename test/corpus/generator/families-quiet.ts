/** Leaks that no burst shows by itself: those of a task that no request asks for, and those lost in what is in use. */
import { MB, type Model } from './model';
import type { Random } from './random';
import { keptByRequests, planned, rampThenRepeat, working } from './schedule';
import { laboratory } from './settings';

const LEAK = { profile: 'leak', nature: 'leak' } as const;

/** Growth with the clock, under a plan: in its rests as in its bursts. */
export function clockUnderBatches(random: Random): Model {
  const on = laboratory(random);
  on.base = random.scale(5, 100) * MB;
  on.noise = random.chance(0.5) ? 0 : random.between(0, 0.004) * on.base;
  const plan = planned(rampThenRepeat(random, random.integer(3, 6)), random);
  const grown = Math.max(40 * MB, 40 * on.noise, on.base * random.scale(0.5, 3));
  const share = random.scale(0.05, 4);
  const bumps = working(
    plan.bursts,
    (b) => share * grown * (b.connections / 64) * random.between(0.9, 1.1),
    random,
  );
  return {
    family: 'clock-under-batches',
    ...LEAK,
    ...on,
    length: plan.length,
    bursts: plan.bursts,
    bumps,
    growth: (t) => (grown / plan.length) * t,
    decidable: { unknown: false },
  };
}

/** Many bursts that each keep less than counts, and more in use than that. */
export function slowUnderBatches(random: Random): Model {
  const on = laboratory(random);
  on.base = random.scale(5, 60) * MB;
  on.noise = 0;
  const plan = planned(
    Array.from({ length: random.integer(16, 30) }, () => 64),
    random,
  );
  const each = random.between(0.5, 0.9) * MB;
  const most = Math.max(...plan.bursts.map(({ requests }) => requests));
  const share = random.scale(0.5, 20);
  const bumps = working(plan.bursts, () => share * each * random.between(0.9, 1.1), random);
  return {
    family: 'slow-under-batches',
    ...LEAK,
    ...on,
    length: plan.length,
    bursts: plan.bursts,
    bumps,
    growth: (t) => keptByRequests(plan.bursts, each / most, t),
    decidable: { unknown: false },
  };
}
