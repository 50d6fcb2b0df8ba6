/** Series of minutes to hours whose load nobody wrote down: an integration test, a job, an export from a dashboard. */
import type { TrueBurst } from '../generator/labelled';
import type { Random } from '../generator/random';
import { above, decaying, follow, highWater, inFlight, sum } from './memory';
import { every, type Family, HOUR, MB, MINUTE, type Scene, scraper, sizes } from './scene';

/** A load that the series does not tell, for what moves the level and for its label. */
export function hidden(
  r: Random,
  duration: number,
  count: number,
  sizeOf: (i: number) => number,
  busy = 0.3,
): TrueBurst[] {
  const slot = (duration * 0.92) / count;
  return Array.from({ length: count }, (_, i) => {
    const from = duration * 0.05 + i * slot + r.between(0, 0.25) * slot;
    const connections = Math.max(1, Math.round(sizeOf(i)));
    return { from, to: from + slot * busy * r.between(0.5, 1.2), connections, requests: connections * 1000 };
  });
}

export function unknown(
  r: Random,
  duration: number,
  nature: Scene['nature'],
  level: (t: number[]) => number[],
  part: Partial<Scene> & { step: number; base: number },
): Scene {
  const t = every(part.step, duration);
  return { t, clean: level(t), bursts: [], shown: false, nature, recorder: scraper(r, part.base), ...part };
}

const minutes = (r: Random): number => r.scale(10 * MINUTE, 6 * HOUR);
/** 300 to 3000 samples. */
const step = (r: Random, duration: number): number => Math.max(0.5, duration / r.scale(300, 3000));

/** Batches of a script, some larger than all before: a heap with high-water marks. */
const batches: Family = (r) => {
  const { base, move } = sizes(r, 0.2);
  const duration = minutes(r);
  const bursts = hidden(r, duration, r.integer(6, 14), () => r.scale(8, 100), 0.4);
  const level = (t: number[]) => {
    const need = inFlight(r, t, bursts, move);
    return sum(base, above(need, highWater(r, need, { share: r.between(0.6, 0.97), creep: 0.05 })));
  };
  return unknown(r, duration, 'stair-step', level, { step: step(r, duration), base, bursts });
};

/** One request in some thousand is huge: the heap grows for it and keeps it; small traffic goes on below. */
const hugeRequests: Family = (r) => {
  const { base, move } = sizes(r, 0.2, 3);
  const duration = minutes(r);
  const huge = hidden(r, duration, r.integer(2, 6), (i) => 20 * (i + 1) * r.between(0.6, 1.6), 0.04);
  const small = hidden(r, duration, r.integer(30, 90), () => r.between(2, 10), 0.5);
  const level = (t: number[]) => {
    const need = inFlight(r, t, huge, move);
    const hum = inFlight(r, t, small, Math.min(move, base) * r.between(0.01, 0.1));
    return sum(base, above(need, highWater(r, need, { share: r.between(0.85, 1) })), hum);
  };
  return unknown(r, duration, 'stair-step', level, { step: step(r, duration), base, bursts: huge });
};

/** A leak under a steady load: a line, with what is in flight upon it. */
const line: Family = (r) => {
  const { base, move } = sizes(r, 0.05, 3);
  const duration = minutes(r);
  const bursts = hidden(r, duration, r.integer(20, 120), () => r.between(4, 20), 0.5);
  const level = (t: number[]) =>
    sum(
      base,
      t.map((x) => (move * x) / duration),
      inFlight(r, t, bursts, move * r.between(0.02, 0.3)),
    );
  return unknown(r, duration, 'leak', level, { step: step(r, duration), base });
};

/**
 * A buffer, a memtable or a heap with a collector: it fills at the pace of the load, and is emptied when full. A leak that
 * is killed at a limit looks alike: told where it turns ten times or more, each ten minutes or faster.
 */
const sawtooth: Family = (r) => {
  const { base, move } = sizes(r, 0.15, 3);
  const duration = minutes(r);
  const turns = r.scale(3, 80);
  const period = duration / turns;
  const told = turns >= 10 && period <= 600;
  const level = (t: number[]) => {
    let fill = r.unit() * move;
    let full = move * r.between(0.8, 1);
    return t.map((x, i) => {
      fill += ((x - (t[i - 1] ?? x)) / period) * move * r.between(0.6, 1.4);
      if (fill >= full) {
        fill = move * r.between(0, 0.12);
        full = move * r.between(0.8, 1);
      }
      return base + fill;
    });
  };
  const decidable = { known: told, unknown: told };
  return unknown(r, duration, 'ragged', level, { step: step(r, duration), base, decidable });
};

