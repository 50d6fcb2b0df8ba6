/** Runs under a known load of heaps that keep for reasons other than more connections. */
import type { TrueBurst } from '../generator/labelled';
import { bench } from './lab-schedules';
import { above, follow, highWater, inFlight, sum } from './memory';
import { lay, times, usual } from './plans';
import { type Family, MB, sizes } from './scene';

/** A sidecar of some megabytes. */
const tiny: Family = (r) => {
  const base = r.between(6, 12) * MB;
  const move = base * r.scale(2, 8);
  const plan = usual(r);
  return bench(r, plan, 'stair-step', { step: r.pick([0.05, 0.1, 0.5, 1]), base }, (t) => {
    const need = inFlight(r, t, plan.bursts, move, r.between(0.7, 1));
    const kept = highWater(r, need, { share: r.between(0.6, 0.95), creep: r.between(0, 0.1) });
    return sum(base, above(need, kept));
  });
};

/** As many connections each time, with larger bodies and so fewer requests, and the largest bodies again and again. */
const bodies: Family = (r) => {
  const { base, move } = sizes(r, 0.4);
  const set = r.pick([
    [0.15, 0.35, 0.65, 1],
    [0.1, 0.3, 1],
    [0.1, 0.22, 0.4, 0.65, 1],
  ]);
  const all = [...set, ...times(r.integer(3, 5), 1)];
  const same = lay(r, { sizes: times(all.length, 32), burst: [3, 12], rest: [4, 15], tail: [20, 60] });
  const bursts = same.bursts.map((b, i) => ({ ...b, requests: Math.round(b.requests / (all[i] ?? 1)) }));
  const weighed = bursts.map((b, i) => ({ ...b, connections: 100 * (all[i] ?? 1) }));
  const plan = { bursts, duration: same.duration };
  return bench(r, plan, 'stair-step', { step: r.pick([0.1, 0.25, 0.5]), base }, (t) => {
    const need = inFlight(r, t, weighed, move);
    return sum(base, above(need, highWater(r, need, { share: r.between(0.6, 0.95), creep: 0.03 })));
  });
};

/**
 * One long load at a constant rate, in which some requests are far larger than the others: each that beats all before
 * lifts the heap, in no proportion to the requests and with no regard for the clock. The first lifts it most, as no
 * table that doubles does, and the largest come again, are seen, and leave nothing.
 */
const withinOneLoad: Family = (r) => {
  const { base, move } = sizes(r, 0.5);
  const duration = r.scale(150, 900);
  const from = r.between(4, 12);
  const load: TrueBurst = { from, to: duration - r.between(20, 50), connections: 16, requests: 0 };
  load.requests = Math.round((load.to - load.from) * r.scale(20, 2000));
  const records = [60, 60 + r.between(15, 30), 100 + r.between(0, 10), 122].slice(0, r.integer(2, 4));
  const again = times(r.integer(2, 4), records.at(-1) ?? 60);
  const all = [...records, ...again];
  const slot = (load.to - load.from) / all.length;
  const huge = all.map((connections, i) => {
    const at = from + slot * (i + r.between(0.15, 0.6));
    return { from: at, to: at + r.between(2, 4), connections, requests: 1 };
  });
  const part = { step: r.pick([0.25, 0.5, 1]), base, told: [load] };
  return bench(r, { bursts: huge, duration }, 'stair-step', part, (t) => {
    const need = inFlight(r, t, huge, move);
    const hum = inFlight(r, t, [load], move * r.between(0.01, 0.1));
    return sum(base, above(need, highWater(r, need, { share: r.between(0.6, 0.85) })), hum);
  });
};

/** Most of what a burst took goes back at once, and a third to a half never does: high peaks upon low stairs. */
const lowShare: Family = (r) => {
  const { base, move } = sizes(r, 0.8);
  const plan = usual(r);
  return bench(r, plan, 'stair-step', { step: r.pick([0.1, 0.25, 0.5]), base }, (t) => {
    const need = inFlight(r, t, plan.bursts, move, r.between(0.7, 1));
    return sum(base, above(need, highWater(r, need, { share: r.between(0.33, 0.5), creep: 0.05 })));
  });
};

/**
 * Huge pages put together in the background: for a while after each burst the kernel fills up the holes of what the heap
 * kept, by half as much again at most, whether there is load or not.
 */
const khugepaged: Family = (r) => {
  const { base, move } = sizes(r, 0.4);
  const plan = usual(r);
  return bench(r, plan, 'stair-step', { step: r.pick([0.25, 0.5, 1]), base }, (t) => {
    const need = inFlight(r, t, plan.bursts, move, r.between(0.6, 1));
    const kept = highWater(r, need, { share: r.between(0.5, 0.7) });
    const share = r.between(0.15, 0.5);
    const holes = follow(
      t,
      kept.map((x) => x * share),
      r.between(5, 25),
      5,
    );
    return sum(base, above(need, kept), holes);
  });
};

export const LAB_HEAPS = {
  'tiny-service': tiny,
  'larger-bodies': bodies,
  'steps-in-one-load': withinOneLoad,
  'high-peaks-low-stairs': lowShare,
  khugepaged,
} satisfies Record<string, Family>;
