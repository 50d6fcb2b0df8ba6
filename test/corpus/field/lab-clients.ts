/** Runs under a known load in which the clients decide: stages without rests, slow readers, slots that stay warm. */
import type { TrueBurst } from '../generator/labelled';
import { longer, run, varied } from './lab-releases';
import { above, active, fills, follow, inFlight, requestsBy, sum, wobble } from './memory';
import { type Family, sizes } from './scene';

/** Stages of a load tool, one upon the other without a rest, up and down again: websockets, each with its buffers. */
const stages: Family = (r) => {
  const { base, move } = sizes(r, 0.2);
  const most = r.pick([20, 50, 100, 400]);
  const set = r.pick([
    [0.25, 0.5, 1, 0.5, 0.25],
    [0.5, 1, 0.2],
    [0.2, 0.6, 1, 1, 0.3],
    [0.1, 1, 0.1, 1, 0.1],
  ]);
  const length = r.scale(10, 60);
  const pace = r.scale(1, 50);
  let at = r.between(5, 20);
  const bursts: TrueBurst[] = set.map((x) => {
    const from = at;
    at += length * r.between(0.9, 1.1);
    const connections = Math.max(1, Math.round(x * most));
    return { from, to: at, connections, requests: Math.round(connections * pace * (at - from)) };
  });
  const join = r.between(0.5, 10);
  return run(r, { bursts, duration: at + r.between(20, 60) }, 'ragged', base, (t) => {
    const on = active(t, bursts);
    const moves = wobble(r, t.length, r.between(0.005, 0.03));
    const open = on.map((b, i) => (move * (bursts[b]?.connections ?? 0) * (moves[i] ?? 1)) / most);
    return sum(base, follow(t, open, join, r.between(0.3, 5)));
  });
};

/** Answers wait in buffers for clients that read slowly: most are done at once, some take as long as half a rest. */
const slowReaders: Family = (r) => {
  const { base, move } = sizes(r, 0.2);
  const plan = longer(varied(r, { rest: [5, 60] }), 20);
  const [slow, quick] = [r.between(0.2, 0.7), r.between(0.2, 1)];
  const stay = r.between(0.1, 0.35) * ((plan.bursts[1]?.from ?? 20) - (plan.bursts[0]?.to ?? 10));
  return run(r, plan, 'ragged', base, (t) => {
    const need = inFlight(r, t, plan.bursts, move, r.between(0.6, 1));
    const fast = need.map((x) => x * (1 - slow));
    const late = need.map((x) => x * slow);
    return sum(base, follow(t, fast, 0.2, quick), follow(t, late, 1, stay));
  });
};

/**
 * wasmtime's pooling allocator: a slot of linear memory for each request in flight, of which a fixed few stay warm after
 * their use and all others are given back.
 */
const warmSlots: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const plan = varied(r);
  // more than that kept, and experts would quarrel whether it came back
  const warm = r.between(0.02, 0.15);
  return run(r, plan, 'ragged', base, (t) => {
    const need = inFlight(r, t, plan.bursts, move, r.between(0.8, 1));
    let kept = 0;
    const slots = need.map((x) => {
      kept = Math.min(warm * move, Math.max(kept, x));
      return kept;
    });
    return sum(base, above(need, slots));
  });
};

/**
 * An LRU cache by entries and not by bytes: full after a third to a half of the run, and from then on only as even as
 * the entries are.
 */
const entries: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const plan = varied(r, { ramp: 0.2, tops: [6, 12], burst: [4, 25], rest: [3, 20] });
  const all = plan.bursts.reduce((a, b) => a + b.requests, 0);
  const each = move / (all * r.between(0.3, 0.6));
  const uneven = r.between(0.001, 0.015);
  return run(r, plan, 'bounded-cache', base, (t) => {
    const held = fills(requestsBy(t, plan.bursts), each, move, r.between(0, 0.15));
    const on = active(t, plan.bursts);
    let drift = 0;
    const sized = held.map((x, i) => {
      // entries are only exchanged under load
      if ((on[i] ?? -1) >= 0) drift = 0.98 * drift + 0.2 * r.normal();
      return x * (1 + uneven * drift);
    });
    return sum(base, sized, inFlight(r, t, plan.bursts, move * r.between(0.02, 0.3)));
  });
};

export const LAB_CLIENTS = {
  'load-stages': stages,
  'slow-readers': slowReaders,
  'warm-slots': warmSlots,
  'cache-by-entries': entries,
} satisfies Record<string, Family>;
