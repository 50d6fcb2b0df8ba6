/** Runs under a known load of services that give back, or hardly move. */
import { lab } from './lab-stairs';
import { active, decaying, follow, highWater, inFlight, requestsBy, sum } from './memory';
import { cut, equal, few, patient, rampOnly, restless, single, steady, usual } from './plans';
import { type Family, MB, sizes } from './scene';

/** jemalloc as it comes: dirty pages decay over 10 s of allocator activity, hardly in an idle rest. */
const lazy: Family = (r) => {
  const { base, move } = sizes(r, 0.2);
  const plan = patient(r);
  const level = (t: number[]) => {
    const need = inFlight(r, t, plan.bursts, move, 0.8);
    return sum(base, decaying(t, need, r.between(2, 6), r.scale(6, 120)));
  };
  return lab(r, plan, 'ragged', level, {}, base);
};

/** jemalloc with its background thread, or mimalloc with a short delay: all the way down in each rest. */
const prompt: Family = (r) => {
  const { base, move } = sizes(r, 0.15);
  const plan = r.pick([usual, equal, patient, few])(r);
  const level = (t: number[]) => {
    const need = inFlight(r, t, plan.bursts, move, r.between(0.5, 1));
    return sum(base, decaying(t, need, 3, r.between(0.1, 3)));
  };
  return lab(r, plan, 'ragged', level, {}, base);
};

/** Blocking threads, each with its stack and its allocator's cache, that live 10 s beyond their last task. */
const threads: Family = (r) => {
  const { base, move } = sizes(r, 0.15, 2);
  const plan = patient(r);
  const stack = move / Math.max(...plan.bursts.map((b) => b.connections));
  const stay = r.between(5, 11);
  const level = (t: number[]) => {
    const on = active(t, plan.bursts);
    let alive = 0;
    let idle = 0;
    const count = t.map((x, i) => {
      const wanted = plan.bursts[on[i] ?? -1]?.connections ?? 0;
      if (wanted >= alive) idle = x;
      if (wanted > alive || x - idle > stay) alive = wanted;
      return alive * stack;
    });
    return sum(base, follow(t, count, r.between(0.2, 0.8), 0.3));
  };
  return lab(r, plan, 'ragged', level, {}, base);
};

/** Sessions with a time to live longer than the rests: the floor climbs all through, and falls in the tail. */
const sessions: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const plan = usual(r);
  const live = r.between(12, 40);
  const duration = plan.duration + r.between(0, 3) * live;
  const most = Math.max(...plan.bursts.map((b) => b.connections));
  const on = (t: number[]) =>
    active(t, plan.bursts).map((b) => (move * (plan.bursts[b]?.connections ?? 0)) / most);
  const level = (t: number[]) => sum(base, follow(t, on(t), live / 3, live / 2));
  return lab(r, { bursts: plan.bursts, duration }, 'ragged', level, {}, base);
};

/** Bodies streamed through: a buffer a connection, given back at once; from hardly visible to plain. */
const streaming: Family = (r) => {
  const { base, move } = sizes(r, 0.02, 0.6);
  const plan = r.pick([usual, equal])(r);
  const level = (t: number[]) => {
    const need = inFlight(r, t, plan.bursts, move);
    const kept = highWater(r, need, { share: r.between(0, 0.12) });
    return sum(
      base,
      need.map((x, i) => Math.max(x, kept[i] ?? 0)),
    );
  };
  return lab(r, plan, 'ragged', level, {}, base);
};

/** One long load at a constant rate: the level rises with it, is held, and comes back after it. */
const constant: Family = (r) => {
  const { base, move } = sizes(r, 0.1);
  const plan = steady(r);
  const level = (t: number[]) => {
    const need = inFlight(r, t, plan.bursts, move);
    return sum(base, decaying(t, need, 3, r.between(0.2, 12)));
  };
  return lab(r, plan, 'ragged', level, {}, base);
};

/** A health check: next to nothing is allocated. */
const health: Family = (r) => {
  const { base } = sizes(r);
  const plan = r.pick([usual, equal, steady])(r);
  const level = (t: number[]) => sum(base, inFlight(r, t, plan.bursts, base * r.scale(0.001, 0.04)));
  return lab(r, plan, 'flat', level, {}, base);
};

