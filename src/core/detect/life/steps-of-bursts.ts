/** One step a burst, where the load is known: what the burst left behind, at the place of its rises. */
import { EARLY } from '../bursts/burst-course';
import type { Effect } from '../bursts/effects';
import { gainOf } from '../bursts/growth';
import { clamp } from '../curve/vector';
import type { PlacedRise } from '../rises/place';
import type { Candidate } from './step';

/** Share of the largest rise of a burst from which on another one belongs to its step. */
const PART = 1 / 3;

/** The rises of one burst as one: from the first to the last of those that are not small beside the largest. */
export function asOneRise<R extends PlacedRise>(rises: readonly R[]): R | undefined {
  const height = (rise: R) => rise.after - rise.before;
  const largest = rises.toSorted((a, b) => height(b) - height(a))[0];
  if (largest === undefined) return undefined;
  const parts = rises.filter((rise) => height(rise) >= PART * height(largest));
  const first = parts[0] ?? largest;
  const last = parts.at(-1) ?? largest;
  return { ...largest, from: first.from, start: first.start, to: last.to, end: last.end };
}

/**
 * The candidates as steps of their bursts, in order. A burst that added nothing left no step; `lowestAfter` is the lowest
 * level, in bytes, from a time to the end. Rises that belong to no burst stay as they are.
 */
export function stepsOfBursts(
  candidates: readonly Candidate[],
  effects: readonly Effect[],
  still: (effect: Effect) => number,
  lowestAfter: (t: number) => number,
): Candidate[] {
  const steps = candidates.filter((candidate) => candidate.effect === undefined);
  for (const effect of effects) {
    const gain = gainOf(effect);
    const rise = asOneRise(candidates.filter((candidate) => isOf(candidate, effect)));
    if (rise === undefined || gain <= still(effect)) continue;
    const givenBack = clamp((effect.after - lowestAfter(effect.restEnd)) / gain, 0, 1);
    const step = { ...rise, ...within(rise, effect), kept: gain, givenBack };
    steps.push(step.start > effect.to + EARLY ? withoutBurst(step) : { ...step, effect });
  }
  return steps.sort((a, b) => a.start - b.start);
}

/** A step that began in a rest: a task of the service's own may have left it. */
function withoutBurst({ effect: _, ...step }: Candidate): Candidate {
  return step;
}

/** Whether a rise belongs to a burst, or goes over it into the next, as it does where the rest between them is short. */
function isOf({ effect, start, end }: Candidate, burst: Effect): boolean {
  return effect === burst || (effect !== undefined && start < burst.to && end > burst.from);
}

/** Start and end of the part of a rise that lies in a burst, seconds. */
function within({ start, end }: PlacedRise, { from, to, restEnd }: Effect): { start: number; end: number } {
  return { start: start < from - EARLY ? from : start, end: end > restEnd ? to : end };
}
