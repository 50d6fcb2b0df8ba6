/** Steps on top of a leak, or of what may be one: what bursts added beyond the pace at which equal ones went on. */

import type { Effect } from '../bursts/effects';
import { mostConnections } from '../bursts/largest';
import { beyondPace, latestPace } from '../bursts/law';
import { type Candidate, heldBy } from '../life/step';
import { demands } from './demands';
import { type Judgement, judgement } from './judgement';
import { reasons } from './words';

/** Of what is kept, that steps on a leak hold; and ones on what may be a leak. */
const SOME = 0.15;
const A_QUARTER = 0.25;
/** Confidence in steps, where the rest may be a leak. */
const OPEN = 0.6;

/** The steps of bursts that added far more than the pace at which a leak went on in the end, less that; none where they hold little. */
export function stepsOnLeak(steps: Candidate[], effects: readonly Effect[], kept: number): Candidate[] {
  const pace = latestPace(effects);
  if (pace === undefined) return [];
  const onLeak = steps.flatMap((step) => {
    const more = step.effect === undefined ? 0 : beyondPace(step.effect, pace);
    return more > 0 ? [{ ...step, kept: more }] : [];
  });
  const firstOnly = onLeak.every(({ effect }) => effect === effects[0]);
  return !firstOnly && heldBy(onLeak) >= SOME * kept ? onLeak : [];
}

/**
 * A stair-step, whatever its repeats would go on to add: bursts of more connections added far more than they did. What
 * the first burst added may be a first use, and does not suffice.
 */
export function beyondRepeats(
  steps: Candidate[],
  effects: readonly Effect[],
  kept: number,
): Judgement | undefined {
  const most = mostConnections(effects);
  // a load that falls does not repeat its largest bursts in the end
  if (effects.at(-1)?.connections !== most) return undefined;
  const beyond = stepsOnLeak(steps, effects, kept);
  const later = beyond.filter(({ effect }) => effect !== effects[0]);
  const held = heldBy(beyond);
  return held >= A_QUARTER * kept && heldBy(later) >= SOME * kept
    ? judgement('stair-step', OPEN, {
        steps,
        reasons: [reasons.steps(steps.length, heldBy(steps), kept), reasons.beyondRepeats(held)],
        missing: [demands.moreRepeats()],
      })
    : undefined;
}
