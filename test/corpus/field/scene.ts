/** What a family hands over: a clean level, what moved it, and how it was recorded. */
import type { Profile } from '../../../src/core/run/verdict';
import type { Labelled, TrueBurst } from '../generator/labelled';
import type { Random } from '../generator/random';

export const MB = 2 ** 20;
export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 86_400;

/** How a recorder sees a level. */
export interface Recorder {
  /** bytes: the usual size of what moves by itself */
  noise: number;
  /** 0..1: how often that moves, a sample; between, differences are exactly 0 */
  restless: number;
  /** bytes a reading is rounded down to */
  quantum: number;
  /** 0..1 of the interval by which a sample is late */
  jitter: number;
  /** 0..1: samples that are missing, and samples that repeat the one before */
  missing: number;
  stale: number;
  /** how often some samples in a row are missing: at most */
  gaps: number;
}

export interface Scene {
  /** seconds, evenly apart, and bytes: the level before anyone records it */
  t: number[];
  clean: number[];
  /** what moved the level; of a hidden load, its truth for the label alone */
  bursts: TrueBurst[];
  /** whether the series tells its load */
  shown: boolean;
  /** the load that the series tells, where what moved the level is something else within it */
  told?: TrueBurst[];
  /** seconds by which the tool's bursts are told as begun too early, and as ended too late */
  slack?: { before: number; after: number };
  nature: Labelled['nature'];
  recorder: Recorder;
  /** by nature where absent */
  profile?: Profile;
  /** rises that are kept are steps also where the nature is another */
  stairs?: boolean;
  /** bytes a request that are never forgotten, below the stairs */
  leaks?: number;
  /** seconds: from here on the load did not rest any more, and no step is demanded */
  open?: number;
  /** seconds: before this, what leaks did not yet leak, in the same process */
  onset?: number;
  /** seconds: where the process was started anew */
  restarts?: number[];
  /** seconds: the load's own period, which growth has to be read across */
  cycle?: number;
  /** where the plan decides and not the level */
  decidable?: Labelled['decidable'];
}

export type Family = (r: Random) => Scene;

/** What an expert calls a nature where nothing speaks against it: what filled and stopped is flat, 'saturated'. */
export const PROFILE_OF: Record<Labelled['nature'], Profile> = {
  'stair-step': 'stair-step',
  leak: 'leak',
  ragged: 'ragged',
  flat: 'flat',
  'warm-up': 'flat',
  'bounded-cache': 'flat',
};

/** Evenly spaced seconds. */
export const every = (step: number, duration: number): number[] =>
  Array.from({ length: Math.floor(duration / step) + 1 }, (_, i) => i * step);

/** The baseline of a service and how much of it a mechanism moves, bytes: from 20 MB to 4 GB. */
export function sizes(r: Random, low = 0.1, high = 5): { base: number; move: number } {
  const base = r.chance(0.7) ? r.scale(20, 300) * MB : r.scale(300, 4000) * MB;
  const move = base * r.scale(low, base > 300 * MB ? Math.min(high, 1) : high);
  return { base, move: Math.min(3000 * MB, Math.max(5 * MB, move)) };
}

/** A reader of /proc next to the service: quiet, every page seen; sometimes a counter batched by thread. */
export function beside(r: Random, level: number): Recorder {
  const batched = r.chance(0.3);
  return {
    noise: Math.max(0.1 * MB, level * r.scale(0.0005, 0.008)),
    restless: r.between(0.03, 0.4),
    quantum: batched ? 4096 * 64 : 4096,
    jitter: r.between(0, 0.3),
    missing: r.chance(0.3) ? r.between(0, 0.04) : 0,
    stale: 0,
    gaps: r.chance(0.1) ? 1 : 0,
  };
}

/** A scraper at some distance: late, missing, stale or rounded samples. */
export function scraper(r: Random, level: number): Recorder {
  return {
    noise: Math.max(0.2 * MB, level * r.scale(0.001, 0.012)),
    restless: r.between(0.2, 0.9),
    quantum: r.pick([4096, 4096, 65_536, 1e6, MB]),
    jitter: r.between(0, 0.5),
    missing: r.chance(0.5) ? r.between(0, 0.05) : 0,
    stale: r.chance(0.25) ? r.between(0, 0.15) : 0,
    gaps: r.integer(0, 3),
  };
}
