/** Scrapes of services by day and night, for days to weeks. */
import type { TrueBurst } from '../generator/labelled';
import type { Random } from '../generator/random';
import { unknown } from './hours';
import { above, follow, highWater, sum, traffic } from './memory';
import { DAY, every, type Family, HOUR, type Scene, sizes } from './scene';

/** Scrapes at 10 to 60 s, or thinned by whoever exported them, and no more than 9000. */
export const scrape = (r: Random, duration: number): number => {
  const step = r.pick([10, 15, 30, 60]);
  return step * Math.ceil(duration / step / r.between(3000, 9000));
};

/** A night's trough to the next: what a day leaves behind. The last day is not over. */
function days(t: number[], load: number[]): { bursts: TrueBurst[]; open: number } {
  const smooth = follow(t, load, HOUR / 2, HOUR / 2);
  const over = t.at(-1) ?? 0;
  const troughs: number[] = [];
  for (let d = 0; (d + 1) * DAY <= over; d++) {
    const [from, to] = [t.findIndex((x) => x >= d * DAY), t.findIndex((x) => x >= (d + 1) * DAY)];
    const part = smooth.slice(from, to);
    troughs.push(t[from + part.indexOf(Math.min(...part))] ?? 0);
  }
  const bursts = troughs.map((from, i) => {
    const next = troughs[i + 1];
    const to = next === undefined ? over - 0.05 * DAY : Math.max(from + 0.1 * DAY, next - 0.3 * DAY);
    return { from: from + 0.05 * DAY, to, connections: 1, requests: 1 };
  });
  return { bursts: bursts.filter((b) => b.to > b.from), open: troughs.at(-1) ?? over };
}

type Level = (r: Random, t: number[], load: number[], sizes: { base: number; move: number }) => number[];

/** A service by day and night. */
function daily(
  r: Random,
  nature: Scene['nature'],
  size: { base: number; move: number },
  level: Level,
  {
    from = 2,
    to = 14,
    marks = false,
    ...part
  }: Partial<Scene> & { from?: number; to?: number; marks?: boolean } = {},
): Scene {
  const duration = r.scale(from, to) * DAY;
  const step = scrape(r, duration);
  const t = every(step, duration);
  const load = traffic(r, t, DAY);
  const clean = level(r, t, load, size);
  const read = marks ? days(t, load) : {};
  return unknown(r, duration, nature, () => clean, { step, base: size.base, ...read, cycle: DAY, ...part });
}

/** Memory by the hour of the day: what is in flight, with an allocator that gives back. */
const diurnal: Family = (r) =>
  daily(r, 'ragged', sizes(r, 0.15, 3), (random, t, load, { base, move }) => {
    const need = follow(
      t,
      load.map((x) => x * move),
      60,
      random.between(60, 1800),
    );
    return sum(base, need);
  });

/** Days that are busier than all before lift the heap's high-water mark; nights do not lower it. */
const busyDays: Family = (r) =>
  daily(
    r,
    'stair-step',
    sizes(r, 0.3, 4),
    (random, t, load, { base, move }) => {
      const trend = random.chance(0.7);
      const days = Array.from({ length: 40 }, (_, d) => random.scale(0.35, 1) * (trend ? (d + 1) ** 0.6 : 1));
      const busy = load.map((x, i) => {
        const at = (t[i] ?? 0) / DAY;
        const [a, b] = [days[Math.floor(at)] ?? 1, days[Math.floor(at) + 1] ?? 1];
        return x * (a + (b - a) * (at % 1));
      });
      const need = busy.map((x) => x * move);
      return sum(base, above(need, highWater(random, need, { share: random.between(0.8, 1) })));
    },
    { from: 4, marks: true },
  );

/** A leak by the request, read across days: steep at noon, slow at night, never down. */
const dailyLeak: Family = (r) =>
  daily(
    r,
    'leak',
    sizes(r, 0.15, 4),
    (_random, _t, load, { base, move }) => {
      const all = load.reduce((a, x) => a + x, 0);
      let so = 0;
      const kept = load.map((x) => {
        so += x;
        return (so / all) * move;
      });
      return sum(
        base,
        kept,
        load.map((x) => x * move * 0.05),
      );
    },
    { from: 3.5 },
  );

/** A cache with a time to live: it holds what the last hours asked for, and follows the day after its first hours. */
const ttl: Family = (r) =>
  daily(r, 'ragged', sizes(r, 0.2, 3), (random, t, load, { base, move }) => {
    const live = random.scale(0.3, 4) * HOUR;
    const held = follow(
      t,
      load.map((x, i) => (i === 0 ? 0 : x * move)),
      live,
      live,
    );
    return sum(base, held);
  });

/** A service that does its work in what it has: level for days, with the rounding and the gaps of the scraper. */
const quietWeek: Family = (r) =>
  daily(
    r,
    'flat',
    sizes(r),
    (random, _t, load, { base }) => {
      const moves = random.pick([0.002, 0.01, 0.02]);
      return load.map((x) => base * (1 + x * moves));
    },
    {
      from: 0.3,
    },
  );

export const DAYS = {
  diurnal,
  'busy-days': busyDays,
  'daily-leak': dailyLeak,
  'ttl-cache': ttl,
  'quiet-week': quietWeek,
} satisfies Record<string, Family>;