/** A process from its start: code read, caches filled, pools opened, slower and slower, then level. */
const warmUp: Family = (r) => {
  const { base, move } = sizes(r, 0.2, 3);
  const duration = minutes(r);
  const bursts = hidden(r, duration, r.integer(10, 60), () => r.between(4, 20), 0.5);
  const level = (t: number[]) => {
    const up = follow(
      t,
      t.map((_, i) => (i === 0 ? 0 : move)),
      duration * r.scale(0.01, 0.3),
      1,
    );
    return sum(base, up, inFlight(r, t, bursts, move * r.between(0.01, 0.08)));
  };
  return unknown(r, duration, 'warm-up', level, { step: step(r, duration), base });
};

/** An idle service with a periodic task: blips, and nothing else. */
const idle: Family = (r) => {
  const { base } = sizes(r);
  const duration = minutes(r);
  const bursts = hidden(r, duration, r.integer(5, 40), () => 10, 0.06);
  const level = (t: number[]) => sum(base, inFlight(r, t, bursts, base * r.scale(0.001, 0.06)));
  return unknown(r, duration, 'flat', level, { step: step(r, duration), base });
};

/** A file mapped and read through: its pages are resident while it is open, and gone when it is closed. */
const mapped: Family = (r) => {
  const { base, move } = sizes(r, 0.3);
  const duration = minutes(r);
  const scans = hidden(r, duration, r.integer(2, 8), () => r.between(20, 64), 0.7);
  const level = (t: number[]) => {
    let k = 0;
    return t.map((x) => {
      while (x > (scans[k]?.to ?? Number.POSITIVE_INFINITY)) k++;
      const s = scans[k];
      if (!s || x < s.from) return base;
      return base + ((move * s.connections) / 64) * Math.min(1, (x - s.from) / (0.7 * (s.to - s.from)));
    });
  };
  return unknown(r, duration, 'ragged', level, { step: step(r, duration), base });
};

/** Jobs of some minutes that take what they need and give it back: jemalloc, or large blocks mapped by themselves. */
const jobs: Family = (r) => {
  const { base, move } = sizes(r, 0.2);
  const duration = minutes(r);
  const bursts = hidden(r, duration, r.integer(3, 12), () => r.scale(12, 64), 0.5);
  const level = (t: number[]) => {
    const need = inFlight(r, t, bursts, move);
    return sum(base, decaying(t, need, 5, r.between(2, 30)));
  };
  return unknown(r, duration, 'ragged', level, { step: step(r, duration), base });
};

/** A dozen points that somebody copied from a dashboard, all going up: nobody can say why. */
const scrap: Family = (r) => {
  const { base, move } = sizes(r, 0.1, 1);
  const count = r.integer(6, 16);
  const every = r.pick([1, 10, 15, 60]);
  const duration = count * every;
  const level = (t: number[]) => t.map((x) => base + move * (x / duration) ** r.between(0.95, 1.05));
  const decidable = { known: true, unknown: true };
  return unknown(r, duration, 'leak', level, { step: every, base, profile: 'inconclusive', decidable });
};

/** A heap in which growth of a table is doubled: few large jumps, further and further apart, under a smooth load. */
const doubling: Family = (r) => {
  const base = r.scale(40, 800) * MB;
  const duration = minutes(r);
  const times = r.integer(2, 4);
  const first = base * r.between(0.1, 0.3);
  const turns = Array.from({ length: times }, (_, k) => duration * r.between(0.08, 0.1) * 1.9 ** k);
  const level = (t: number[]) => {
    const aim = t.map((x) => turns.reduce((a, from, k) => a + (x >= from ? first * 1.9 ** k : 0), 0));
    return sum(base, follow(t, aim, duration * 0.001, 1));
  };
  // a table that doubles is a leak or stairs: who sees levels alone cannot say
  const decidable = { known: false, unknown: false };
  return unknown(r, duration, 'leak', level, { step: step(r, duration), base, decidable });
};

export const HOURS = {
  batches,
  'huge-requests': hugeRequests,
  'steady-leak': line,
  sawtooth,
  'warm-up': warmUp,
  'idle-service': idle,
  'mapped-files': mapped,
  jobs,
  'scrap-of-points': scrap,
  'doubling-table': doubling,
} satisfies Record<string, Family>;
