/** Series without a load that owe their look to how they were read: rounded, filled in, of two resolutions, by a tree. */
import type { Random } from '../generator/random';
import { scrape } from './days';
import { hidden, unknown } from './hours';
import { follow, inFlight, sum, traffic, wobble } from './memory';
import { DAY, type Family, HOUR, MB, MINUTE, type Recorder, type Scene, sizes } from './scene';

/** `top` beyond a gigabyte: tenths of it, on time. */
const top = (r: Random, base: number): Recorder => ({
  noise: base * r.scale(0.0005, 0.004),
  restless: r.between(0.1, 0.6),
  quantum: 102.4 * MB,
  jitter: 0,
  missing: 0,
  stale: 0,
  gaps: 0,
});

const roundedLeak: Family = (r) => {
  const base = r.between(0.8, 4) * 1024 * MB;
  const duration = r.scale(0.5, 12) * HOUR;
  const move = Math.max(1200 * MB, base * r.between(0.3, 1.5));
  const part = { step: Math.max(5, duration / r.scale(150, 1500)), base, recorder: top(r, base) };
  return unknown(
    r,
    duration,
    'leak',
    (t) => {
      const pace = wobble(r, t.length, 0.15);
      const whole = pace.reduce((a, x) => a + x, 0);
      let so = 0;
      return pace.map((x) => {
        so += x;
        return base + (move * so) / whole;
      });
    },
    part,
  );
};

const roundedFlat: Family = (r) => {
  const base = r.between(1, 8) * 1024 * MB;
  const duration = r.scale(0.5, 12) * HOUR;
  const part = { step: Math.max(5, duration / r.scale(150, 1500)), base, recorder: top(r, base) };
  const hum = r.between(0.002, 0.012);
  return unknown(
    r,
    duration,
    'flat',
    (t) => {
      const moves = wobble(r, t.length, 0.3);
      return follow(
        t,
        moves.map((x) => base * (1 + hum * x)),
        duration / 60,
        duration / 60,
      );
    },
    part,
  );
};

/** What a dashboard shows where a scrape failed: the value before it, until there is one again. */
function filledIn(r: Random, scene: Scene, longest: number): Scene {
  const clean = [...scene.clean];
  for (let k = r.integer(2, 5); k > 0; k--) {
    const from = r.integer(1, clean.length - 1);
    const to = Math.min(clean.length - 1, from + Math.ceil(clean.length * r.between(0.01, longest)));
    clean.fill(clean[from] ?? 0, from, to);
  }
  return { ...scene, clean, recorder: { ...scene.recorder, restless: 0, noise: 0, jitter: 0, stale: 0 } };
}

const filledLeak: Family = (r) => {
  const { base, move } = sizes(r, 0.2, 3);
  const duration = r.scale(3, 100) * HOUR;
  const scene = unknown(
    r,
    duration,
    'leak',
    (t) => {
      const moves = wobble(r, t.length, 0.003);
      return t.map((x, i) => (base + (move * x) / duration) * (moves[i] ?? 1));
    },
    { step: scrape(r, duration), base },
  );
  return filledIn(r, scene, 0.05);
};

const filledDays: Family = (r) => {
  const { base, move } = sizes(r, 0.2, 3);
  const duration = r.scale(3, 10) * DAY;
  const scene = unknown(
    r,
    duration,
    'ragged',
    (t) => {
      const need = traffic(r, t, DAY).map((x) => x * move);
      return sum(base, follow(t, need, MINUTE, r.between(1, 40) * MINUTE));
    },
    { step: scrape(r, duration), base, cycle: DAY },
  );
  return filledIn(r, scene, 0.03);
};

/** Weeks by the hour, as a store keeps what is old, and the last days as they were scraped. */
function twice(r: Random, scene: Scene): Scene {
  const step = (scene.t[1] ?? 1) - (scene.t[0] ?? 0);
  const [each, turn] = [Math.round(HOUR / step), scene.t.length * r.between(0.5, 0.85)];
  const mean = (i: number) => scene.clean.slice(i, i + each).reduce((a, x) => a + x, 0) / each;
  const seen = scene.t.map((_, i) => i >= turn || (i % each === 0 && i + each < turn));
  return {
    ...scene,
    t: scene.t.filter((_, i) => seen[i]),
    clean: scene.clean.map((x, i) => (i >= turn ? x : mean(i))).filter((_, i) => seen[i]),
    recorder: { ...scene.recorder, jitter: 0, stale: 0 },
  };
}

const twiceLeak: Family = (r) => {
  const { base, move } = sizes(r, 0.2, 3);
  const duration = r.scale(6, 30) * DAY;
  const wave = (r.between(0, 0.5) * move * DAY) / duration;
  const scene = unknown(
    r,
    duration,
    'leak',
    (t) => {
      const load = traffic(r, t, DAY);
      return t.map((x, i) => base + (move * x) / duration + wave * (load[i] ?? 0));
    },
    { step: 5 * MINUTE, base, cycle: DAY },
  );
  return twice(r, scene);
};

const twiceDays: Family = (r) => {
  const { base, move } = sizes(r, 0.2, 3);
  const scene = unknown(
    r,
    r.scale(6, 30) * DAY,
    'ragged',
    (t) => {
      const need = traffic(r, t, DAY).map((x) => x * move);
      return sum(base, follow(t, need, 5 * MINUTE, r.between(5, 60) * MINUTE));
    },
    { step: 5 * MINUTE, base, cycle: DAY },
  );
  return twice(r, scene);
};

/** The sum over a tree of processes: a shell that is forked counts all pages a second time, for one sample. */
const forks: Family = (r) => {
  const { base, move } = sizes(r, 0.2, 2);
  const duration = r.scale(20, 600) * MINUTE;
  const step = Math.max(1, duration / r.scale(400, 3000));
  const [often, counted] = [r.between(0.004, 0.04), r.between(0.3, 1)];
  const jobs = hidden(r, duration, r.integer(10, 40), () => r.between(4, 20), 0.4);
  return unknown(
    r,
    duration,
    'leak',
    (t) => {
      const own = sum(
        base,
        t.map((x) => (move * x) / duration),
        inFlight(r, t, jobs, move * r.between(0.02, 0.15)),
      );
      return own.map((x) => (r.chance(often) ? x * (1 + counted) : x));
    },
    { step, base, recorder: { ...top(r, base), quantum: 4096 } },
  );
};

export const READINGS = {
  'leak-in-tenths-of-gigabytes': roundedLeak,
  'flat-in-tenths-of-gigabytes': roundedFlat,
  'leak-filled-in': filledLeak,
  'days-filled-in': filledDays,
  'leak-of-two-resolutions': twiceLeak,
  'days-of-two-resolutions': twiceDays,
  'leak-with-forks': forks,
} satisfies Record<string, Family>;
