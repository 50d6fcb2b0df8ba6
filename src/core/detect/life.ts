/** Facts about one life of the process, from which its shape is judged: floor, rises, bursts, trend. */
import type { Curve } from './buckets';
import { burstEffects, type Effect, joinBursts } from './bursts';
import { creepOf, withoutCreep } from './creep';
import { lookAhead, restAhead, retainedFloor } from './floor';
import { inferBursts } from './infer';
import type { Burst } from './load';
import { type PlacedRise, placeRises } from './place';
import { findRises } from './rises';
import { measureScale, type Scale } from './scale';
import { wanderBeside } from './support';
import { blockLows, measureTrend, type Trend } from './trend';
import { at, clamp, lowerBound, median, quantile, slice } from './vector';

/** Seconds: the longest ramp of a step, the time with little gain that ends it, the plateau before it. */
const LONGEST = 12;
const HOLD = 2;
const PLATEAU = 2;
/** Seconds of look-ahead where the load is not known, at least. */
const AHEAD = 20;
const MOST_BLOCKS = 40;
/** A rise that is not so many times what its plateaus do by themselves is noise. */
const OUTSTANDING = 2;

export interface Candidate extends PlacedRise {
  kept: number;
  /** 0..1, until the end of this life */
  givenBack: number;
  effect?: Effect;
}

export interface Life {
  curve: Curve;
  scale: Scale;
  /** seconds */
  begin: number;
  end: number;
  /** bytes */
  baseline: number;
  peak: number;
  final: number;
  /** bytes between lowest and highest level once started */
  swing: number;
  /** bytes that came with the start-up */
  startup: number;
  steps: Candidate[];
  effects: Effect[];
  /** bytes a second that run under everything */
  creep: number;
  /** of what the steps leave, once started; absent where that is too short */
  trend: Trend | undefined;
  /** whether the bursts are known, or told from the curve */
  loaded: boolean;
  /** seconds since the load last ended; the whole length where there was none */
  rested: number;
}

/** Looks at one life. `bursts` are all of the run; those inside it are used. */
export function readLife(curve: Curve, all: readonly Burst[], least: number): Life {
  const begin = at(curve.start, 0);
  const end = at(curve.end, curve.n - 1);
  const inside = all.filter((burst) => burst.to > begin && burst.from < end);
  const scale = measureScale(curve, least, busyBuckets(curve, inside));
  const known = joinBursts(inside, Math.max(1, 2 * scale.tick));
  const knownEffects = burstEffects(curve, known);
  const loaded = knownEffects.length > 0;
  const creep = loaded ? 0 : creepOf(curve);
  const level = withoutCreep(curve, creep);
  const reach = loaded
    ? restAhead(curve.start, known)
    : lookAhead(curve.start, Math.max(AHEAD, 10 * scale.tick, (end - begin) / 8));
  const floor = retainedFloor(level, reach);
  const rises = placeRises(
    curve,
    floor,
    findRises(curve.start, floor, {
      tolerance: Math.max(scale.step / 4, scale.noise),
      step: scale.step,
      hold: Math.max(HOLD, 2.5 * scale.tick),
      plateau: Math.max(PLATEAU, 3 * scale.tick),
    }),
  );
  const firstLoad = loaded ? (known[0]?.from ?? begin) : begin;
  const isStartup = (rise: PlacedRise) => (loaded ? rise.end <= firstLoad : rise.startup);
  const settled = settledAt(curve, rises.findLast(isStartup), scale);
  const longest = Math.max(LONGEST, 4 * scale.tick);
  const ownBlock = Math.max(5, 5 * scale.tick);
  const standing = rises.filter(
    (rise, k) =>
      !isStartup(rise) &&
      rise.end - rise.start <= longest &&
      (loaded ||
        rise.after - rise.before >=
          OUTSTANDING * wanderBeside(curve, level, rise, rises[k - 1], rises[k + 1], ownBlock)),
  );
  const bursts = loaded
    ? known
    : inferBursts(
        curve,
        level,
        floor,
        standing,
        Math.max(scale.step, 2 * scale.noise),
        Math.max(1, 1.5 * scale.tick),
      );
  const effects = loaded ? knownEffects : burstEffects({ ...curve, level }, bursts);
  const lowest = suffixMinimum(level);
  const steps = standing.map((rise) => candidate(rise, lowest, effects));
  const levels = curve.level.subarray(settled);
  const lastLoad = known.at(-1)?.to;
  const extremes = sparse(levels);
  return {
    curve,
    scale,
    begin,
    end,
    baseline: baselineLevel(curve, settled, loaded ? firstLoad : steps[0]?.start),
    peak: curve.high.subarray(settled).reduce((a, b) => Math.max(a, b), 0),
    final: finalLevel(curve, settled, loaded ? lastLoad : undefined),
    swing: Math.max(...extremes) - Math.min(...extremes),
    startup: settled > 0 ? Math.max(0, at(curve.level, settled) - at(curve.level, 0)) : 0,
    steps,
    effects,
    creep,
    trend: trendOf(curve, settled, steps),
    loaded,
    rested: lastLoad === undefined ? end - begin : Math.max(0, end - lastLoad),
  };
}

