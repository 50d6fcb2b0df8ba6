/** One step a burst, where the load is known: what the burst left behind, at the place of its rises. */
import { lowerBound } from '../../run/sorted';
import { EARLY } from '../bursts/burst-course';
import type { Effect } from '../bursts/effects';
import { gainOf } from '../bursts/growth';
import type { Curve } from '../curve/buckets';
import { at, clamp } from '../curve/vector';
import { type PlacedRise, placeBetween } from '../rises/place';
import type { Candidate } from './step';

/** Share of the largest rise of a burst from which on another one belongs to its step. */
const PART = 1 / 3;

/**
 * The rises of one burst as one: from the first to the last of those that are not small beside the largest. One that began
 * before the burst, with the start-up, or went on into the next is placed anew, by the levels before and after the burst.
 */
export function riseOfBurst(
  curve: Curve,
  floor: Float64Array,
  rises: readonly PlacedRise[],
  effect: Effect,
): PlacedRise | undefined {
  const rise = asOne(rises);
  const { from, restEnd } = effect;
  const beyond = rise !== undefined && (rise.start < from - EARLY || rise.end > restEnd);
  return beyond ? (betweenLevels(curve, floor, effect) ?? rise) : rise;
}

function asOne(rises: readonly PlacedRise[]): PlacedRise | undefined {
  const height = (rise: PlacedRise) => rise.after - rise.before;
  const largest = rises.toSorted((a, b) => height(b) - height(a))[0];
  if (largest === undefined) return undefined;
  const parts = rises.filter((rise) => height(rise) >= PART * height(largest));
  const first = parts[0] ?? largest;
  const last = parts.at(-1) ?? largest;
  return { ...largest, from: first.from, start: first.start, to: last.to, end: last.end };
}

/** The rise from the level before a burst to the one that its end left; undefined where it has no bucket. */
function betweenLevels(curve: Curve, floor: Float64Array, effect: Effect): PlacedRise | undefined {
  const { from, to, restEnd, before, after } = effect;
  const left = Math.max(0, lowerBound(curve.start, from - EARLY, 0, curve.n) - 1);
  const right = lowerBound(curve.end, Math.min(restEnd, to + EARLY), left, curve.n) - 1;
  if (right <= left) return undefined;
  const rise = { from: left, to: right, before, after: Math.min(after, at(floor, right)), startup: false };
  return placeBetween(curve, floor, rise, left, right);
}

/**
 * The candidates as steps of their bursts, in order. A burst that added nothing left no step. What went back is told by the
 * rests after it: what a later burst frees and takes again at once was held. Rises that belong to no burst stay as they are.
 */
export function stepsOfBursts(
  curve: Curve,
  floor: Float64Array,
  candidates: readonly Candidate[],
  effects: readonly Effect[],
  still: (effect: Effect) => number,
): Candidate[] {
  const steps = candidates.filter((candidate) => candidate.effect === undefined);
  let lowest = Number.POSITIVE_INFINITY;
  for (const effect of effects.toReversed()) {
    lowest = Math.min(lowest, effect.after);
    const gain = gainOf(effect);
    const ofBurst = candidates.filter((candidate) => isOf(candidate, effect));
    const rise = riseOfBurst(curve, floor, ofBurst, effect);
    if (rise === undefined || gain <= still(effect)) continue;
    const givenBack = clamp((effect.after - lowest) / gain, 0, 1);
    // a step that began in a rest may be a task's of the service's own
    const { effect: _, ...step }: Candidate = { ...rise, kept: gain, givenBack };
    steps.push(step.start > effect.to + EARLY ? step : { ...step, effect });
  }
  return steps.sort((a, b) => a.start - b.start);
}

/** Whether a rise belongs to a burst, or goes over it into the next, as it does where the rest between them is short. */
function isOf({ effect, start, end }: Candidate, burst: Effect): boolean {
  return effect === burst || (effect !== undefined && start < burst.to && end > burst.from);
}
