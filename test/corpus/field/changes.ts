/** Services without a load in which something changes: tables reloaded, versions, a feature switched on, floods. */
import type { TrueBurst } from '../generator/labelled';
import type { Random } from '../generator/random';
import { scrape } from './days';
import { hidden, unknown } from './hours';
import { above, decaying, follow, highWater, inFlight, sum, traffic, wobble } from './memory';
import { DAY, type Family, HOUR, MINUTE, sizes } from './scene';

/** A table read anew by the clock: both are held while the new one is built, then the old one goes; sizes differ a little. */
const reloads: Family = (r) => {
  const { base, move } = sizes(r, 0.15, 1.5);
  const period = r.scale(2, 60) * MINUTE;
  const turns = r.integer(8, 60);
  const builds = r.between(0.03, 0.3);
  const uneven = r.between(0, 0.02);
  const table = Array.from({ length: turns + 3 }, () => move * (1 + uneven * r.normal()));
  return unknown(
    r,
    turns * period,
    'ragged',
    (t) => {
      const held = t.map((x) => {
        const k = Math.floor(x / period + 0.4);
        const part = x / period + 0.4 - k;
        const building = part < builds ? ((table[k + 1] ?? move) * part) / builds : 0;
        return base + building + (table[part < builds ? k : k + 1] ?? move);
      });
      return follow(t, held, 1, 5);
    },
    { step: Math.max(1, period / r.scale(15, 120)), base },
  );
};

/** Each version has a level of its own; a deploy begins from far below it, and nothing else moves. Told where that is to be seen. */
const versions: Family = (r) => {
  const { base } = sizes(r);
  const duration = r.scale(20, 400) * HOUR;
  const count = r.integer(1, 4);
  const restarts = Array.from(
    { length: count },
    (_, i) => (duration * (i + r.between(0.4, 1))) / (count + 0.6),
  );
  const own = Array.from({ length: count + 1 }, () => base * r.between(0.75, 1.3));
  const step = scrape(r, duration);
  const [cold, warm] = [r.between(0.2, 0.5), Math.min(500, step * r.between(1.5, 5))];
  const hum = r.between(0, 0.012);
  // where the first sample of a process is not plainly below the one before, nobody sees a restart
  const first = 1 - (1 - cold) * Math.exp((-1.5 * step) / warm);
  const told = own.every((level, k) => k === 0 || level * first <= 0.85 * (own[k - 1] ?? level));
  const no = { known: false, unknown: false };
  return unknown(
    r,
    duration,
    'flat',
    (t) => {
      const load = traffic(r, t, DAY);
      return t.map((x, i) => {
        const k = restarts.filter((at) => at <= x).length;
        const since = x - (restarts[k - 1] ?? -DAY);
        const here = (own[k] ?? base) * (1 + hum * (load[i] ?? 0));
        return here * (1 - (1 - cold) * Math.exp(-(since + step / 2) / warm));
      });
    },
    { step, base, restarts, ...(told ? {} : { decidable: no }) },
  );
};

/** Jobs at any time that take up to thrice what the whole time leaks, and give it back: only the floor tells. */
const belowJobs: Family = (r) => {
  const { base, move } = sizes(r, 0.25, 2);
  const duration = r.scale(2, 60) * HOUR;
  const jobs = hidden(r, duration, r.integer(30, 90), () => r.scale(5, 100), 0.5);
  const high = r.between(0.5, 3);
  return unknown(
    r,
    duration,
    'leak',
    (t) =>
      sum(
        base,
        t.map((x) => (move * x) / duration),
        decaying(t, inFlight(r, t, jobs, high * move), 5, r.between(5, 60)),
      ),
    { step: duration / r.scale(600, 4000), base },
  );
};

/** A feature is switched on without a deploy: level for a third of the time, and from then on a line that goes up. */
const lateOnset: Family = (r) => {
  const { base, move } = sizes(r, 0.25, 3);
  const duration = r.scale(4, 200) * HOUR;
  const onset = duration * r.between(0.2, 0.45);
  const hum = base * r.scale(0.002, 0.02);
  return unknown(
    r,
    duration,
    'leak',
    (t) => {
      const moves = follow(
        t,
        wobble(r, t.length, 0.3).map((x) => x * hum),
        duration / 300,
        duration / 300,
      );
      return t.map((x, i) => base + (moves[i] ?? 0) + (move * Math.max(0, x - onset)) / (duration - onset));
    },
    { step: duration / r.scale(400, 3000), base, onset },
  );
};

/** A queue's worker: mostly small messages, and a few floods, the third the largest; what they left is used again. */
function floods(r: Random, duration: number): TrueBurst[] {
  const set = [r.between(30, 50), r.between(52, 60), 100, 90, 95, 60, 98].map((x) => x * r.between(0.97, 1));
  return hidden(r, duration, set.length, (i) => set[i] ?? 50, 0.15);
}

const worker: Family = (r) => {
  const { base, move } = sizes(r, 0.4, 3);
  const duration = r.scale(1, 30) * HOUR;
  const bursts = floods(r, duration);
  const small = hidden(r, duration, r.integer(20, 60), () => r.between(2, 10), 0.5);
  return unknown(
    r,
    duration,
    'stair-step',
    (t) => {
      const need = inFlight(r, t, bursts, move);
      const hum = inFlight(r, t, small, move * r.between(0.01, 0.08));
      return sum(base, above(need, highWater(r, need, { share: r.between(0.6, 0.95) })), hum);
    },
    { step: duration / r.scale(500, 4000), base, bursts },
  );
};

export const CHANGES = {
  'table-reloads': reloads,
  versions,
  'leak-below-jobs': belowJobs,
  'leak-switched-on': lateOnset,
  'flooded-worker': worker,
} satisfies Record<string, Family>;
