/** Exports of production at 10 to 60 s: jobs by the hour, deploys, replicas, and leaks below the waves of the day. */
import type { TrueBurst } from '../generator/labelled';
import type { Random } from '../generator/random';
import { scrape } from './days';
import { hidden, unknown } from './hours';
import { above, follow, highWater, inFlight, sum, traffic } from './memory';
import { DAY, type Family, HOUR, MINUTE, sizes } from './scene';

/** A job each hour, on the minute, for some minutes. */
function hourly(r: Random, hours: number, sizeOf: (i: number) => number): TrueBurst[] {
  const minute = r.integer(0, 20) * MINUTE;
  return Array.from({ length: hours }, (_, i) => {
    const from = i * HOUR + minute + r.between(5, 40);
    return { from, to: from + r.between(3, 15) * MINUTE, connections: sizeOf(i), requests: 1000 };
  });
}

/** A job by the hour with more rows now and then than ever before: the heap keeps its record, below a wave of the day. */
const hourlyJob: Family = (r) => {
  const { base, move } = sizes(r, 0.4, 4);
  const hours = r.integer(10, 48);
  const bursts = hourly(r, hours, () => r.scale(8, 100));
  const duration = hours * HOUR;
  const swing = Math.min(move, base) * r.pick([0, 0.02, 0.05]);
  const part = { step: scrape(r, duration), base, bursts };
  return unknown(
    r,
    duration,
    'stair-step',
    (t) => {
      const need = inFlight(r, t, bursts, move);
      const wave = traffic(r, t, DAY).map((x) => x * swing);
      return sum(base, wave, above(need, highWater(r, need, { share: r.between(0.7, 1), creep: 0.02 })));
    },
    part,
  );
};

/** The same heap over some deploys, each of which begins it anew; the last process lives for half of the time. */
const deployedStairs: Family = (r) => {
  const { base, move } = sizes(r, 0.4, 3);
  const duration = r.scale(12, 150) * HOUR;
  const bursts = hidden(r, duration, r.integer(12, 24), () => r.scale(10, 100), 0.3);
  const places = [
    ...new Set(Array.from({ length: r.integer(1, 3) }, () => r.integer(2, bursts.length >> 1))),
  ];
  const restarts = places.sort((a, b) => a - b).map((k) => (bursts[k]?.from ?? 0) - 0.01 * duration);
  const cold = r.between(0.3, 0.8);
  const share = r.between(0.7, 1);
  return unknown(
    r,
    duration,
    'stair-step',
    (t) => {
      const need = inFlight(r, t, bursts, move);
      const process = t.map((x) => restarts.filter((at) => at <= x).length);
      const kept = [0, ...restarts].flatMap((_, p) =>
        highWater(
          r,
          need.filter((_, i) => process[i] === p),
          { share },
        ),
      );
      const start = t.map((x) => {
        const since = x - (restarts.findLast((at) => at <= x) ?? -DAY);
        return base * (1 - (1 - cold) * Math.exp(-since / 60));
      });
      return sum(start, above(need, kept));
    },
    { step: scrape(r, duration), base, bursts, restarts },
  );
};

/** A job by the hour that forgets as much each time: equal steps, two dozen and more, and no end of them. */
const hourlyLeak: Family = (r) => {
  const { base, move } = sizes(r, 0.3, 3);
  const hours = r.integer(24, 72);
  const bursts = hourly(r, hours, () => 10);
  const duration = hours * HOUR;
  const part = { step: scrape(r, duration), base };
  return unknown(
    r,
    duration,
    'leak',
    (t) => {
      let done = 0;
      const kept = t.map((x) => {
        while (x > (bursts[done]?.to ?? Number.POSITIVE_INFINITY)) done++;
        const b = bursts[done];
        const now = b && x > b.from ? (x - b.from) / (b.to - b.from) : 0;
        return ((done + now) / hours) * move;
      });
      return sum(base, kept, inFlight(r, t, bursts, move * r.between(0, 0.1)));
    },
    part,
  );
};

/** Level until a deploy brings a leak, which goes on to the end for more than half of the time. */
const badDeploy: Family = (r) => {
  const { base, move } = sizes(r, 0.2, 3);
  const duration = r.scale(12, 200) * HOUR;
  const at = duration * r.between(0.15, 0.4);
  const uneven = r.between(0, 0.3);
  return unknown(
    r,
    duration,
    'leak',
    (t) => {
      const load = traffic(r, t, DAY);
      const start = t.map((x) => base * (x < at ? 1 : 1 - 0.5 * Math.exp((at - x) / 120)));
      const leaked = t.map((x) => move * Math.max(0, (x - at) / (duration - at)));
      return sum(
        start,
        leaked,
        load.map((x) => x * move * 0.1 * uneven),
      );
    },
    { step: scrape(r, duration), base, restarts: [at] },
  );
};

/** A leak by the clock below a wave of the day that is as large as what a week leaks: only the nights tell. */
const underWave: Family = (r) => {
  const { base, move } = sizes(r, 0.3, 3);
  const duration = r.scale(5, 14) * DAY;
  const wave = move * r.between(0.4, 1.5);
  return unknown(
    r,
    duration,
    'leak',
    (t) => {
      const load = follow(t, traffic(r, t, DAY), 600, 1200);
      return sum(
        base,
        load.map((x) => x * wave),
        t.map((x) => (move * x) / duration),
      );
    },
    { step: scrape(r, duration), base, cycle: DAY },
  );
};

/** The sum over all replicas, which come and go one by one with the day: each of them is level. */
const replicas: Family = (r) => {
  const { base } = sizes(r);
  const duration = r.scale(2, 7) * DAY;
  const most = r.integer(4, 12);
  const patience = r.between(5, 30) * MINUTE;
  const level = (t: number[]) => {
    const load = traffic(r, t, DAY);
    let count = 1;
    let calm = 0;
    const running = t.map((x, i) => {
      const wanted = Math.max(1, Math.ceil((load[i] ?? 0) * most));
      if (wanted >= count) calm = x;
      if (wanted > count) count = wanted;
      else if (x - calm > patience) [count, calm] = [count - 1, x];
      return count * base;
    });
    return follow(t, running, r.between(5, 90), 1);
  };
  return unknown(r, duration, 'ragged', level, { step: scrape(r, duration), base, cycle: DAY });
};

/** A cache with a cap that each deploy empties: every process fills it again to the same height and is level. */
const refilled: Family = (r) => {
  const { base, move } = sizes(r, 0.3, 3);
  const count = r.integer(2, 5);
  const duration = count * r.scale(6, 40) * HOUR;
  const restarts = Array.from(
    { length: count - 1 },
    (_, i) => (duration * (i + r.between(0.9, 1.1))) / count,
  );
  const full = (duration / count) * r.between(0.15, 0.4);
  const step = scrape(r, duration);
  const warm = 60 + step * r.between(1, 4);
  return unknown(
    r,
    duration,
    'bounded-cache',
    (t) =>
      t.map((x) => {
        const since = x - (restarts.findLast((at) => at <= x) ?? 0);
        return base * (1 - 0.4 * Math.exp(-since / warm)) + move * Math.min(1, since / full);
      }),
    { step, base, restarts },
  );
};

export const FLEET = {
  'hourly-job': hourlyJob,
  'deployed-stairs': deployedStairs,
  'hourly-leak': hourlyLeak,
  'bad-deploy': badDeploy,
  'leak-under-wave': underWave,
  replicas,
  'refilled-cache': refilled,
} satisfies Record<string, Family>;
