/** Scrapes of production over hours to weeks: deploys, restarts, memory limits, batches by night, gaps. */
import { scrape } from './days';
import { hidden, unknown } from './hours';
import { above, decaying, highWater, inFlight, sum } from './memory';
import { DAY, every, type Family, HOUR, sizes } from './scene';

/** A task that leaks by the clock, for days, under a steady load. */
const clockLeak: Family = (r) => {
  const { base, move } = sizes(r, 0.03, 2);
  const duration = r.scale(6, 200) * HOUR;
  const level = (t: number[]) => t.map((x) => base + (move * x) / duration);
  return unknown(r, duration, 'leak', level, { step: scrape(r, duration), base });
};

/**
 * Labels of metrics with ids in them: each new user adds a series, the known ones add none; it slows, and goes on.
 * Where it slows as much as a cache that fills, it is not told.
 */
const labels: Family = (r) => {
  const { base, move } = sizes(r, 0.15, 2);
  const duration = r.scale(1, 14) * DAY;
  const bend = r.between(0.55, 0.95);
  const level = (t: number[]) => t.map((x) => base + move * (x / duration) ** bend);
  const told = bend >= 0.7 ? {} : { decidable: { known: false, unknown: false } };
  return unknown(r, duration, 'leak', level, { step: scrape(r, duration), base, ...told });
};

/**
 * A leak into a memory limit: killed, not to be scraped for a moment, started anew from below the baseline, and up again.
 * A collector's sawtooth looks alike: told where there are four restarts at most, hours apart, each with a start to see.
 */
const limit: Family = (r) => {
  const { base } = sizes(r);
  const duration = r.scale(12, 240) * HOUR;
  const most = base * r.between(1.5, 4);
  const pace = (most - base) / (duration / r.between(1.6, 7));
  const step = scrape(r, duration);
  const cold = r.between(0.3, 0.95);
  const warm = step * r.between(1, 6);
  const restarts: number[] = [];
  let x = base + (most - base) * r.between(0, 0.3);
  const level = every(step, duration).map((t) => {
    x += pace * step * r.between(0.5, 1.5);
    if (x >= most) {
      restarts.push(t);
      x = base * r.between(0.97, 1.03);
    }
    return x - base * (1 - cold) * Math.exp((-0.5 * step - t + (restarts.at(-1) ?? -DAY)) / warm);
  });
  const part = { step, base, restarts };
  const told =
    restarts.length >= 1 &&
    restarts.length <= 4 &&
    cold <= 0.75 &&
    duration / (restarts.length + 1) > 2 * HOUR;
  const no = { known: false, unknown: false };
  return unknown(r, duration, 'leak', () => level, told ? part : { ...part, decidable: no });
};

/** Deploys: a healthy service begins anew, warms up for some minutes, and is level until the next. */
const deploys: Family = (r) => {
  const { base } = sizes(r);
  const duration = r.scale(12, 240) * HOUR;
  const count = r.integer(1, 6);
  const restarts = Array.from(
    { length: count },
    (_, i) => (duration * (i + r.between(0.3, 1))) / (count + 0.5),
  );
  const warm = r.between(30, 400);
  const cold = r.between(0.3, 0.8);
  const level = (t: number[]) =>
    t.map((x) => {
      const since = x - (restarts.findLast((at) => at <= x) ?? -DAY);
      return base * (1 - (1 - cold) * Math.exp(-since / warm));
    });
  return unknown(r, duration, 'flat', level, { step: scrape(r, duration), base, restarts });
};

/** A batch by night, in flight for an hour or so and given back. */
const nightly: Family = (r) => {
  const { base, move } = sizes(r, 0.2, 4);
  const nights = r.integer(2, 12);
  const duration = nights * DAY;
  const bursts = hidden(r, duration, nights, () => r.between(40, 64), r.between(0.02, 0.15));
  const level = (t: number[]) => sum(base, decaying(t, inFlight(r, t, bursts, move), 5, r.between(10, 900)));
  return unknown(r, duration, 'ragged', level, { step: scrape(r, duration), base, bursts });
};

/** The same in glibc: a night with more rows than any before leaves the heap larger, all day long. */
const nightlyKept: Family = (r) => {
  const { base, move } = sizes(r, 0.3, 4);
  const nights = r.integer(4, 14);
  const grows = r.chance(0.6);
  const duration = nights * DAY;
  const bursts = hidden(
    r,
    duration,
    nights,
    (i) => r.scale(20, 100) * (grows ? i + 1 : 1),
    r.between(0.03, 0.2),
  );
  const level = (t: number[]) => {
    const need = inFlight(r, t, bursts, move);
    return sum(base, above(need, highWater(r, need, { share: r.between(0.65, 1), creep: 0.03 })));
  };
  return unknown(r, duration, 'stair-step', level, { step: scrape(r, duration), base, bursts });
};

/** A cache with a cap and no end of keys: it fills for hours or days, and is level from then on. */
const filling: Family = (r) => {
  const { base, move } = sizes(r, 0.2, 4);
  const duration = r.scale(8, 200) * HOUR;
  const full = duration * r.between(0.1, 0.5);
  const soft = r.between(0, 0.9);
  const level = (t: number[]) =>
    t.map((x) => {
      const hard = Math.min(1, x / full);
      const slow = 1 - Math.exp((-2.5 * x) / full);
      return base + move * (soft * slow + (1 - soft) * hard);
    });
  return unknown(r, duration, 'bounded-cache', level, { step: scrape(r, duration), base });
};

/** A store in the process: memtables fill and are flushed, compactions take more for minutes and give it back. */
const compactions: Family = (r) => {
  const { base, move } = sizes(r, 0.15, 2);
  const duration = r.scale(4, 48) * HOUR;
  const merges = hidden(r, duration, r.integer(3, 20), () => r.between(20, 64), 0.25);
  const flush = duration / r.between(12, 80);
  const level = (t: number[]) =>
    sum(
      base,
      t.map((x) => 0.25 * move * ((x / flush) % 1)),
      decaying(t, inFlight(r, t, merges, move), 5, r.between(5, 120)),
    );
  return unknown(r, duration, 'ragged', level, { step: scrape(r, duration), base });
};

export const WEEKS = {
  'clock-leak': clockLeak,
  'metric-labels': labels,
  'memory-limit': limit,
  deploys,
  'nightly-batch': nightly,
  'nightly-kept': nightlyKept,
  'filling-cache': filling,
  compactions,
} satisfies Record<string, Family>;
