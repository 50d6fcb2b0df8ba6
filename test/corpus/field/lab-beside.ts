/** Runs under a known load of which something else tells less: a job of the clock, a recorder without a core, a kill. */
import type { Random } from '../generator/random';
import { run, varied } from './lab-releases';
import { above, active, decaying, follow, highWater, inFlight, requestsBy, sum } from './memory';
import { cut, type Plan, usual } from './plans';
import { type Family, MB, type Scene, sizes } from './scene';

const all = ({ bursts }: Plan): number => bursts.reduce((a, b) => a + b.requests, 0);

/** A job by the clock, with no regard for the load: seconds of work, all of it given back. */
function cron(r: Random, t: number[], bytes: number): number[] {
  const [period, length, first] = [r.between(13, 50), r.between(0.8, 3), r.unit()];
  const on = t.map((x) => ((x / period + first) % 1) * period < length);
  const held = on.map((is) => (is ? bytes : 0));
  return follow(t, held, r.between(0.05, 0.4), r.between(0.05, 0.4));
}

const stairsBeside: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const plan = varied(r, { ramp: 1, tops: [3, 6], rest: [8, 50] });
  return run(r, plan, 'stair-step', base, (t) => {
    const need = inFlight(r, t, plan.bursts, move, r.between(0.6, 1));
    const kept = highWater(r, need, { share: r.between(0.6, 0.95), creep: 0.04 });
    return sum(base, above(need, kept), cron(r, t, move * r.between(0.1, 0.6)));
  });
};

/** A healthy service with the job alone: what moves is not the load. */
const cronAlone: Family = (r) => {
  const { base, move } = sizes(r, 0.15, 2);
  const plan = varied(r, { tops: [4, 8], rest: [8, 50] });
  return run(r, plan, 'ragged', base, (t) =>
    sum(base, cron(r, t, move), inFlight(r, t, plan.bursts, move * r.between(0.01, 0.1))),
  );
};

/** The recorder has no core of its own: while the load is on, most of its samples are missing. */
function starved(r: Random, scene: Scene): Scene {
  const on = active(scene.t, scene.bursts);
  const missing = r.between(0.6, 0.97);
  const seen = scene.t.map((_, i) => i < 2 || (on[i] ?? -1) < 0 || !r.chance(missing));
  return {
    ...scene,
    t: scene.t.filter((_, i) => seen[i]),
    clean: scene.clean.filter((_, i) => seen[i]),
    recorder: { ...scene.recorder, jitter: 0 },
  };
}

const starvedStairs: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const plan = usual(r);
  const scene = run(r, plan, 'stair-step', base, (t) => {
    const need = inFlight(r, t, plan.bursts, move, r.between(0.6, 1));
    return sum(base, above(need, highWater(r, need, { share: r.between(0.6, 0.95), creep: 0.06 })));
  });
  return starved(r, scene);
};

const starvedRagged: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const plan = varied(r, { tops: [4, 8], rest: [5, 40] });
  const scene = run(r, plan, 'ragged', base, (t) =>
    sum(base, decaying(t, inFlight(r, t, plan.bursts, move), 3, r.between(0.3, 3))),
  );
  return starved(r, scene);
};

/** A leak in a container with a limit: killed in a burst once or twice, started anew, and the same again. */
const killed: Family = (r) => {
  const { base, move } = sizes(r, 0.4, 3);
  const plan = varied(r, { ramp: 0, tops: [12, 18], burst: [5, 20], rest: [5, 20] });
  const each = (move * 2) / all(plan);
  const limit = all(plan) / r.between(1.5, 2.8);
  const cold = r.between(0.1, 0.5);
  const restarts: number[] = [];
  const held = (t: number[]) => {
    let [before, turn] = [0, 0];
    return requestsBy(t, plan.bursts).map((n, i) => {
      if (n - before > limit) {
        before = n;
        turn++;
        restarts.push(t[i] ?? 0);
      }
      return turn === 0 ? n : n - before;
    });
  };
  const scene = run(r, plan, 'leak', base, (t) => {
    const kept = held(t).map((n) => n * each);
    const start = t.map((x) => {
      const since = x - (restarts.findLast((at) => at <= x) ?? -1e6);
      return base * (1 - (1 - cold) * Math.exp(-since));
    });
    return sum(start, kept, inFlight(r, t, plan.bursts, (move / plan.bursts.length) * r.between(0.1, 1)));
  });
  return { ...scene, restarts };
};

/** A configuration is loaded in the middle of the run, and from then on nothing is forgotten any more. */
const ended: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const plan = varied(r, { ramp: 0, tops: [9, 13], burst: [5, 30], rest: [4, 30] });
  const leaking = plan.bursts.slice(0, r.integer(4, 6));
  const each = move / leaking.reduce((a, b) => a + b.requests, 0);
  return run(r, plan, 'bounded-cache', base, (t) =>
    sum(
      base,
      requestsBy(t, leaking).map((n) => n * each),
      inFlight(r, t, plan.bursts, move * r.between(0.02, 0.4)),
    ),
  );
};

/** The recorder loses its process while connections still go up, and the load goes on to its end, unseen. */
const lost: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const plan = usual(r);
  const k = r.integer(0, 2);
  const [now, next] = [plan.bursts[k]?.to ?? 10, plan.bursts[k + 1]?.from ?? 20];
  const seen = cut(plan, r.between(now + Math.min(1, 0.3 * (next - now)), next));
  const decidable = { known: true, unknown: false };
  const part = { profile: 'inconclusive', stairs: false, decidable, told: plan.bursts } as const;
  const level = (t: number[]) => {
    const need = inFlight(r, t, plan.bursts, move);
    return sum(base, above(need, highWater(r, need, { share: r.between(0.7, 0.95) })));
  };
  return run(r, seen, 'stair-step', base, level, { ...part, told: [...part.told] });
};

/** Gigabytes at rest, and steps of a twentieth or a tenth of them. */
const gigabytes: Family = (r) => {
  const base = r.between(1, 6) * 1024 * MB;
  const plan = varied(r, { ramp: 1, tops: [3, 6], burst: [5, 40], rest: [5, 40] });
  const steps = new Set(plan.bursts.map((b) => b.connections)).size;
  const move = base * steps * r.between(0.06, 0.12);
  return run(r, plan, 'stair-step', base, (t) => {
    const need = inFlight(r, t, plan.bursts, move);
    return sum(base, above(need, highWater(r, need, { share: r.between(0.8, 0.98), creep: 0.02 })));
  });
};

export const LAB_BESIDE = {
  'stairs-beside-cron': stairsBeside,
  'cron-alone': cronAlone,
  'stairs-of-starved-recorder': starvedStairs,
  'ragged-of-starved-recorder': starvedRagged,
  'leak-killed-in-run': killed,
  'leak-ended-by-config': ended,
  'recorder-lost': lost,
  'stairs-on-gigabytes': gigabytes,
} satisfies Record<string, Family>;
