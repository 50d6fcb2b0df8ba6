/** Runs under a known load of services that leak for a reason of their own: cancellations, a late begin, tasks, sizes. */
import type { TrueBurst } from '../generator/labelled';
import type { Random } from '../generator/random';
import { run, varied } from './lab-releases';
import { follow, inFlight, requestsBy, sum } from './memory';
import type { Plan } from './plans';
import { type Family, MB, sizes } from './scene';

const all = (bursts: readonly TrueBurst[]): number => bursts.reduce((a, b) => a + b.requests, 0);
const beside = (r: Random, t: number[], { bursts }: Plan, move: number): number[] =>
  inFlight(r, t, bursts, move * r.scale(0.02, 1.5), r.between(0.6, 1));

/** Futures that are cancelled by a timeout forget what they hold, and only the largest bursts run into timeouts. */
const cancelled: Family = (r) => {
  const { base, move } = sizes(r, 0.2);
  const plan = varied(r, { ramp: 0.8, tops: [4, 9] });
  const most = Math.max(...plan.bursts.map((b) => b.connections));
  const timed = plan.bursts.filter((b) => b.connections === most);
  const each = move / all(timed);
  return run(r, plan, 'leak', base, (t) =>
    sum(
      base,
      requestsBy(t, timed).map((n) => n * each),
      beside(r, t, plan, move),
    ),
  );
};

/**
 * Nothing for a third of the run, then a leak by request to the end: a table of ids that is only pruned up to a size, a
 * feature that is switched on. Told where five bursts or more show it whole.
 */
const late: Family = (r) => {
  const { base, move } = sizes(r, 0.25);
  const plan = varied(r, { ramp: 0, tops: [8, 12], burst: [4, 30], rest: [3, 30] });
  const skip = r.integer(2, 4);
  const from = plan.bursts.slice(skip);
  const each = move / all(from);
  const told = from.length >= 5 && move / from.length >= Math.max(2 * MB, 0.03 * base);
  const part = { decidable: { known: told, times: told, unknown: false } };
  return run(
    r,
    plan,
    'leak',
    base,
    (t) =>
      sum(
        base,
        requestsBy(t, from).map((n) => n * each),
        inFlight(r, t, plan.bursts, move * r.between(0.02, 0.3)),
      ),
    part,
  );
};

/** One request in hundreds is large, and what is forgotten is its body: a handful a burst, of sizes about alike. */
const ofLarge: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const plan = varied(r, { tops: [4, 8] });
  const each = r.between(12, 60) / Math.max(...plan.bursts.map((b) => b.requests));
  const large = plan.bursts
    .flatMap((b) => {
      const count = Math.round(b.requests * each * r.between(0.8, 1.2));
      return Array.from({ length: count }, () => ({ at: r.between(b.from, b.to), bytes: r.scale(0.5, 2) }));
    })
    .sort((a, b) => a.at - b.at);
  const total = Math.max(
    1,
    large.reduce((a, x) => a + x.bytes, 0),
  );
  return run(r, plan, 'leak', base, (t) => {
    let [i, kept] = [0, 0];
    const left = t.map((x) => {
      while (i < large.length && (large[i]?.at ?? x) <= x) kept += large[i++]?.bytes ?? 0;
      return (kept / total) * move;
    });
    return sum(base, left, beside(r, t, plan, move));
  });
};

/** A start and a first burst that take several times what each burst leaks: large at first, small and without end then. */
const underWarmUp: Family = (r) => {
  const { base, move } = sizes(r, 0.15, 1.5);
  const plan = varied(r, { tops: [5, 9], rest: [4, 60] });
  const each = move / all(plan.bursts);
  const first = (move / plan.bursts.length) * r.scale(2, 10);
  const from = plan.bursts[0]?.from ?? 5;
  return run(r, plan, 'leak', base, (t) => {
    const use = follow(
      t,
      t.map((x) => (x >= from ? first : 0.2 * first * Math.min(1, x / from))),
      r.between(0.3, 2),
      1,
    );
    return sum(
      base,
      use,
      requestsBy(t, plan.bursts).map((n) => n * each),
      inFlight(r, t, plan.bursts, move * r.between(0.02, 0.3), 0.8),
    );
  });
};

/** A task for each connection that never ends and gathers by the clock: it grows in the rests too, faster after each burst. */
const tasks: Family = (r) => {
  const { base, move } = sizes(r, 0.25);
  const plan = varied(r, { tops: [4, 8] });
  const [now, later] = [r.between(0.2, 1), r.between(0.5, 1)];
  const told = move >= Math.max(10 * MB, 0.25 * base);
  const part = { decidable: { known: told, times: told, unknown: false } };
  return run(
    r,
    plan,
    'leak',
    base,
    (t) => {
      const opened = requestsBy(
        t,
        plan.bursts.map((b) => ({ ...b, to: Math.min(b.to, b.from + 1.5), requests: b.connections })),
      );
      let gathered = 0;
      const held = opened.map((n, i) => {
        gathered += n * ((t[i] ?? 0) - (t[i - 1] ?? t[i] ?? 0));
        return gathered;
      });
      const [a, b] = [opened.at(-1) ?? 1, held.at(-1) ?? 1];
      const left = opened.map((n, i) => move * ((now * n) / a + (later * (held[i] ?? 0)) / b) * 0.7);
      return sum(base, left, inFlight(r, t, plan.bursts, move * r.between(0.02, 0.2)));
    },
    part,
  );
};

export const LAB_CAUSES = {
  'leak-of-cancelled': cancelled,
  'leak-begins-late': late,
  'leak-of-large': ofLarge,
  'leak-under-warm-up': underWarmUp,
  'leak-of-tasks': tasks,
} satisfies Record<string, Family>;
