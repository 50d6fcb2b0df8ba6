/** Soak tests of half an hour to hours: minutes of known load and of rest, of which a scraper sees each 5 to 15 s. */
import type { Random } from '../generator/random';
import { bench } from './lab-schedules';
import { above, decaying, follow, highWater, inFlight, requestsBy, sum } from './memory';
import { lay, type Plan, times } from './plans';
import { type Family, type Scene, scraper, sizes } from './scene';

/** A scrape is late by a part of its interval, and of a kind that is neither stale nor missing for long. */
function soak(
  r: Random,
  plan: Plan,
  nature: Scene['nature'],
  base: number,
  level: (t: number[]) => number[],
): Scene {
  const recorder = { ...scraper(r, base), gaps: r.chance(0.2) ? 1 : 0, stale: 0 };
  return bench(r, plan, nature, { step: r.pick([5, 10, 15]), base, recorder }, level);
}

function laid(r: Random, ramp: boolean, low: number, high: number): Plan {
  const up = ramp
    ? r.pick([
        [20, 50],
        [10, 25, 50],
        [25, 50, 100],
        [5, 20, 50, 100],
      ])
    : [];
  const most = up.at(-1) ?? r.pick([10, 50, 100]);
  const { bursts, duration } = lay(r, {
    sizes: [...up, ...times(r.integer(low, high), most)],
    burst: [90, 400],
    rest: [90, 400],
    tail: [300, 900],
  });
  // the scraper knew the service for some minutes
  const idle = r.between(90, 300);
  return {
    bursts: bursts.map((b) => ({ ...b, from: b.from + idle, to: b.to + idle })),
    duration: duration + idle,
  };
}

const stairs: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const plan = laid(r, true, 3, 5);
  return soak(r, plan, 'stair-step', base, (t) => {
    const need = inFlight(r, t, plan.bursts, move, r.between(0.6, 1));
    return sum(base, above(need, highWater(r, need, { share: r.between(0.6, 0.95), creep: 0.05 })));
  });
};

const leak: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const plan = laid(r, r.chance(0.5), 4, 8);
  const each = move / plan.bursts.reduce((a, b) => a + b.requests, 0);
  return soak(r, plan, 'leak', base, (t) =>
    sum(
      base,
      requestsBy(t, plan.bursts).map((n) => n * each),
      inFlight(r, t, plan.bursts, move * r.scale(0.03, 0.8)),
    ),
  );
};

/** jemalloc, a session's time to live, or keep-alive: most of it is back within a rest. */
const ragged: Family = (r) => {
  const { base, move } = sizes(r, 0.2);
  const plan = laid(r, r.chance(0.6), 3, 7);
  return soak(r, plan, 'ragged', base, (t) => {
    const need = inFlight(r, t, plan.bursts, move, r.between(0.6, 1));
    return sum(base, decaying(t, follow(t, need, r.scale(1, 30), 1), 20, r.scale(2, 60)));
  });
};

/** A service that is warm before the test begins, and takes next to nothing. */
const level: Family = (r) => {
  const { base } = sizes(r);
  const plan = laid(r, r.chance(0.5), 3, 7);
  return soak(r, plan, 'flat', base, (t) =>
    sum(base, inFlight(r, t, plan.bursts, base * r.scale(0.001, 0.04))),
  );
};

export const LAB_SOAK = {
  'soak-stairs': stairs,
  'soak-leak': leak,
  'soak-ragged': ragged,
  'soak-flat': level,
} satisfies Record<string, Family>;
