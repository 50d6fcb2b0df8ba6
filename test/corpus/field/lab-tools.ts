/** Runs under known loads as tools lay them: by count, by rate, one endpoint after the other, with a start of their own. */
import type { TrueBurst } from '../generator/labelled';
import type { Random } from '../generator/random';
import { run, varied } from './lab-releases';
import { above, highWater, inFlight, requestsBy, sum } from './memory';
import { type Plan, times } from './plans';
import { type Family, sizes } from './scene';

const all = (bursts: readonly TrueBurst[]): number => bursts.reduce((a, b) => a + b.requests, 0);

/** Laid one after the other: seconds of load, then of rest. */
function inTurn(r: Random, set: Omit<TrueBurst, 'from' | 'to'>[], length: (i: number) => number): Plan {
  const pause = r.between(4, 20);
  let at = r.between(4, 15);
  const bursts = set.map((b, i) => {
    const from = at;
    const to = from + length(i);
    at = to + pause * r.between(0.9, 1.1);
    return { ...b, from, to };
  });
  return { bursts, duration: at - pause + Math.max(pause, r.between(20, 60)) };
}

/** `hey -n`: as many requests with each number of connections, which are done the sooner the more there are. */
function counted(r: Random, set: number[]): Plan {
  const requests = Math.round(r.scale(300, 20_000));
  const most = Math.max(...set);
  const fastest = r.between(2.5, 8);
  const shared = r.between(0.3, 0.9);
  return inTurn(
    r,
    set.map((connections) => ({ connections, requests })),
    (i) => fastest * Math.min(12, (most / (set[i] ?? most)) ** shared) * r.between(0.9, 1.1),
  );
}

const up = (r: Random): number[] =>
  r.pick([
    [8, 16, 32, 64],
    [5, 20, 50],
    [10, 25, 50, 100],
  ]);
const withTops = (r: Random, low: number, high: number): number[] => {
  const ramp = up(r);
  return [...ramp, ...times(r.integer(low, high), ramp.at(-1) ?? 64)];
};

const countedStairs: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const plan = counted(r, withTops(r, 3, 5));
  return run(r, plan, 'stair-step', base, (t) => {
    const need = inFlight(r, t, plan.bursts, move, r.between(0.6, 1));
    return sum(base, above(need, highWater(r, need, { share: r.between(0.6, 0.95), creep: 0.05 })));
  });
};

const countedLeak: Family = (r) => {
  const { base, move } = sizes(r, 0.25);
  const plan = counted(r, withTops(r, 4, 6));
  const each = move / all(plan.bursts);
  return run(r, plan, 'leak', base, (t) =>
    sum(
      base,
      requestsBy(t, plan.bursts).map((n) => n * each),
      inFlight(r, t, plan.bursts, move * r.scale(0.02, 0.6), 0.8),
    ),
  );
};

/** An open loop: a rate that is doubled and then held, over as many connections each time. */
function rated(r: Random): { plan: Plan; weighed: TrueBurst[] } {
  const rates = r.pick([
    [0.25, 0.5, 1, 1, 1, 1],
    [0.2, 0.4, 0.7, 1, 1, 1, 1],
    [0.3, 1, 1, 1, 1],
  ]);
  const [rate, connections] = [r.scale(50, 3000), r.pick([10, 50, 100, 200])];
  const length = r.scale(6, 40);
  const set = rates.map((x) => ({ connections, requests: Math.round(x * rate * length) }));
  const plan = inTurn(r, set, () => length);
  return { plan, weighed: plan.bursts.map((b, i) => ({ ...b, connections: 100 * (rates[i] ?? 1) })) };
}

const ratedStairs: Family = (r) => {
  const { base, move } = sizes(r, 0.4);
  const { plan, weighed } = rated(r);
  return run(r, plan, 'stair-step', base, (t) => {
    const need = inFlight(r, t, weighed, move, r.between(0.7, 1.2));
    return sum(base, above(need, highWater(r, need, { share: r.between(0.6, 0.95), creep: 0.03 })));
  });
};

