/** From a rise on the floor to a step of the verdict: times and bytes to indices of samples. */
import { lowerBound } from '../../run/sorted';
import type { Step } from '../../run/verdict';
import type { Effect } from '../bursts/effects';
import type { Curve } from '../curve/buckets';
import { at, clamp } from '../curve/vector';
import type { PlacedRise } from '../rises/place';

/** A rise that may be a step, with the burst that caused it where that is known. */
export interface Candidate extends PlacedRise {
  kept: number;
  /** 0..1, until the end of this life */
  givenBack: number;
  effect?: Effect;
  /** seconds for which memory had held as much before, and left it again; absent where the load is known */
  heldBefore?: number;
}

/** The candidate that a rise is; `future` is the lowest level to come at each bucket, `tick` seconds. */
export function candidate(
  rise: PlacedRise,
  future: Float64Array,
  effects: readonly Effect[],
  tick: number,
): Candidate {
  const kept = rise.after - rise.before;
  const effect = effects.findLast((e) => e.from <= rise.end + tick && rise.start <= e.restEnd);
  return {
    ...rise,
    kept,
    givenBack: clamp((rise.after - at(future, rise.to)) / kept, 0, 1),
    ...(effect === undefined ? {} : { effect }),
  };
}

/** A step before it is given its number. */
export type Unnumbered = Omit<Step, 'id'>;

/** Seconds and bytes of a rise, and its burst where that is known. */
type Rise = Pick<Candidate, 'start' | 'end' | 'kept' | 'effect'> & { givenBack?: number };

/** The step that a rise is. `curve` are all buckets of the run. */
export function stepOf(curve: Curve, rise: Rise): Unnumbered {
  const start = sampleAt(curve, rise.start);
  const step: Unnumbered = {
    start: rise.start,
    end: rise.end,
    startIndex: start,
    endIndex: Math.max(start + 1, sampleAt(curve, rise.end)),
    kept: Math.round(rise.kept),
  };
  if (rise.givenBack !== undefined) step.givenBack = rise.givenBack;
  if (rise.effect !== undefined) {
    step.burst = rise.effect.burst;
    if (rise.effect.connections !== undefined) step.connections = rise.effect.connections;
  }
  return step;
}

/** Bytes that steps hold together. */
export function heldBy(steps: readonly Pick<Step, 'kept'>[]): number {
  return steps.reduce((bytes, { kept }) => bytes + kept, 0);
}

/** Share given back from which on a rise was no step. */
export const GIVEN_BACK = 0.65;

/** Of what was left before: a step that holds less is none to look at; one that was foretold may come to a little less. */
const NOTICEABLE = { usual: 0.03, foretold: 0.02 };

/** Whether `kept` bytes are worth a step after ones that hold `before` bytes. */
export const isNoticeable = (
  kept: number,
  before: number,
  what: keyof typeof NOTICEABLE = 'usual',
): boolean => kept >= NOTICEABLE[what] * before;

/** The steps of a whole run, in order, that are worth one. */
export function noticeable(steps: readonly Candidate[]): Candidate[] {
  let before = 0;
  return steps.filter(({ kept }) => {
    const worth = isNoticeable(kept, before);
    before += kept;
    return worth;
  });
}

/** The sample nearest to a time, by its place within its bucket. */
function sampleAt(curve: Curve, t: number): number {
  const bucket = Math.max(0, lowerBound(curve.start, t + 1e-9, 0, curve.n) - 1);
  const first = at(curve.first, bucket);
  const next = bucket + 1 < curve.n ? at(curve.first, bucket + 1) : curve.samples;
  const length = at(curve.end, bucket) - at(curve.start, bucket);
  if (t > at(curve.end, bucket) && next < curve.samples) {
    const gap = at(curve.start, bucket + 1) - at(curve.end, bucket);
    return t - at(curve.end, bucket) > gap / 2 ? next : next - 1;
  }
  if (length <= 0) return first;
  return Math.min(
    next - 1,
    first + Math.round(((t - at(curve.start, bucket)) / length) * (next - 1 - first)),
  );
}
