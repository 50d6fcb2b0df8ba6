/** Runs under a known load, of services that grow: leaks, caches that fill, warm ups. */
import type { Random } from '../generator/random';
import { lab } from './lab-stairs';
import { above, fills, follow, highWater, inFlight, requestsBy, sum } from './memory';
import { equal, type Plan, shuffled, steady, usual } from './plans';
import { type Family, MB, sizes } from './scene';

const all = ({ bursts }: Plan): number => bursts.reduce((a, b) => a + b.requests, 0);

/** What a healthy service needs beside its growth: in flight, and given back. */
const beside = (r: Random, t: number[], { bursts }: Plan, move: number): number[] =>
  inFlight(r, t, bursts, move * r.between(0.02, 0.5), 0.8);

/** Something of each request is never forgotten. */
const byRequest: Family = (r) => {
  const { base, move } = sizes(r);
  const plan = r.pick([usual, usual, equal, shuffled])(r);
  const each = move / all(plan);
  const level = (t: number[]) => {
    const kept = requestsBy(t, plan.bursts).map((n) => n * each);
    return sum(base, kept, beside(r, t, plan, move));
  };
  return lab(r, plan, 'leak', level, {}, base);
};

/** Only requests that fail leave something, and they come in clusters: bursts add unequally. */
const byError: Family = (r) => {
  const { base, move } = sizes(r);
  const plan = r.pick([usual, equal])(r);
  const uneven = r.between(0.1, 0.7);
  const failed = plan.bursts.map((b) => ({ ...b, requests: b.requests * (1 + uneven * r.between(-1, 1)) }));
  const each = move / all(plan);
  const level = (t: number[]) =>
    sum(
      base,
      requestsBy(t, failed).map((n) => n * each),
      beside(r, t, plan, move),
    );
  return lab(r, plan, 'leak', level, {}, base);
};

/** Each connection opened leaves its state behind: all of it within a second or two of a burst's begin. */
const byConnection: Family = (r) => {
  const { base, move } = sizes(r);
  const plan = r.pick([usual, equal])(r);
  const opened = plan.bursts.map((b) => ({
    ...b,
    to: b.from + r.between(0.6, 2.5),
    requests: b.connections,
  }));
  const each = move / opened.reduce((a, b) => a + b.connections, 0);
  const level = (t: number[]) =>
    sum(
      base,
      requestsBy(t, opened).map((n) => n * each),
      beside(r, t, plan, move),
    );
  return lab(r, plan, 'leak', level, {}, base);
};

/** A timer leaks while the load is healthy: it grows through bursts and rests alike. */
const byClock: Family = (r) => {
  const { base, move } = sizes(r, 0.2);
  const plan = usual(r);
  const tick = r.pick([0.05, 1, 2]);
  const level = (t: number[]) =>
    sum(
      base,
      t.map((x) => (move * tick * Math.floor(x / tick)) / plan.duration),
      beside(r, t, plan, move),
    );
  const known = move > Math.max(10 * MB, 0.2 * base);
  return lab(r, plan, 'leak', level, { decidable: { known, unknown: false } }, base);
};

/** A leak in glibc: the ramp lifts the heap's high-water mark as well, the repeats show the leak alone. */
const inGlibc: Family = (r) => {
  const { base, move } = sizes(r);
  const plan = usual(r);
  const each = (move * r.between(1, 3)) / all(plan);
  const level = (t: number[]) => {
    const need = inFlight(r, t, plan.bursts, move * r.between(0.1, 0.4));
    return sum(
      base,
      above(need, highWater(r, need, { share: 0.7 })),
      requestsBy(t, plan.bursts).map((n) => n * each),
    );
  };
  return lab(r, plan, 'leak', level, {}, base);
};

/** A leak under one long load at a constant rate. */
const constantRate: Family = (r) => {
  const { base, move } = sizes(r, 0.2);
  const plan = steady(r);
  const each = move / all(plan);
  const level = (t: number[]) =>
    sum(
      base,
      requestsBy(t, plan.bursts).map((n) => n * each),
      beside(r, t, plan, move),
    );
  return lab(r, plan, 'leak', level, {}, base);
};

/** An LRU cache with a cap: each request adds an entry, until it is full. */
const lru: Family = (r) => {
  const { base, move } = sizes(r);
  const plan = r.pick([usual, equal, equal])(r);
  const each = move / (all(plan) * r.between(0.3, 0.75));
  const level = (t: number[]) =>
    sum(
      base,
      fills(requestsBy(t, plan.bursts), each, move, r.between(0, 0.35)),
      beside(r, t, plan, move * 0.5),
    );
  return lab(r, plan, 'bounded-cache', level, {}, base);
};

/** Used for the first time: regexes compiled, wasm instantiated, pages of code read; nothing in larger bursts. */
const firstUse: Family = (r) => {
  const { base, move } = sizes(r, 0.1, 1.5);
  const plan = r.chance(0.75) ? usual(r) : equal(r);
  const from = plan.bursts[0]?.from ?? 0;
  const level = (t: number[]) => {
    const aim = t.map((x) => (x >= from ? move : 0));
    return sum(base, follow(t, aim, r.between(0.1, 1), 1), beside(r, t, plan, 0.03 * move));
  };
  return lab(r, plan, 'warm-up', level, {}, base);
};

/** The recorder begins with the process: a start-up before the first burst, and little after it. */
const startUp: Family = (r) => {
  const { base, move } = sizes(r, 0.3, 3);
  const plan = usual(r);
  const bend = r.pick([1, 1, 1.5]);
  const ready = (plan.bursts[0]?.from ?? 5) * r.between(0.3, 0.8);
  const level = (t: number[]) => {
    const loaded = t.map((x) => move * Math.min(1, x / ready) ** bend);
    return sum(base * 0.2, loaded, beside(r, t, plan, 0.02 * move));
  };
  return lab(r, plan, 'warm-up', level, {}, base);
};

export const LAB_GROWTH = {
  'leak-by-request': byRequest,
  'leak-by-error': byError,
  'leak-by-connection': byConnection,
  'leak-by-clock': byClock,
  'leak-in-glibc': inGlibc,
  'leak-constant-rate': constantRate,
  'lru-cache': lru,
  'first-use': firstUse,
  'start-up': startUp,
} satisfies Record<string, Family>;
