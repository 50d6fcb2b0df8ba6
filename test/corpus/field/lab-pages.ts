/** Runs under a known load in which pages of freed memory go late: by pressure, by age, by the next work, by luck. */
import type { Random } from '../generator/random';
import { longer, restOf, run, varied } from './lab-releases';
import { above, active, decaying, fills, follow, highWater, inFlight, requestsBy, sum } from './memory';
import { equal, lay, type Plan, times, usual } from './plans';
import { type Family, sizes } from './scene';

const lastOf = ({ bursts }: Plan): number => bursts.at(-1)?.to ?? 0;

/**
 * jemalloc's muzzy pages, or MADV_FREE: what is free stays resident until the machine has need of it. A neighbour takes it in
 * the tail, and nearly all of it goes.
 */
const pressure: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const plan = longer(varied(r, { ramp: 0.8 }), 20);
  const at = lastOf(plan) + (plan.duration - lastOf(plan)) * r.between(0.25, 0.6);
  const [left, speed] = [r.between(0, 0.1), r.between(0.1, 1.5)];
  return run(r, plan, 'ragged', base, (t) => {
    const need = inFlight(r, t, plan.bursts, move, r.between(0.6, 1));
    const kept = highWater(r, need, { share: r.between(0.75, 1) });
    const resident = kept.map((x, i) => ((t[i] ?? 0) < at ? x : x * left));
    return sum(base, above(need, follow(t, resident, 0.01, speed)));
  });
};

/**
 * Pages out of use are reclaimed, by memory.reclaim or to zram: minutes of rest take the level below that of the start,
 * while nothing is freed, and each burst touches them again.
 */
const reclaimed: Family = (r) => {
  const { base, move } = sizes(r, 0.2, 2);
  const plan = longer(varied(r, { rest: [30, 120] }), 60);
  const [cold, speed] = [r.between(0.1, 0.5), restOf(plan) * r.between(0.1, 0.3)];
  return run(r, plan, 'ragged', base, (t) => {
    const on = active(t, plan.bursts);
    const touched = follow(
      t,
      t.map((x, i) => ((on[i] ?? -1) >= 0 || x < (plan.bursts[0]?.from ?? 0) ? cold * base : 0)),
      r.between(0.2, 1.5),
      speed,
    );
    return sum(base * (1 - cold), touched, decaying(t, inFlight(r, t, plan.bursts, move), 5, speed));
  });
};

/**
 * An allocator without a thread of its own purges when it is called: what a burst freed is held through the rest, however
 * long, and goes when the next begins. Bursts in no order, and small ones at the end.
 */
const byNext: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const most = r.pick([16, 40, 64, 100]);
  const set = Array.from({ length: r.integer(4, 9) }, () => Math.ceil(most * r.scale(0.15, 1)));
  const small = times(r.integer(2, 3), Math.ceil(most * 0.08));
  const shape = { burst: [4, 20], rest: [4, 40], tail: [20, 60] } as const;
  const plan = lay(r, {
    sizes: [...set, most, ...small],
    burst: [...shape.burst],
    rest: [...shape.rest],
    tail: [...shape.tail],
  });
  const bursts = plan.bursts.map((b) => ({ ...b, requests: b.requests + 5 * b.connections }));
  return run(r, { ...plan, bursts }, 'ragged', base, (t) =>
    sum(base, decaying(t, inFlight(r, t, bursts, move), r.between(0.3, 1.5), 1e6)),
  );
};

/** The top of glibc's only heap: now and then one small block above all others keeps it until the next burst is over. */
const pinned: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const plan = varied(r, { tops: [5, 10] });
  const chance = r.between(0.15, 0.45);
  const pins = plan.bursts.map((_, i) => i < plan.bursts.length - 1 && r.chance(chance));
  const share = r.between(0.6, 0.95);
  return run(r, plan, 'ragged', base, (t) => {
    const on = active(t, plan.bursts);
    const need = inFlight(r, t, plan.bursts, move, r.between(0.6, 1));
    let [held, at] = [0, -1];
    const kept = need.map((x, i) => {
      const b = on[i] ?? -1;
      if (b >= 0) at = b;
      held = b >= 0 || pins[at] ? Math.max(held, share * x) : 0;
      return held;
    });
    return sum(base, above(need, follow(t, kept, 0.01, r.between(0.05, 0.5))));
  });
};

/** A cache with a cap and a time to idle: full after half of the run, and gone when nobody asked for so long. */
const idled: Family = (r: Random) => {
  const { base, move } = sizes(r, 0.4);
  const stay = r.between(22, 50);
  const plan = longer(r.pick([usual, equal])(r), stay + 15);
  const all = plan.bursts.reduce((a, b) => a + b.requests, 0);
  const each = move / (all * r.between(0.35, 0.9));
  const gone = lastOf(plan) + stay;
  return run(r, plan, 'ragged', base, (t) => {
    const held = fills(requestsBy(t, plan.bursts), each, move, r.between(0, 0.3));
    const live = held.map((x, i) => ((t[i] ?? 0) < gone ? x : 0));
    return sum(
      base,
      follow(t, live, 0.05, r.between(0.3, 4)),
      inFlight(r, t, plan.bursts, move * r.between(0.02, 0.3)),
    );
  });
};

/** Rows gathered into a row group, encoded and written when it is full, under load alone: a rest shows a part of one. */
const rowGroups: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const plan = varied(r, { tops: [4, 8], burst: [8, 60] });
  const all = plan.bursts.reduce((a, b) => a + b.requests, 0);
  const size = all / r.scale(2.5 * plan.bursts.length, 60);
  const encoded = r.between(0.1, 0.5);
  return run(r, plan, 'ragged', base, (t) => {
    const rows = requestsBy(t, plan.bursts).map((n) => (n % size) / size);
    const gathered = rows.map((x) => move * (x < 0.05 ? x + encoded : x));
    return sum(base, follow(t, gathered, 0.1, 0.1));
  });
};

export const LAB_PAGES = {
  'freed-under-pressure': pressure,
  'reclaimed-when-cold': reclaimed,
  'purged-by-the-next': byNext,
  'pinned-top': pinned,
  'cache-time-to-idle': idled,
  'row-groups': rowGroups,
} satisfies Record<string, Family>;
