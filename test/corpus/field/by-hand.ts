/** Services profiled by hand, for 2 to 30 minutes at 1 to 5 s: somebody clicked, imported, waited, and wrote no load down. */
import type { TrueBurst } from '../generator/labelled';
import type { Random } from '../generator/random';
import { unknown } from './hours';
import { decaying, follow, inFlight, sum, wobble } from './memory';
import { type Family, MB, MINUTE, type Scene, sizes } from './scene';

function byHand(
  r: Random,
  nature: Scene['nature'],
  base: number,
  level: (t: number[], duration: number) => number[],
  { least = 2, ...part }: Partial<Scene> & { least?: number } = {},
): Scene {
  const duration = r.scale(least, 30) * MINUTE;
  const step = Math.min(r.pick([1, 1, 2, 5]), duration / 120);
  return unknown(r, duration, nature, (t) => level(t, duration), { step, base, ...part });
}

/** Places in time, in order, with chance between them. */
const places = (r: Random, count: number, from: number, to: number): number[] =>
  Array.from({ length: count }, (_, i) => from + ((to - from) * (i + r.between(0.1, 0.9))) / count);

/** Pages of an application clicked through: each request takes what it takes, for a second or ten, and gives it back. */
const clicks: Family = (r) => {
  const { base, move } = sizes(r, 0.15);
  const [lives, decay] = [r.between(1, 10), r.between(0.5, 8)];
  const count = r.integer(8, 40);
  return byHand(r, 'ragged', base, (t, duration) => {
    const bursts: TrueBurst[] = places(r, count, 0.03 * duration, 0.9 * duration).map((from) => ({
      from,
      to: from + Math.min(lives * r.between(0.4, 1.6), (0.1 * duration) / count),
      connections: Math.round(r.scale(10, 100)),
      requests: 1,
    }));
    return sum(base, decaying(t, inFlight(r, t, bursts, move), 3, decay));
  });
};

/** The same operation again and again, by hand or by a loop with a sleep: each time as much is forgotten as the last time. */
const sameClick: Family = (r) => {
  const { base, move } = sizes(r, 0.2, 3);
  const count = r.integer(14, 60);
  const peak = r.between(0, 3);
  return byHand(
    r,
    'leak',
    base,
    (t, duration) => {
      const at = places(r, count, 0.01 * duration, 0.99 * duration);
      const each = move / count;
      let k = 0;
      const aim = t.map((x) => {
        while (k < at.length && (at[k] ?? x) <= x) k++;
        return k * each;
      });
      const busy = t.map((x) => (at.some((a) => x >= a && x < a + 1.5) ? peak * each : 0));
      return sum(base, follow(t, aim, 0.4, 1), busy);
    },
    { least: 4 },
  );
};

/** Imports: rows gathered in memory line by line for minutes, written, and dropped whole; two to five of them. */
const imports: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const count = r.integer(2, 5);
  return byHand(r, 'ragged', base, (t, duration) => {
    const from = places(r, count, 0, 0.85 * duration);
    const jobs = from.map((at, i) => {
      const until = (from[i + 1] ?? duration) - at;
      return { at, to: at + until * r.between(0.3, 0.7), bytes: move * r.scale(0.4, 1) };
    });
    const moves = wobble(r, t.length, 0.005);
    const held = t.map((x, i) =>
      jobs.reduce(
        (a, j) => (x < j.at || x > j.to ? a : a + ((j.bytes * (x - j.at)) / (j.to - j.at)) * (moves[i] ?? 1)),
        0,
      ),
    );
    return sum(base, follow(t, held, 0.5, r.between(0.3, 3)));
  });
};

/** RocksDB under a steady load: the block cache fills up to its cap, with memtables that fill and are flushed upon it. */
const rocks: Family = (r) => {
  const { base, move } = sizes(r, 0.4, 3);
  const full = r.between(0.15, 0.45);
  const [table, turns] = [r.scale(0.02, 0.12) * move, r.between(10, 60)];
  const soft = r.between(0, 0.6);
  return byHand(
    r,
    'bounded-cache',
    base,
    (t, duration) =>
      t.map((x) => {
        const share = x / (full * duration);
        const filled = (1 - soft) * Math.min(1, share) + soft * (1 - Math.exp(-3 * share));
        return base + move * filled + table * (((x / duration) * turns) % 1);
      }),
    { least: 5 },
  );
};

/** A log writer behind a bounded channel, and a disk that stalls: lines wait, up to the channel's length, and are written. */
const stalls: Family = (r) => {
  const { base, move } = sizes(r, 0.15, 2);
  const count = r.integer(3, 7);
  const [up, down] = [r.between(0.15, 0.6), r.between(0.02, 0.15)];
  return byHand(
    r,
    'ragged',
    base,
    (t, duration) => {
      const slot = (0.9 * duration) / count;
      const stalled = Array.from({ length: count }, (_, i) => {
        const at = 0.03 * duration + slot * (i + r.between(0, 0.3));
        return { at, to: at + slot * r.between(0.2, 0.45) };
      });
      let waiting = 0;
      const lines = t.map((x, i) => {
        const dt = x - (t[i - 1] ?? x);
        const off = stalled.some((s) => x >= s.at && x < s.to);
        waiting += off ? (dt / (up * 0.4 * slot)) * move : (-dt / (down * slot)) * move;
        waiting = Math.min(move, Math.max(0, waiting));
        return waiting;
      });
      return sum(base, lines);
    },
    { least: 3 },
  );
};

/** Rate limiters or sessions by user without an end: new users come all the time, and each leaves an entry. */
const users: Family = (r) => {
  const { base, move } = sizes(r, 0.2, 3);
  const bend = r.between(0.8, 1);
  const hum = r.scale(0.005, 0.15) * Math.min(move, base);
  return byHand(
    r,
    'leak',
    base,
    (t, duration) => {
      const pace = wobble(r, t.length, 0.2);
      const whole = pace.reduce((a, x) => a + x, 0);
      let came = 0;
      const kept = pace.map((x) => {
        came += x;
        return move * (came / whole) ** bend;
      });
      const moves = wobble(r, t.length, 0.3);
      return sum(
        base,
        kept,
        follow(
          t,
          moves.map((x) => x * hum),
          duration / 100,
          duration / 100,
        ),
      );
    },
    { least: 4 },
  );
};

/** A service that only answers a scraper, each 5 to 30 s: a text of some hundred kilobytes, made and dropped. */
const scraped: Family = (r) => {
  const { base } = sizes(r);
  const turn = r.pick([5, 10, 15, 30]);
  const text = Math.min(base * r.scale(0.001, 0.015), 2 * MB);
  const drift = r.chance(0.3) ? r.between(0, 0.01) : 0;
  return byHand(r, 'flat', base, (t, duration) =>
    t.map((x) => base * (1 + drift * Math.sin((6 * x) / duration)) + (x % turn < 1.2 ? text : 0)),
  );
};

export const BY_HAND = {
  clicks,
  'same-click-leak': sameClick,
  imports,
  'rocksdb-filling': rocks,
  'disk-stalls': stalls,
  'unique-users': users,
  'only-scraped': scraped,
} satisfies Record<string, Family>;
