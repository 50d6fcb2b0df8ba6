/** Facts about one life of the process, from which its shape is judged: floor, rises, bursts, trend. */

import type { Curve } from './buckets';
import { burstEffects, type Effect, joinBursts } from './bursts';
import type { Epoch } from './epoch';
import { lookAhead, retainedFloor } from './floor';
import type { Burst } from './load';
import { findRises, type Rise, refined } from './rises';
import { measureScale, type Scale } from './scale';
import { blockLows, measureTrend, type Trend } from './trend';
import { at, clamp, lowerBound, median, slice } from './vector';

/** Seconds: the longest ramp of a step, the time with little gain that ends it, the plateau before it. */
const LONGEST = 12;
const HOLD = 2;
const PLATEAU = 2;
const MOST_BLOCKS = 40;

export interface Candidate extends Rise {
  kept: number;
  /** 0..1, until the end of this life */
  givenBack: number;
  effect?: Effect;
}

export interface Life {
  epoch: Epoch;
  scale: Scale;
  begin: number;
  end: number;
  /** bytes */
  baseline: number;
  peak: number;
  final: number;
  /** bytes between lowest and highest level once started */
  swing: number;
  /** rise of the start-up, where there was one */
  startup: number;
  candidates: Candidate[];
  /** growth on the floor that was too slow for steps, bytes */
  effects: Effect[];
  /** of what the steps leave, once started; absent where it is too short */
  trend: Trend | undefined;
  /** of everything, steps included */
  wholeTrend: Trend | undefined;
  loaded: boolean;
  /** seconds since the load last ended; the whole length where there was none */
  rested: number;
}

/** Looks at the buckets of one life. `bursts` are all of the run; those inside it are used. */
export function readLife(curve: Curve, epoch: Epoch, bursts: readonly Burst[], least: number): Life {
  const { from, to } = epoch;
  const begin = at(curve.start, from);
  const end = at(curve.end, to - 1);
  const inside = bursts.filter((burst) => burst.to > begin && burst.from < end);
  const busy = busyBuckets(curve, inside, from, to);
  const scale = measureScale(curve, from, to, least, (i) => busy[i - from] === 0);
  const joined = joinBursts(inside, Math.max(1, 2 * scale.tick));
  const effects = burstEffects(curve, joined, from, to);
  const loaded = effects.length > 0;
  const reach = loaded
    ? restReach(curve, joined, from, to)
    : lookAhead(curve.start, curve.n, Math.max(20, 10 * scale.tick, (end - begin) / 8));
  const floor = retainedFloor(curve.level, reach, from, to);
  const rises = refined(
    curve,
    floor,
    from,
    findRises(curve, floor, from, {
      tolerance: Math.max(scale.step / 4, scale.noise),
      step: scale.step,
      hold: Math.max(HOLD, 2.5 * scale.tick),
      longest: Math.max(LONGEST, 4 * scale.tick),
      plateau: Math.max(PLATEAU, 3 * scale.tick),
    }),
  );
  const firstLoad = loaded ? (joined[0]?.from ?? begin) : begin;
  const starting = rises.filter((rise) => rise.startup && (!loaded || rise.start < firstLoad));
  const settled = Math.max(from, starting.at(-1)?.to ?? from);
  const lowest = suffixMinimum(curve.level, from, to);
  const candidates = rises
    .filter((rise) => !starting.includes(rise))
    .map((rise) => candidate(rise, lowest, from, effects));
  const baseline = baselineLevel(curve, settled, to, loaded ? firstLoad : Number.NaN, candidates[0]);
  const levels = slice(curve.level, settled, to);
  const final = finalLevel(curve, settled, to, loaded ? (joined.at(-1)?.to ?? end) : Number.NaN);
  const count = clamp(Math.floor((to - settled) / 3), 0, MOST_BLOCKS);
  const trendOf = (y: Float64Array) => {
    const blocks = blockLows(slice(curve.start, settled, to), y, 0, to - settled, Math.max(1, count));
    return measureTrend(blocks.time, blocks.low);
  };
  const last = joined.at(-1);
  return {
    epoch,
    scale,
    begin,
    end,
    baseline,
    peak: levels.length > 0 ? highest(curve, settled, to) : Number.NaN,
    final,
    swing: Math.max(...sparse(levels)) - Math.min(...sparse(levels)),
    startup: settled > from ? Math.max(0, baseline - at(curve.level, from)) : 0,
    candidates,
    effects,
    trend: trendOf(withoutSteps(curve, settled, to, candidates)),
    wholeTrend: trendOf(levels),
    loaded,
    rested: last === undefined ? end - begin : Math.max(0, end - last.to),
  };
}