const SAID = { known: true, unknown: false };

/** Burst upon burst without a rest, ended with the last: what would be kept was never to be seen. */
const noRest: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const plan = restless(r);
  const each = (move * r.pick([0, 1])) / plan.bursts.reduce((a, b) => a + b.requests, 0);
  const level = (t: number[]) => {
    const need = inFlight(r, t, plan.bursts, move);
    const served = requestsBy(t, plan.bursts).map((n) => n * each);
    return sum(base, need, served);
  };
  return lab(
    r,
    plan,
    each > 0 ? 'leak' : 'ragged',
    level,
    { profile: 'inconclusive', decidable: SAID },
    base,
  );
};

/** Stopped while the connections still went up: growth that both a leak and a heap explain. */
const cutOff: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const whole = usual(r);
  const k = r.integer(0, 2);
  const [now, next] = [whole.bursts[k]?.to ?? 10, whole.bursts[k + 1]?.from ?? 20];
  const plan = cut(whole, r.chance(0.5) ? now - r.between(0, 2) : r.between(now, next));
  const level = (t: number[]) => {
    const need = inFlight(r, t, plan.bursts, move);
    const kept = highWater(r, need, { share: r.between(0.7, 0.95) });
    return sum(
      base,
      need.map((x, i) => Math.max(x, kept[i] ?? 0)),
    );
  };
  return lab(r, plan, 'stair-step', level, { profile: 'inconclusive', stairs: false, decidable: SAID }, base);
};

/** A wrong path or a full backlog: of thousands of requests hardly one came through, and the level tells nothing. */
const failed: Family = (r) => {
  const { base } = sizes(r);
  const { bursts, duration } = usual(r);
  const plan = { duration, bursts: bursts.map((b) => ({ ...b, requests: r.integer(0, 2) })) };
  const level = (t: number[]) => {
    const need = inFlight(r, t, bursts, Math.min(20 * MB, base * r.scale(0.002, 0.1)), 0.7);
    return sum(base, decaying(t, need, 3, r.between(0.5, 20)));
  };
  const part = { profile: 'inconclusive', decidable: { known: true, times: false, unknown: false } } as const;
  return lab(r, plan, 'flat', level, part, base);
};

/** One burst and what it left: a leak, a heap, a pool and a cache would all look so. */
const oneBurst: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const plan = single(r);
  const share = r.between(0.6, 0.98);
  const level = (t: number[]) => {
    const need = inFlight(r, t, plan.bursts, move);
    const kept = highWater(r, need, { share });
    return sum(
      base,
      need.map((x, i) => Math.max(x, kept[i] ?? 0)),
    );
  };
  return lab(r, plan, 'stair-step', level, { profile: 'inconclusive', stairs: false, decidable: SAID }, base);
};

/** A ramp without repeats, with a floor that rises by as much as connections and requests do: two explanations. */
const noRepeats: Family = (r) => {
  const { base, move } = sizes(r, 0.4);
  const ramp = rampOnly(r);
  const bursts = ramp.bursts.map((b) => ({
    ...b,
    requests: Math.round(b.connections * (b.to - b.from) * 20),
  }));
  const level = (t: number[]) => {
    const need = inFlight(r, t, bursts, move);
    const kept = highWater(r, need, { share: r.between(0.75, 0.98) });
    return sum(
      base,
      need.map((x, i) => Math.max(x, kept[i] ?? 0)),
    );
  };
  const part = { profile: 'inconclusive', stairs: false, decidable: SAID } as const;
  return lab(r, { ...ramp, bursts }, 'stair-step', level, part, base);
};

export const LAB_HEALTHY = {
  'jemalloc-lazy': lazy,
  'prompt-decay': prompt,
  'blocking-threads': threads,
  'session-ttl': sessions,
  streaming,
  'constant-rate': constant,
  'health-check': health,
  'no-rest': noRest,
  'cut-off': cutOff,
  'failed-load': failed,
  'one-burst': oneBurst,
  'ramp-only': noRepeats,
} satisfies Record<string, Family>;