const ratedLeak: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const { plan, weighed } = rated(r);
  const each = move / all(plan.bursts);
  return run(r, plan, 'leak', base, (t) =>
    sum(
      base,
      requestsBy(t, plan.bursts).map((n) => n * each),
      inFlight(r, t, weighed, move * r.scale(0.02, 0.6)),
    ),
  );
};

/** A tool that starts before it connects, and waits for the last answers before it says that it is done. */
const slack = (r: Random) => ({ before: r.between(0.3, 2), after: r.between(0.3, 2) });

const slackStairs: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const plan = varied(r, { ramp: 1, tops: [3, 6], rest: [8, 60] });
  const part = { slack: slack(r) };
  const level = (t: number[]) => {
    const need = inFlight(r, t, plan.bursts, move, r.between(0.6, 1));
    return sum(base, above(need, highWater(r, need, { share: r.between(0.6, 0.95), creep: 0.05 })));
  };
  return run(r, plan, 'stair-step', base, level, part);
};

const slackLeak: Family = (r) => {
  const { base, move } = sizes(r, 0.25);
  const plan = varied(r, { tops: [5, 8], rest: [8, 60] });
  const each = move / all(plan.bursts);
  const level = (t: number[]) =>
    sum(
      base,
      requestsBy(t, plan.bursts).map((n) => n * each),
      inFlight(r, t, plan.bursts, move * r.scale(0.02, 0.6), 0.8),
    );
  return run(r, plan, 'leak', base, level, { slack: slack(r) });
};

/** Three endpoints in turn with as many connections, each with larger bodies; only the first round leaves something. */
const endpoints: Family = (r) => {
  const { base, move } = sizes(r, 0.4);
  const turn = r.pick([
    [0.3, 0.6, 1],
    [0.15, 0.45, 1],
    [0.4, 1, 0.1],
  ]);
  const weight = [...turn, ...turn, ...(r.chance(0.5) ? turn : []), 1, 1];
  const connections = r.pick([8, 32, 64]);
  const rate = r.scale(30, 500);
  const length = r.scale(5, 25);
  const set = weight.map((w) => ({ connections, requests: Math.round((rate * length) / (0.3 + w)) }));
  const plan = inTurn(r, set, () => length * r.between(0.95, 1.05));
  const weighed = plan.bursts.map((b, i) => ({ ...b, connections: 100 * (weight[i] ?? 1) }));
  return run(r, plan, 'stair-step', base, (t) => {
    const need = inFlight(r, t, weighed, move);
    return sum(base, above(need, highWater(r, need, { share: r.between(0.6, 0.95), creep: 0.02 })));
  });
};

/** Traffic in fits through a pool of a fixed size: always as many connections, one to six times as many requests. */
const pooledLeak: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const rate = r.scale(40, 2000);
  const lengths = Array.from({ length: r.integer(8, 14) }, () => r.scale(5, 30));
  const set = lengths.map((s) => ({ connections: 20, requests: Math.round(rate * s * r.between(0.5, 1)) }));
  const plan = inTurn(r, set, (i) => lengths[i] ?? 10);
  const each = move / all(plan.bursts);
  return run(r, plan, 'leak', base, (t) =>
    sum(
      base,
      requestsBy(t, plan.bursts).map((n) => n * each),
      inFlight(r, t, plan.bursts, move * r.scale(0.02, 0.8)),
    ),
  );
};

export const LAB_TOOLS = {
  'stairs-by-count': countedStairs,
  'leak-by-count': countedLeak,
  'stairs-by-rate': ratedStairs,
  'leak-by-rate': ratedLeak,
  'stairs-of-slow-tool': slackStairs,
  'leak-of-slow-tool': slackLeak,
  'endpoints-in-turn': endpoints,
  'leak-in-pool': pooledLeak,
} satisfies Record<string, Family>;