function busyBuckets(curve: Curve, bursts: readonly Burst[], from: number, to: number): Uint8Array {
  const busy = new Uint8Array(to - from);
  for (const burst of bursts) {
    const last = lowerBound(curve.start, burst.to + 1, from, to);
    busy.fill(1, lowerBound(curve.end, burst.from, from, to) - from, last - from);
  }
  return busy;
}

/** The last bucket of the first rest that ends after each bucket. */
function restReach(curve: Curve, bursts: readonly Burst[], from: number, to: number): Int32Array {
  const reach = new Int32Array(to).fill(to - 1);
  let i = from;
  for (const burst of bursts) {
    const restEnd = lowerBound(curve.start, burst.from, from, to) - 1;
    for (; i <= restEnd; i++) reach[i] = restEnd;
  }
  return reach;
}

function suffixMinimum(y: Float64Array, from: number, to: number): Float64Array {
  const out = new Float64Array(to - from);
  let low = Number.POSITIVE_INFINITY;
  for (let i = to - 1; i >= from; i--) {
    low = Math.min(low, at(y, i));
    out[i - from] = low;
  }
  return out;
}

function candidate(rise: Rise, lowest: Float64Array, from: number, effects: readonly Effect[]): Candidate {
  const kept = rise.after - rise.before;
  const left = at(lowest, Math.min(lowest.length - 1, rise.to - from));
  const effect = effects.findLast((e) => e.from <= rise.end && rise.start <= e.restEnd);
  return {
    ...rise,
    kept,
    givenBack: clamp((rise.after - left) / kept, 0, 1),
    ...(effect === undefined ? {} : { effect }),
  };
}

function baselineLevel(
  curve: Curve,
  settled: number,
  to: number,
  firstLoad: number,
  first: Candidate | undefined,
): number {
  const until = Number.isNaN(firstLoad)
    ? (first?.from ?? to - 1) + 1
    : lowerBound(curve.start, firstLoad, settled, to);
  const last = clamp(until, settled + 1, to);
  return median(slice(curve.level, Math.max(settled, last - 40), last));
}

function finalLevel(curve: Curve, settled: number, to: number, lastLoad: number): number {
  const end = at(curve.end, to - 1);
  const over = Number.isNaN(lastLoad) ? Math.max(5, 0.05 * (end - at(curve.start, settled))) : 5;
  const first = lowerBound(
    curve.start,
    Math.max(end - over, Number.isNaN(lastLoad) ? 0 : lastLoad),
    settled,
    to - 1,
  );
  return median(slice(curve.level, Math.min(first, to - 2), to));
}

function highest(curve: Curve, from: number, to: number): number {
  let peak = 0;
  for (let i = from; i < to; i++) peak = Math.max(peak, at(curve.high, i));
  return peak;
}

/** At most 2,000 of the values, the extremes of each stretch among them. */
function sparse(values: Float64Array): number[] {
  const stride = Math.max(1, Math.ceil(values.length / 1000));
  const out: number[] = [];
  for (let i = 0; i < values.length; i += stride) {
    let low = at(values, i);
    let high = low;
    for (let j = i; j < Math.min(values.length, i + stride); j++) {
      low = Math.min(low, at(values, j));
      high = Math.max(high, at(values, j));
    }
    out.push(low, high);
  }
  return out.length > 0 ? out : [0];
}

/** The levels with the kept steps taken out, each over its own ramp. */
function withoutSteps(curve: Curve, from: number, to: number, steps: readonly Candidate[]): Float64Array {
  const y = slice(curve.level, from, to);
  for (const step of steps) {
    if (step.slope) continue;
    const length = Math.max(1e-9, step.end - step.start);
    for (let i = Math.max(from, step.from); i < to; i++) {
      y[i - from] =
        at(y, i - from) -
        step.kept * (1 - step.givenBack) * clamp((at(curve.start, i) - step.start) / length, 0, 1);
    }
  }
  return y;
}
