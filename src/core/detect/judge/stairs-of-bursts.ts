/** Steps of a known load: how sure they are, and what else may be in them. */
import type { Reason } from '../../run/verdict';
import { type Account, stillness } from '../bursts/account';
import { LITTLE_OF_BURST } from '../bursts/burst-shape';
import type { Effect } from '../bursts/effects';
import { type Growth, gainOf, growthOver } from '../bursts/growth';
import type { Life } from '../life/life';
import { heldBy } from '../life/step';
import { demands } from './demands';
import { type Judgement, judgement } from './judgement';
import { reasons } from './words';

/** Of what bursts added, given back again; of what is kept, added by the last repeats: a ceiling that is less sure. */
export const IN_DOUBT = { lost: 0.1, late: 0.05 };
/** Confidence in steps that may be a cache's, or have a leak beside them. */
export const UNSURE = 0.6;

/** Steps that hold what stayed, for a reason. */
export function stairStep(
  { share, effects }: Account,
  { scale, peak, final, baseline, trimsOnly }: Life,
  steps: Life['steps'],
  why: Reason,
  confidence = 0.7,
): Judgement {
  const kept = final - baseline;
  const held = trimsOnly && share < LITTLE_OF_BURST;
  const said = judgement('stair-step', confidence, {
    steps,
    reasons: [
      reasons.steps(steps.length, heldBy(steps), kept),
      why,
      held ? reasons.keptOfPeak(kept / (peak - baseline)) : reasons.keptShare(share),
    ],
  });
  const beside = goesOnBeside(effects, stillness(scale.step), kept);
  return beside === undefined ? said : withDoubt(said, reasons.goesOnBeside(beside), [demands.moreRepeats()]);
}

/** Steps that something else would look the same as. */
export function withDoubt(said: Judgement, why: Reason, missing: Reason[] = []): Judgement {
  return {
    ...said,
    confidence: UNSURE,
    reasons: [...said.reasons, why],
    missing: [...said.missing, ...missing],
  };
}

/** Whether next to nothing went back, and the last repeats added next to nothing. */
export function isSure({ lost, gained, repeats }: Account, kept: number): boolean {
  return lost <= IN_DOUBT.lost * gained && (repeats?.last ?? 0) <= IN_DOUBT.late * kept;
}

/** Bursts at the end that each added something: the later half so much of what the earlier one did, and all so much of what is kept. */
const BESIDE = { count: 6, lasting: 0.6, share: 0.05 };

/**
 * The growth of bursts at the end, all of the most connections, that went on to add without a decline: a heap that meets
 * its high-water mark adds less and less, and now and then nothing.
 */
function goesOnBeside(
  effects: readonly Effect[],
  still: (effect: Effect) => number,
  kept: number,
): Growth | undefined {
  const most = Math.max(...effects.map(({ connections = 0 }) => connections));
  const last = effects.slice(-BESIDE.count);
  const each = last.every((e) => (e.connections ?? 0) === most && gainOf(e) > still(e));
  if (last.length < BESIDE.count || !each) return undefined;
  const growth = growthOver(last, still);
  return growth !== undefined && growth.lasting >= BESIDE.lasting && growth.added >= BESIDE.share * kept
    ? growth
    : undefined;
}
