/** Runs under a known load in which a timer, a queue or a buffer of a fixed size decides what is held. */
import type { Random } from '../generator/random';
import { bench } from './lab-schedules';
import { decaying, fills, follow, inFlight, requestsBy, sum } from './memory';
import { equal, lay, type Plan, patient, times, usual } from './plans';
import { type Family, sizes } from './scene';

const later = ({ bursts, duration }: Plan, seconds: number): Plan => ({
  bursts,
  duration: duration + seconds,
});
/** Bytes held for what there is of something, `move` of them at its most. */
function scaled(held: readonly number[], move: number): number[] {
  const most = Math.max(1, ...held);
  return held.map((n) => (n / most) * move);
}
const step = (r: Random) => r.pick([0.1, 0.25, 0.5, 1]);

/**
 * A pool of connections to a database, each with its buffers, closed when it was idle for longer than any rest of the
 * plan: up by records as a heap is, and all the way down in the tail.
 */
const idleTimeout: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const stay = r.between(22, 60);
  const plan = later(r.chance(0.7) ? usual(r) : equal(r), stay + 10);
  const most = Math.max(...plan.bursts.map((b) => b.connections));
  return bench(r, plan, 'ragged', { step: step(r), base }, (t) => {
    const open = t.map((x) => {
      const lately = plan.bursts.filter((b) => b.from <= x && b.to + stay >= x).map((b) => b.connections);
      return (move * Math.max(0, ...lately)) / most;
    });
    return sum(base, follow(t, open, 0.6, r.between(0.3, 4)));
  });
};

/** A channel without a bound whose reader is slower than the load and works through the rests and the tail. */
const backlog: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const plan = later(r.pick([usual, equal])(r), r.between(20, 60));
  const requests = plan.bursts.reduce((a, b) => a + b.requests, 0);
  const first = plan.bursts[0]?.from ?? 0;
  const pace = requests / ((plan.duration - first) * r.between(0.6, 0.85));
  return bench(r, plan, 'ragged', { step: step(r), base }, (t) => {
    const by = requestsBy(t, plan.bursts);
    let waiting = 0;
    const queue = by.map((n, i) => {
      const came = n - (by[i - 1] ?? n);
      waiting = Math.max(0, waiting + came - pace * ((t[i] ?? 0) - (t[i - 1] ?? t[i] ?? 0)));
      return waiting;
    });
    return sum(base, scaled(queue, move));
  });
};

/** A cache with a time to live that is swept now and then: it adds by request, and goes in slices. */
const sweep: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const live = r.between(10, 40);
  const tick = r.between(4, 15);
  const plan = later(r.pick([usual, equal])(r), live + tick + 5);
  const rest = { step: step(r), base };
  return bench(r, plan, 'ragged', rest, (t) => {
    const came = requestsBy(t, plan.bursts);
    const gone = requestsBy(
      t.map((x) => tick * Math.floor(x / tick) - live),
      plan.bursts,
    );
    const held = came.map((n, i) => n - (gone[i] ?? 0));
    return sum(base, scaled(held, move));
  });
};

/** A dozen or two short bursts with high peaks, of which a slow recorder sees two or three samples each. */
const spikes: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const set = times(r.integer(10, 24), 64);
  const { bursts, duration } = lay(r, { sizes: set, burst: [1.5, 3], rest: [5, 15], tail: [10, 40] });
  const plan = { bursts: bursts.map((b) => ({ ...b, requests: b.requests + 200 })), duration };
  return bench(r, plan, 'ragged', { step: r.pick([0.5, 1]), base }, (t) =>
    sum(base, decaying(t, inFlight(r, t, plan.bursts, move), 1, r.between(0.2, 1.5))),
  );
};

/** A writer that gathers all that came and writes it out when nothing has come for some seconds, in every rest. */
const delayed: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const plan = patient(r);
  const wait = r.between(4, 9);
  return bench(r, plan, 'ragged', { step: step(r), base }, (t) => {
    const by = requestsBy(t, plan.bursts);
    const written = requestsBy(
      t.map((x) => Math.max(0, ...plan.bursts.map((b) => b.to).filter((to) => to + wait <= x))),
      plan.bursts,
    );
    const held = by.map((n, i) => n - (written[i] ?? 0));
    const most = Math.max(1, ...held);
    return follow(
      t,
      held.map((n) => base + (n / most) * move),
      0.3,
      r.between(0.2, 1),
    );
  });
};

/** A ring of log lines or of metrics' samples that is filled by the clock, in rests as in bursts, and is then full. */
const ring: Family = (r) => {
  const { base, move } = sizes(r, 0.3, 2);
  const plan = usual(r);
  const from = (plan.bursts[1]?.to ?? 20) + 2;
  const full = r.between(from, Math.max(from + 1, plan.bursts[3]?.from ?? 40));
  const decidable = { known: move >= 0.2 * base, times: move >= 0.2 * base, unknown: false };
  return bench(r, plan, 'bounded-cache', { step: step(r), base, decidable }, (t) => {
    const filled = fills(t, move / full, move, 0);
    return sum(base, filled, inFlight(r, t, plan.bursts, move * r.between(0.02, 0.15)));
  });
};

/** A block cache of a store under a dozen or two equal bursts: alike by request for half of them, and then nothing. */
const blocks: Family = (r) => {
  const { base, move } = sizes(r, 0.6);
  const plan = lay(r, {
    sizes: times(r.integer(10, 24), 32),
    burst: [3, 6],
    rest: [3.2, 8],
    tail: [15, 50],
  });
  const all = plan.bursts.reduce((a, b) => a + b.requests, 0);
  const each = move / (all * r.between(0.3, 0.7));
  return bench(r, plan, 'bounded-cache', { step: step(r), base }, (t) =>
    sum(
      base,
      fills(requestsBy(t, plan.bursts), each, move, 0),
      inFlight(r, t, plan.bursts, move * r.between(0.02, 0.15)),
    ),
  );
};

export const LAB_TIMERS = {
  'idle-timeout': idleTimeout,
  backlog,
  'expiry-sweep': sweep,
  'delayed-flush': delayed,
  'brief-spikes': spikes,
  'ring-buffer': ring,
  'block-cache': blocks,
} satisfies Record<string, Family>;