/** The first bucket on the plateau that the last rise of the start-up leads to. */
function settledAt(curve: Curve, last: PlacedRise | undefined, scale: Scale): number {
  if (last === undefined) return 0;
  const plateau = median(slice(curve.level, last.to, last.to + 20));
  const low = plateau - Math.max(scale.least, 0.02 * (plateau - at(curve.level, 0)));
  let settled = last.to;
  while (settled + 6 < curve.n && at(curve.level, settled) < low) settled++;
  return settled;
}

function busyBuckets(curve: Curve, bursts: readonly Burst[]): Uint8Array {
  const busy = new Uint8Array(curve.n);
  for (const burst of bursts) {
    busy.fill(
      1,
      lowerBound(curve.end, burst.from, 0, curve.n),
      lowerBound(curve.start, burst.to + 1, 0, curve.n),
    );
  }
  return busy;
}

function suffixMinimum(y: Float64Array): Float64Array {
  const out = new Float64Array(y.length);
  let low = Number.POSITIVE_INFINITY;
  for (let i = y.length - 1; i >= 0; i--) {
    low = Math.min(low, at(y, i));
    out[i] = low;
  }
  return out;
}

function candidate(rise: PlacedRise, lowest: Float64Array, effects: readonly Effect[]): Candidate {
  const kept = rise.after - rise.before;
  const effect = effects.findLast((e) => e.from <= rise.end && rise.start <= e.restEnd);
  return {
    ...rise,
    kept,
    givenBack: clamp((rise.after - at(lowest, rise.to)) / kept, 0, 1),
    ...(effect === undefined ? {} : { effect }),
  };
}

/** The level before `until`, once started; where nothing is known to happen, that of the first tenth. */
function baselineLevel(curve: Curve, settled: number, until: number | undefined): number {
  if (until === undefined) {
    const tenth = Math.min(curve.n, settled + Math.max(5, Math.floor((curve.n - settled) / 10)));
    return quantile(slice(curve.level, settled, tenth), 0.2);
  }
  const to = clamp(lowerBound(curve.start, until, settled, curve.n), settled + 1, curve.n);
  return median(slice(curve.level, Math.max(settled, to - 40), to));
}

/** The level at the end; of a known load, after its last burst. */
function finalLevel(curve: Curve, settled: number, lastLoad: number | undefined): number {
  const end = at(curve.end, curve.n - 1);
  const over = lastLoad === undefined ? Math.max(5, 0.05 * (end - at(curve.start, settled))) : 5;
  const first = lowerBound(curve.start, Math.max(end - over, lastLoad ?? 0), settled, curve.n - 1);
  return median(slice(curve.level, Math.max(0, Math.min(first, curve.n - 2)), curve.n));
}

/** At most 2,000 of the values, the extremes of each stretch among them. */
function sparse(values: Float64Array): number[] {
  const stride = Math.max(1, Math.ceil(values.length / 1000));
  const out: number[] = [];
  for (let i = 0; i < values.length; i += stride) {
    const part = values.subarray(i, i + stride);
    out.push(
      part.reduce((a, b) => Math.min(a, b)),
      part.reduce((a, b) => Math.max(a, b)),
    );
  }
  return out.length > 0 ? out : [0];
}

/** The trend of what the steps leave, each taken out over its own ramp. */
function trendOf(curve: Curve, settled: number, steps: readonly Candidate[]): Trend | undefined {
  const y = slice(curve.level, settled, curve.n);
  const time = curve.start.subarray(settled);
  for (const step of steps) {
    const length = Math.max(1e-9, step.end - step.start);
    const kept = step.kept * (1 - step.givenBack);
    for (let i = Math.max(0, step.from - settled); i < y.length; i++) {
      y[i] = at(y, i) - kept * clamp((at(time, i) - step.start) / length, 0, 1);
    }
  }
  const blocks = blockLows(time, y, clamp(Math.floor(y.length / 3), 1, MOST_BLOCKS));
  return measureTrend(blocks.time, blocks.low);
}
