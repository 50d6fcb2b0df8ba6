/** Runs of minutes under a known load, of services whose floor goes up by steps. */
import type { Random } from '../generator/random';
import { above, active, decaying, follow, highWater, inFlight, requestsBy, sum } from './memory';
import { equal, few, interval, type Plan, patient, shuffled, usual } from './plans';
import { beside, every, type Family, MB, type Scene, sizes } from './scene';

type Part = Partial<Scene>;

/** The frame of a laboratory run: the level is made of times and bursts. */
export function lab(
  r: Random,
  plan: Plan,
  nature: Scene['nature'],
  level: (t: number[], base: number) => number[],
  part: Part = {},
  base = sizes(r).base,
): Scene {
  const t = every(interval(r), plan.duration);
  const clean = level(t, base);
  const recorder = beside(r, base);
  return { t, clean, bursts: plan.bursts, shown: true, nature, recorder, ...part };
}

/** glibc's arenas: each keeps its own high-water mark, and small blocks pin pages, less with each repeat. */
const arenas: Family = (r) => {
  const { base, move } = sizes(r);
  const level = (t: number[]) => {
    const need = inFlight(r, t, bursts, move, r.between(0.6, 1));
    const kept = highWater(r, need, { share: r.between(0.55, 0.92), creep: r.between(0, 0.12) });
    return sum(base, above(need, kept));
  };
  const { bursts, duration } = usual(r);
  return lab(r, { bursts, duration }, 'stair-step', level, {}, base);
};

/** The same heap with a top that is sometimes free at the end of a burst, and is then trimmed. */
const trimmed: Family = (r) => {
  const { base, move } = sizes(r);
  const plan = usual(r);
  const level = (t: number[]) => {
    const need = inFlight(r, t, plan.bursts, move);
    const kept = highWater(r, need, { share: r.between(0.6, 0.9), creep: 0.05, trim: r.between(0.15, 0.45) });
    return sum(base, above(need, kept));
  };
  return lab(r, plan, 'stair-step', level, {}, base);
};

/**
 * Bodies above 128 KiB are mapped by themselves and given back, until one that is freed raises the threshold for good:
 * from some burst on they come from the heap, which keeps them.
 */
const threshold: Family = (r) => {
  const { base, move } = sizes(r);
  const plan = usual(r);
  const from = plan.bursts[r.integer(1, 2)]?.from ?? 0;
  const level = (t: number[]) => {
    const need = inFlight(r, t, plan.bursts, move);
    const heap = need.map((x, i) => ((t[i] ?? 0) >= from ? x : 0.05 * x));
    const kept = highWater(r, heap, { share: r.between(0.6, 0.95), creep: r.between(0, 0.08) });
    return sum(base, above(need, kept));
  };
  return lab(r, plan, 'stair-step', level, {}, base);
};

/** The service keeps a buffer for each connection it ever had at once, in a pool without an end to idle ones. */
const pool: Family = (r) => {
  const { base, move } = sizes(r);
  const plan = r.chance(0.6) ? usual(r) : patient(r);
  const level = (t: number[]) => {
    const need = inFlight(r, t, plan.bursts, move);
    const kept = highWater(r, need, { share: r.between(0.85, 0.99) });
    const scratch = inFlight(r, t, plan.bursts, move * r.between(0.05, 0.6), 0.5);
    return sum(base, above(need, kept), scratch);
  };
  return lab(r, plan, 'stair-step', level, {}, base);
};

/** Bursts in no order: only one that beats all before it leaves a step. */
const records: Family = (r) => {
  const { base, move } = sizes(r);
  const plan = shuffled(r);
  const level = (t: number[]) => {
    const need = inFlight(r, t, plan.bursts, move, r.between(0.7, 1));
    return sum(base, above(need, highWater(r, need, { share: r.between(0.6, 0.97), creep: 0.04 })));
  };
  return lab(r, plan, 'stair-step', level, {}, base);
};

