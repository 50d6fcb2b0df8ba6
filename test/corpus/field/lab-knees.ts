/** Runs under a known load in which growth has to be read across something else: small bursts between, a cache that fills. */
import { run, varied } from './lab-releases';
import { fills, inFlight, requestsBy, sum } from './memory';
import { lay } from './plans';
import { type Family, MB, sizes } from './scene';

/** Large and small bursts in turn, or large, middle and small: what each leaves is by its requests, without an end. */
const alternating: Family = (r) => {
  const { base, move } = sizes(r, 0.25);
  const most = r.pick([16, 40, 64, 128]);
  const turn = r.pick([
    [1, 0.25],
    [0.2, 1],
    [0.25, 0.5, 1],
    [1, 0.4],
  ]);
  const count = r.integer(turn.length === 3 ? 3 : 4, 5);
  const set = Array.from({ length: count }, () => turn.map((x) => Math.ceil(x * most))).flat();
  const [length, pause] = [r.scale(4, 40), r.scale(3, 40)];
  const plan = lay(r, {
    sizes: set,
    burst: [length, length],
    rest: [pause, pause],
    tail: [Math.max(15, pause), 60],
  });
  const bursts = plan.bursts.map((b) => ({ ...b, requests: b.requests + 5 * b.connections }));
  const each = move / bursts.reduce((a, b) => a + b.requests, 0);
  return run(r, { bursts, duration: plan.duration }, 'leak', base, (t) =>
    sum(
      base,
      requestsBy(t, bursts).map((n) => n * each),
      inFlight(r, t, bursts, move * r.scale(0.02, 1), r.between(0.6, 1)),
    ),
  );
};

/**
 * A cache that is full after a third of the run, and a leak behind it that goes on: a knee, and then as much by request
 * again and again. Told where five bursts or more after the knee show it.
 */
const behindCache: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const plan = varied(r, { ramp: 0.2, tops: [8, 12], burst: [4, 30], rest: [3, 30] });
  const all = plan.bursts.reduce((a, b) => a + b.requests, 0);
  const full = r.between(0.2, 0.35);
  // what comes after the knee is a third of all or more
  const cap = move * r.between(0.3, 1.2);
  const each = move / all;
  const filled = plan.bursts.filter((_, i, list) => {
    const before = list.slice(0, i).reduce((a, b) => a + b.requests, 0);
    return before >= full * all;
  });
  const told =
    filled.length >= 5 && Math.min(...filled.map((b) => b.requests * each)) >= Math.max(MB, 0.02 * base);
  const part = { decidable: { known: told, times: told, unknown: false } };
  return run(
    r,
    plan,
    'leak',
    base,
    (t) => {
      const by = requestsBy(t, plan.bursts);
      return sum(
        base,
        fills(by, cap / (full * all), cap, 0),
        by.map((n) => n * each),
        inFlight(r, t, plan.bursts, move * r.between(0.02, 0.3)),
      );
    },
    part,
  );
};

export const LAB_KNEES = {
  'leak-alternating': alternating,
  'leak-behind-cache': behindCache,
} satisfies Record<string, Family>;
