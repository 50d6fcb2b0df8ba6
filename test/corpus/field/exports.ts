/** Exports from a dashboard that were thinned to the maximum or the average of a bucket, over days to weeks. */
import type { TrueBurst } from '../generator/labelled';
import { bucketed, most, office, WEEK } from './buckets';
import { above, follow, highWater, inFlight, sum, traffic, wobble } from './memory';
import { DAY, type Family, HOUR, MINUTE, sizes } from './scene';

/** Large queries of seconds, most at noon and few by night, exported as the maximum of each bucket: a ragged upper edge. */
const peaks: Family = (r) => {
  const { base, move } = sizes(r, 0.2, 3);
  const busy = r.scale(0.02, 0.3);
  return bucketed(
    r,
    r.scale(2, 14) * DAY,
    'ragged',
    base,
    (t) => {
      const load = traffic(r, t, DAY);
      return load.map((x) => base + (r.chance(busy * x) ? move * r.scale(0.1, 1) : 0) + 0.1 * move * x);
    },
    { by: most, cycle: DAY },
  );
};

/** A leak into a memory limit, read as averages: the kill lies within a bucket, and neither end of the fall is seen. */
const killed: Family = (r) => {
  const { base } = sizes(r);
  const duration = r.scale(20, 400) * HOUR;
  const limit = base * r.between(1.4, 3.5);
  const turns = r.between(1.5, 5);
  const cold = r.between(0.3, 0.9);
  const warm = duration * r.scale(0.0005, 0.006);
  const first = r.between(0, 0.6);
  const restarts: number[] = [];
  for (let at = (1 - first) / turns; at < 0.97; at += r.between(0.93, 1.07) / turns) {
    restarts.push(at * duration);
  }
  // one bucket mixes both processes
  const scene = bucketed(r, duration, 'leak', base, (t) =>
    t.map((x) => {
      const begun = restarts.findLast((at) => at <= x);
      const since = begun === undefined ? x + (first * duration) / turns : x - begun;
      const start = begun === undefined ? 1 : 1 - (1 - cold) * Math.exp(-since / warm);
      return base * start + ((limit - base) * since * turns) / duration;
    }),
  );
  const step = (scene.t[1] ?? 1) - (scene.t[0] ?? 0);
  const marks = restarts.map((at) => step * Math.floor(at / step));
  const told = restarts.length >= 1 && restarts.length <= 4 && duration / turns > 2 * HOUR;
  // without a start below its baseline it may as well be a collector
  const seen = told && cold <= 0.6 && warm >= step;
  const decidable = { known: false, unknown: false };
  return { ...scene, restarts: marks, ...(seen ? {} : { decidable }) };
};

/** A leak by request of a service that is used at work: five steps a week, and level at the weekend. */
const workdayLeak: Family = (r) => {
  const { base, move } = sizes(r, 0.2, 3);
  const first = r.integer(0, 6);
  return bucketed(
    r,
    r.between(3.5, 7) * WEEK,
    'leak',
    base,
    (t) => {
      const load = office(r, t, first);
      const all = load.reduce((a, x) => a + x, 0);
      let came = 0;
      const wave = move * r.between(0, 0.15);
      return load.map((x) => {
        came += x;
        return base + (move * came) / all + wave * x;
      });
    },
    { cycle: WEEK },
  );
};

/** Sessions of people at work, for two to five weeks: two days in seven there is nobody. */
const workdays: Family = (r) => {
  const { base, move } = sizes(r, 0.2, 3);
  const [first, live] = [r.integer(0, 6), r.scale(0.2, 2) * HOUR];
  return bucketed(
    r,
    r.between(2, 5) * WEEK,
    'ragged',
    base,
    (t) => {
      const open = office(r, t, first).map((x) => x * move);
      return sum(base, follow(t, open, live / 3, live));
    },
    { cycle: WEEK },
  );
};

/** The page cache of a container counted as its memory: files are read until the limit, and then old pages go for new ones. */
const pageCache: Family = (r) => {
  const { base, move } = sizes(r, 0.4, 4);
  const duration = r.scale(10, 300) * HOUR;
  const full = duration * r.between(0.12, 0.5);
  const tooth = r.between(0.002, 0.03) * move;
  return bucketed(r, duration, 'bounded-cache', base, (t) => {
    const pace = wobble(r, t.length, 0.3);
    let pages = 0;
    const cached = t.map((x, i) => {
      pages += ((x - (t[i - 1] ?? x)) / full) * move * (pace[i] ?? 1);
      if (pages > move) pages -= tooth * r.between(0.5, 1.5);
      return Math.min(pages, move);
    });
    return sum(base, cached);
  });
};

/** A report a week, some larger than all before, in a heap that keeps its record; days and nights hardly show. */
const reports: Family = (r) => {
  const { base, move } = sizes(r, 0.3, 4);
  const weeks = r.integer(6, 16);
  const at = r.between(0.2, 0.8) * WEEK;
  const bursts: TrueBurst[] = Array.from({ length: weeks }, (_, i) => {
    const from = i * WEEK + at;
    return {
      from,
      to: from + r.between(4, 10) * HOUR,
      connections: Math.round(r.scale(10, 100)),
      requests: 1,
    };
  });
  const hum = Math.min(move, base) * r.pick([0, 0.02, 0.05]);
  return bucketed(
    r,
    weeks * WEEK,
    'stair-step',
    base,
    (t) => {
      const need = follow(t, inFlight(r, t, bursts, move), HOUR / 3, HOUR / 3);
      const wave = traffic(r, t, DAY).map((x) => x * hum);
      return sum(base, wave, above(need, highWater(r, need, { share: r.between(0.7, 1), creep: 0.02 })));
    },
    { bursts },
  );
};

/** The largest of all pods, through rolling deploys: a new one is below the others, and they are all alike. */
const largestPod: Family = (r) => {
  const { base } = sizes(r);
  const pods = r.integer(2, 8);
  const duration = r.scale(1, 21) * DAY;
  const deploys = Array.from({ length: r.integer(2, 12) }, () => r.between(0.05, 0.95) * duration);
  const own = Array.from({ length: pods }, () => r.between(0.985, 1));
  const warm = r.between(1, 30) * MINUTE;
  const waits = r.between(1, 5) * MINUTE;
  return bucketed(r, duration, 'flat', base, (t) => {
    const each = own.map((size, p) => {
      const begun = deploys.map((at) => at + p * (waits + warm)).sort((a, b) => a - b);
      return t.map((x) => {
        const since = x - (begun.findLast((at) => at <= x) ?? -DAY);
        return base * size * (1 - 0.5 * Math.exp(-since / warm));
      });
    });
    return each.reduce((a, b) => above(a, b));
  });
};

export const EXPORTS = {
  'peaks-by-bucket': peaks,
  'killed-in-averages': killed,
  'workday-leak': workdayLeak,
  'workday-sessions': workdays,
  'page-cache-counted': pageCache,
  'weekly-report': reports,
  'largest-pod': largestPod,
} satisfies Record<string, Family>;
