/** A service's memory as a sum of parts, sampled the way a real recorder samples it. */
import type { Profile } from '../../../src/core/run/verdict';
import type { Labelled, TrueBurst, TrueStep } from './labelled';
import type { Random } from './random';

export const MB = 1e6;
const PAGE = 4096;

/** A rise that stays. */
export interface Jump {
  at: number;
  /** seconds */
  ramp: number;
  bytes: number;
  /** a label that nobody is held to */
  optional?: boolean;
  /** a growth that is no step */
  silent?: boolean;
}

/** A rise that comes back. */
export interface Bump {
  from: number;
  to: number;
  bytes: number;
  rise: number;
  /** seconds: time constant of the way back */
  fall: number;
}

export interface Model {
  family: string;
  profile: Profile;
  nature: Labelled['nature'];
  decidable?: Partial<Labelled['decidable']>;
  length: number;
  base: number;
  jumps: Jump[];
  bumps: Bump[];
  bursts: TrueBurst[];
  /** bytes above the base at a time: leak, cache, start-up */
  growth: (t: number) => number;
  /** bytes: height of the noise, and the seconds it is correlated over */
  noise: number;
  correlation: number;
  /** seconds between samples */
  interval: number;
  /** times at which the process starts anew from its base */
  restarts: number[];
  /** stretches without samples */
  gaps: [number, number][];
  missing: number;
  jitter: number;
}

const SHAPES = [(x: number) => x, (x: number) => x * x * (3 - 2 * x)] as const;

function ramp(x: number, shape: number): number {
  return x <= 0 ? 0 : x >= 1 ? 1 : (SHAPES[shape] ?? SHAPES[0])(x);
}

function bump(b: Bump, t: number): number {
  if (t <= b.from) return 0;
  if (t <= b.to) return b.bytes * Math.min(1, (t - b.from) / b.rise);
  return b.bytes * Math.exp(-(t - b.to) / b.fall);
}

function sampleTimes(model: Model, random: Random): number[] {
  const times: number[] = [];
  for (let i = 0; i * model.interval < model.length; i++) {
    const t = (i + model.jitter * random.between(-0.4, 0.4)) * model.interval;
    if (t < 0 || random.chance(model.missing) || model.gaps.some(([a, b]) => t > a && t < b)) continue;
    times.push(Math.round(t * 1e4) / 1e4);
  }
  return times;
}

/** Samples a model. The label comes from the clean curve, never from a detector. */
export function realise(id: string, model: Model, random: Random): Labelled {
  const t = sampleTimes(model, random);
  const shape = random.integer(0, 1);
  const jumps = model.jumps.toSorted((a, b) => a.at - b.at);
  const lifeOf = (time: number) => model.restarts.findLast((r) => r <= time) ?? Number.NEGATIVE_INFINITY;
  const retained = (time: number, of: (jump: Jump) => boolean) => {
    const life = lifeOf(time);
    return jumps
      .filter((j) => j.at >= life && of(j))
      .reduce((sum, j) => sum + j.bytes * ramp((time - j.at) / j.ramp, shape), 0);
  };
  const clean = t.map((time) => {
    const life = lifeOf(time);
    const since = life === Number.NEGATIVE_INFINITY ? time : time - life;
    const bumps = model.bumps.reduce((sum, b) => (b.to < life ? sum : sum + bump(b, time)), 0);
    return model.base + retained(time, () => true) + bumps + model.growth(since);
  });
  const y = noisy(clean, t, model, random);
  return {
    id,
    family: model.family,
    t,
    y,
    bursts: model.bursts,
    steps: jumps.filter((j) => j.bytes > 0 && j.silent !== true).map((j) => labelOf(j, t, clean, model)),
    profile: model.profile,
    decidable: { known: model.bursts.length > 0, unknown: true, ...model.decidable },
    nature: model.nature,
  };
}

/**
 * Where the retained floor rises for a jump. A bump of the load that comes with it lifts the memory at once, and
 * what is above the new level is given back: so the rise that is kept ends where the curve first reaches that level.
 */
function labelOf(jump: Jump, t: readonly number[], clean: readonly number[], model: Model): TrueStep {
  const cover = model.bumps.find((b) => b.from <= jump.at + jump.ramp && b.to >= jump.at && b.bytes > 0);
  let from = jump.at;
  let to = jump.at + jump.ramp;
  if (cover !== undefined) {
    from = Math.min(from, cover.from);
    const before = clean[Math.max(0, t.findIndex((time) => time > from) - 1)] ?? model.base;
    const reached = t.findIndex((time, i) => time > from && (clean[i] ?? 0) >= before + 0.98 * jump.bytes);
    if (reached >= 0) to = Math.min(to, t[reached] ?? to);
  }
  const start = Math.max(
    0,
    t.findLastIndex((time) => time <= from),
  );
  const after = t.findIndex((time) => time >= to);
  return {
    start,
    end: Math.max(start + 1, after < 0 ? t.length - 1 : after),
    rampEnd: jump.at + jump.ramp,
    bytes: jump.bytes,
    optional: jump.optional === true,
  };
}

/** One-sided autocorrelated noise on whole pages, batched as the kernel's counters are. */
function noisy(clean: readonly number[], t: readonly number[], model: Model, random: Random): number[] {
  let state = random.normal();
  const batch = random.pick([1, 1, 16, 64]) * PAGE;
  return clean.map((value, i) => {
    const dt = (t[i] ?? 0) - (t[i - 1] ?? (t[i] ?? 0) - model.interval);
    const keep = Math.exp(-dt / model.correlation);
    state = keep * state + Math.sqrt(1 - keep * keep) * random.normal();
    const noise = model.noise * Math.max(0, Math.abs(state) - 0.4);
    return Math.max(PAGE, Math.round((value + noise) / batch) * batch);
  });
}