/** Bursts that are all alike: the first leaves most, the next ones the rest of what fragments. */
const alike: Family = (r) => {
  const { base, move } = sizes(r);
  const plan = r.chance(0.8) ? equal(r) : few(r);
  const level = (t: number[]) => {
    const need = inFlight(r, t, plan.bursts, move);
    const kept = highWater(r, need, { share: r.between(0.35, 0.7), creep: r.between(0.2, 0.8) });
    return sum(base, above(need, kept));
  };
  return lab(r, plan, 'stair-step', level, {}, base);
};

/** Huge pages: the heap grows and stays by whole blocks of 2 MB or many of them, and later bursts fit in. */
const hugePages: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const plan = usual(r);
  const block = 2 * MB * r.integer(1, Math.max(1, Math.round(move / (16 * MB))));
  const level = (t: number[]) => {
    const need = inFlight(r, t, plan.bursts, move, 0.8);
    const kept = highWater(r, need, { share: r.between(0.9, 1.1) });
    return sum(
      base,
      above(need, kept).map((x) => Math.ceil(x / block) * block),
    );
  };
  return lab(r, plan, 'stair-step', level, {}, base);
};

/** Half and half: large bodies decay in jemalloc, a library in C keeps its small ones in glibc's heap. */
const mixed: Family = (r) => {
  const { base, move } = sizes(r);
  const plan = patient(r);
  const level = (t: number[]) => {
    const body = inFlight(r, t, plan.bursts, move * r.between(0.2, 0.8));
    const small = inFlight(r, t, plan.bursts, move, 0.9);
    const kept = highWater(r, small, { share: r.between(0.6, 0.95), creep: 0.05 });
    return sum(base, decaying(t, body, 6, r.between(2, 8)), above(small, kept));
  };
  return lab(r, plan, 'stair-step', level, {}, base);
};

/** Stairs with a slope upon them: a heap with high-water marks, and a service that forgets some of each request. */
const stairsOnLeak: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const plan = usual(r);
  const total = plan.bursts.reduce((a, b) => a + b.requests, 0);
  const each = (move * r.between(0.5, 2)) / Math.max(1, total);
  const level = (t: number[]) => {
    const need = inFlight(r, t, plan.bursts, move);
    const kept = highWater(r, need, { share: r.between(0.5, 0.9) });
    return sum(
      base,
      above(need, kept),
      requestsBy(t, plan.bursts).map((n) => n * each),
    );
  };
  return lab(r, plan, 'leak', level, { stairs: true, leaks: each }, base);
};

/** A panic or a supervisor starts the service anew in the middle of the run: a new floor, and the stairs again. */
const restarted: Family = (r) => {
  const { base, move } = sizes(r);
  const plan = shuffled(r);
  const k = r.integer(3, 5);
  const at = (plan.bursts[k]?.from ?? 20) - r.between(2.5, 3.8);
  const level = (t: number[]) => {
    const need = inFlight(r, t, plan.bursts, move);
    const old = need.filter((_, i) => (t[i] ?? 0) < at);
    const share = r.between(0.6, 0.95);
    const kept = [
      ...highWater(r, old, { share }),
      ...highWater(r, need.slice(old.length), { share, creep: 0.05 }),
    ];
    const on = active(t, plan.bursts);
    const start = follow(
      t,
      t.map((x, i) => (x < at || (on[i] ?? 0) >= k || x > at + 0.6 ? base : base * 0.3)),
      0.2,
      0.05,
    );
    return sum(start, above(need, kept));
  };
  return lab(r, plan, 'stair-step', level, { restarts: [at] }, base);
};

export const LAB_STAIRS = {
  'glibc-arenas': arenas,
  'glibc-trimmed': trimmed,
  'mmap-threshold': threshold,
  'buffer-pool': pool,
  'shuffled-records': records,
  'equal-bursts': alike,
  'huge-pages': hugePages,
  'mixed-allocators': mixed,
  'stairs-on-leak': stairsOnLeak,
  'restarted-run': restarted,
} satisfies Record<string, Family>;
