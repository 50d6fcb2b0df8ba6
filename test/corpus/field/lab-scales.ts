/** Runs under a known load of very small and very large services, and of growth that is little by request, or hidden. */
import { bench } from './lab-schedules';
import { above, follow, highWater, inFlight, requestsBy, sum } from './memory';
import { equal, lay, times, usual } from './plans';
import { type Family, MB, sizes } from './scene';

/** A service of some megabytes that moves by less than two: thread caches and a heap's top. */
const smallQuiet: Family = (r) => {
  const base = r.between(5, 12) * MB;
  const move = r.between(0.1, 1.5) * MB;
  const plan = r.pick([usual, equal])(r);
  return bench(r, plan, 'flat', { step: r.pick([0.05, 0.25, 0.5, 1]), base }, (t) => {
    const need = inFlight(r, t, plan.bursts, move, 0.7);
    return sum(base, above(need, highWater(r, need, { share: r.between(0, 0.6) })));
  });
};

/** Gigabytes loaded at the start, and requests that move a few megabytes in a thousand. */
const largeQuiet: Family = (r) => {
  const base = r.between(1, 4) * 1024 * MB;
  const move = base * r.between(0.002, 0.012);
  const plan = r.pick([usual, equal])(r);
  return bench(r, plan, 'flat', { step: r.pick([0.25, 0.5, 1]), base }, (t) => {
    const need = inFlight(r, t, plan.bursts, move, 0.7);
    return sum(base, above(need, highWater(r, need, { share: r.between(0, 0.9) })));
  });
};

/** 50 to 300 bytes a request on a small baseline: a hit counter by address, a span never closed. */
const slow: Family = (r) => {
  const base = r.between(8, 30) * MB;
  const each = r.scale(50, 300);
  const pace = r.scale(4000, 30_000);
  const laid = r.pick([usual, equal, equal])(r);
  const bursts = laid.bursts.map((b) => ({
    ...b,
    requests: Math.round(pace * (b.to - b.from) * r.between(0.95, 1.05)),
  }));
  const plan = { bursts, duration: laid.duration };
  return bench(r, plan, 'leak', { step: r.pick([0.1, 0.25, 0.5, 1]), base }, (t) =>
    sum(
      base,
      requestsBy(t, bursts).map((n) => n * each),
      inFlight(r, t, bursts, r.between(0.5, 4) * MB, 0.7),
    ),
  );
};

/** Two dozen equal bursts with rests of a second or two, each of which adds as much as the one before. */
const manyAlike: Family = (r) => {
  const { base, move } = sizes(r, 0.5);
  const plan = lay(r, { sizes: times(r.integer(18, 30), 32), burst: [2, 4], rest: [1, 2], tail: [5, 30] });
  const each = move / plan.bursts.reduce((a, b) => a + b.requests, 0);
  return bench(r, plan, 'leak', { step: r.pick([0.05, 0.1, 0.25]), base }, (t) =>
    sum(
      base,
      requestsBy(t, plan.bursts).map((n) => n * each),
      inFlight(r, t, plan.bursts, move * r.between(0.02, 0.3)),
    ),
  );
};

/** A leak that is a fraction of what requests in flight take and give back. */
const belowPeaks: Family = (r) => {
  const { base, move } = sizes(r, 0.3, 2);
  const plan = r.pick([usual, equal])(r);
  const each = move / plan.bursts.reduce((a, b) => a + b.requests, 0);
  return bench(r, plan, 'leak', { step: r.pick([0.1, 0.25, 0.5]), base }, (t) =>
    sum(
      base,
      requestsBy(t, plan.bursts).map((n) => n * each),
      inFlight(r, t, plan.bursts, move * r.between(1, 4), 0.8),
    ),
  );
};

/** Forgotten when it is closed: each burst leaves what it leaves in the second after its end, by connection. */
const atClose: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const plan = equal(r);
  const closed = plan.bursts.map((b) => ({ ...b, from: b.to, to: b.to + r.between(0.2, 1.2) }));
  const each = move / closed.reduce((a, b) => a + b.requests, 0);
  return bench(r, plan, 'leak', { step: r.pick([0.1, 0.25, 0.5]), base }, (t) =>
    sum(
      base,
      requestsBy(t, closed).map((n) => n * each),
      inFlight(r, t, plan.bursts, move * r.between(0.05, 0.5)),
    ),
  );
};

/** A healthy service that a supervisor starts anew once or twice, in rests: the same level before and after. */
const quietRestart: Family = (r) => {
  const { base } = sizes(r);
  const { bursts, duration } = r.pick([usual, equal])(r);
  const plan = { bursts: bursts.map((b) => ({ ...b, requests: b.requests + 300 })), duration };
  const places = [...new Set([r.integer(1, 2), r.integer(3, 4)])].slice(0, r.integer(1, 2));
  const restarts = places.flatMap((k) => {
    const next = plan.bursts[k];
    return next ? [next.from - r.between(2, 3.5)] : [];
  });
  const decidable = { known: true, unknown: false };
  const part = { step: r.pick([0.1, 0.25, 0.5]), base, restarts, decidable };
  return bench(r, plan, 'flat', part, (t) => {
    const up = t.map((x) => (restarts.some((at) => x >= at && x < at + 0.8) ? 0.2 * base : base));
    return sum(follow(t, up, 0.2, 0.02), inFlight(r, t, plan.bursts, base * r.between(0.002, 0.02)));
  });
};

export const LAB_SCALES = {
  'small-and-quiet': smallQuiet,
  'large-and-quiet': largeQuiet,
  'leak-of-bytes': slow,
  'leak-many-bursts': manyAlike,
  'leak-below-peaks': belowPeaks,
  'leak-at-close': atClose,
  'quiet-restart': quietRestart,
} satisfies Record<string, Family>;
