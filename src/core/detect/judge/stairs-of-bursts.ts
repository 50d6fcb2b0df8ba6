/** Steps of a known load: how sure they are, and what else may be in them. */
import type { Reason } from '../../run/verdict';
import { type Account, stillness } from '../bursts/account';
import { LITTLE_OF_BURST } from '../bursts/burst-shape';
import type { Effect } from '../bursts/effects';
import { type Growth, gainOf, growthOver, rateOf, sum } from '../bursts/growth';
import { largestBursts, mostConnections } from '../bursts/largest';
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
  const still = stillness(scale.step);
  const beside = goesOnBeside(effects, still, kept) ?? addsWithEach(effects, still, kept);
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
  const most = mostConnections(effects);
  const last = effects.slice(-BESIDE.count);
  const each = last.every((e) => (e.connections ?? 0) === most && gainOf(e) > still(e));
  if (last.length < BESIDE.count || !each) return undefined;
  const growth = growthOver(last, still);
  return growth !== undefined && growth.lasting >= BESIDE.lasting && growth.added >= BESIDE.share * kept
    ? growth
    : undefined;
}

/** Later bursts of the most connections that each added something: the later half of what the earlier one did, and at their pace so much of what is kept. */
const EACH = { count: 3, lasting: 0.4, share: 0.4 };

/** The growth of all bursts of the most connections after the first of them, where each added: a leak would, and a heap may. */
function addsWithEach(
  effects: readonly Effect[],
  still: (effect: Effect) => number,
  kept: number,
): Growth | undefined {
  const [first, ...later] = mostConnections(effects) > 0 ? largestBursts(effects) : [];
  if (first === undefined) return undefined;
  const since = effects.slice(effects.indexOf(first) + 1);
  const growth = growthOver(later, still);
  if (growth === undefined || growth.count < EACH.count || growth.lasting < EACH.lasting) return undefined;
  const all = sum(effects, ({ weight }) => weight);
  const each = later.every((effect) => gainOf(effect) > still(effect));
  return each && rateOf(since) * all >= EACH.share * kept
    ? { ...growth, apart: later.length < since.length }
    : undefined;
}
