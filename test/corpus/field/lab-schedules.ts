/** A heap that keeps what it once needed, under loads laid otherwise than the usual ramp: in number, order and rest. */
import type { Random } from '../generator/random';
import { above, active, follow, highWater, inFlight, sum, wobble } from './memory';
import { lay, type Plan, type Shape, times } from './plans';
import { beside, every, type Family, type Scene, sizes } from './scene';

/** A run under a known load, at an interval of its own. */
export function bench(
  r: Random,
  plan: Plan,
  nature: Scene['nature'],
  { step, base, ...part }: Partial<Scene> & { step: number; base: number },
  level: (t: number[]) => number[],
): Scene {
  const t = every(step, plan.duration);
  const recorder = beside(r, base);
  return { t, clean: level(t), bursts: plan.bursts, shown: true, nature, recorder, ...part };
}

/** glibc's arenas under a plan: high-water marks with some creep. */
function heap(
  r: Random,
  shape: Shape,
  step: number,
  part: Partial<Scene> = {},
  power = r.between(0.6, 1),
): Scene {
  const { base, move } = sizes(r, 0.3);
  const plan = lay(r, shape);
  return bench(r, plan, 'stair-step', { step, base, ...part }, (t) => {
    const need = inFlight(r, t, plan.bursts, move, power);
    const kept = highWater(r, need, { share: r.between(0.55, 0.95), creep: r.between(0, 0.08) });
    return sum(base, above(need, kept));
  });
}

const up = (r: Random) =>
  r.pick([
    [8, 16, 32, 64],
    [4, 8, 16, 32, 64],
    [10, 25, 50, 100],
  ]);

/** A soak test of two dozen bursts and more, most of them alike. */
const manyBursts: Family = (r) => {
  const ramp = up(r);
  const set = [...ramp, ...times(r.integer(15, 25), ramp.at(-1) ?? 64)];
  return heap(r, { sizes: set, burst: [2, 5], rest: [3.2, 6], tail: [20, 60] }, r.pick([0.1, 0.25, 0.5]));
};

/** Up and down again, and the top once more: the way down and all later tops fit into what is held. */
const pyramid: Family = (r) => {
  const ramp = up(r);
  const set = [...ramp, ...ramp.toReversed().slice(1), ...times(r.integer(2, 4), ramp.at(-1) ?? 64)];
  return heap(r, { sizes: set, burst: [3, 10], rest: [4, 15], tail: [20, 60] }, r.pick([0.1, 0.5, 1]));
};

/** A small trial, one several times as large, and that again two or three times: two steps that are not alike. */
const shortPlan: Family = (r) => {
  const set = [r.pick([8, 12, 16]), ...times(r.integer(3, 4), 64)];
  const shape: Shape = { sizes: set, burst: [3, 14], rest: [4, 20], tail: [15, 60] };
  return heap(r, shape, r.pick([0.1, 0.25, 1]), {}, 1);
};

/** Minutes of rest after seconds of load. */
const longRests: Family = (r) => {
  const ramp = up(r);
  const set = [...ramp, ...times(r.integer(2, 4), ramp.at(-1) ?? 64)];
  return heap(r, { sizes: set, burst: [3, 8], rest: [60, 180], tail: [60, 240] }, r.pick([0.5, 1, 1]));
};

/**
 * Rests of a second or two, read each 10 to 100 ms. What a rest shows may yet be on its way down; the repeats that add
 * nothing and a long tail at the height of the last rest say that it was not.
 */
const shortRests: Family = (r) => {
  const ramp = up(r);
  const set = [...ramp, ...times(r.integer(4, 6), ramp.at(-1) ?? 64)];
  const decidable = { known: true, times: false, unknown: false };
  const shape: Shape = { sizes: set, burst: [2, 5], rest: [1, 2], tail: [25, 60] };
  return heap(r, shape, r.pick([0.01, 0.05, 0.1]), { decidable });
};

/** Clients that join one by one: half a minute of slope in each burst, and a rest as high as the slope went. */
const rampsInBursts: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const ramp = up(r);
  const set = [...ramp, ...times(r.integer(2, 4), ramp.at(-1) ?? 64)];
  const plan = lay(r, { sizes: set, burst: [15, 40], rest: [6, 20], tail: [30, 60] });
  const most = Math.max(...set);
  const share = r.between(0.4, 0.95);
  return bench(r, plan, 'stair-step', { step: r.pick([0.25, 0.5, 1]), base }, (t) => {
    const on = active(t, plan.bursts);
    const moves = wobble(r, t.length, 0.02);
    const target = t.map((x, i) => {
      const b = plan.bursts[on[i] ?? -1];
      if (!b) return 0;
      const joined = Math.min(1, (x - b.from) / (share * (b.to - b.from)));
      return ((move * b.connections) / most) * joined * (moves[i] ?? 1);
    });
    const need = follow(t, target, 0.5, 0.5);
    return sum(base, above(need, highWater(r, need, { share: r.between(0.6, 0.95), creep: 0.03 })));
  });
};

export const LAB_SCHEDULES = {
  'many-bursts': manyBursts,
  pyramid,
  'short-plan': shortPlan,
  'long-rests': longRests,
  'short-rests': shortRests,
  'ramps-in-bursts': rampsInBursts,
} satisfies Record<string, Family>;
