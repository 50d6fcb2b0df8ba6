/**
 * Rises that were kept, and yet are no steps, where the load is not known: those of a leak under bursts, of a cache that
 * fills, of a floor that creeps. What fits several shapes is abstained from.
 */
import { type Account, stillness, takeAccount, useOf } from '../bursts/account';
import { neverFell } from '../bursts/at-work';
import { holds, MUCH_LOST } from '../bursts/burst-shape';
import { ofOneWeight } from '../bursts/effects';
import { addsEvenly, goesOnAlike, goesOnRising } from '../bursts/evenly';
import { filledUp } from '../bursts/filled-up';
import { gainOf, sum } from '../bursts/growth';
import { addedUnlike } from '../bursts/unlike';
import type { Life } from '../life/life';
import { type Candidate, heldBy } from '../life/step';
import { alikeRises, few } from './alike-rises';
import { demands } from './demands';
import { type Judgement, judgement } from './judgement';
import { isLine, isRamp } from './line';
import { reasons } from './words';

/** Share of the time on the move, and of the peak that is left, for {@link restless}. */
const BUSY = 0.4;
const WELL_BELOW = 0.65;
/** Of the way to its peak: less than this is left of memory that came back, however restless it was. */
const NEXT_TO_NOTHING = 0.2;
/** Below these shares of its rises, and of the way to its peak, memory follows the load. */
const LITTLE = 0.4;
const HALF = 0.5;
/** Of what a rise left: up to this much the others moved besides, where few bursts of many left something. */
const ASIDE = 0.1;
/** Of the rises, kept, and of what stayed, held by steps: their seconds are known, and no leak grew beside them. */
const CLEAN = { share: 0.9, held: 0.8 };

/** What the rises are, where they are no steps or may be none. `held` are the bytes that the steps hold. */
export function otherThanSteps(life: Life, steps: Candidate[], held: number): Judgement | undefined {
  const still = stillness(life.scale.step);
  const byDuration = takeAccount(life.effects, still);
  const alike = takeAccount(ofOneWeight(life.effects), still);
  const clean = byDuration.share >= CLEAN.share && held >= CLEAN.held * (life.final - life.baseline);
  const unlike = clean && addedUnlike(byDuration, still) && standOut(steps, held);
  return (
    (unlike ? undefined : alikeRises(life, steps, byDuration, alike)) ??
    filled(byDuration, alike, still, held) ??
    restless(life, steps, alike) ??
    following(life, steps, alike, held) ??
    (goesOnRising(alike) || goesOnAlike(alike) ? undecided(life, steps, alike.share) : undefined) ??
    (unlike ? undefined : inALine(life, steps, alike))
  );
}

/** Of what steps hold: how much a step holds that stands out, and how much such steps hold together. */
const OUTSTANDING = { each: 0.1, all: 0.35 };

/** Whether some steps stand out from many small ones, which may be the lumps of a leak. */
function standOut(steps: readonly Candidate[], held: number): boolean {
  return heldBy(steps.filter((step) => step.kept > OUTSTANDING.each * held)) > OUTSTANDING.all * held;
}

function filled(
  byDuration: Account,
  alike: Account,
  still: (effect: Account['effects'][number]) => number,
  held: number,
): Judgement | undefined {
  return filledUp(alike.effects, still) || addsEvenly(byDuration)
    ? judgement('flat', 0.5, { findings: ['saturated'], reasons: [reasons.saturated(held)] })
    : undefined;
}

/** Memory that is on the move for long without a rest, and far below its peak in the end, shows no plateau that was kept, or came back. */
function restless(life: Life, steps: Candidate[], { share }: Account): Judgement | undefined {
  const longest = Math.max(0, ...life.effects.map((effect) => effect.to - effect.from));
  const kept = life.floor - life.baseline;
  if (longest <= BUSY * (life.end - life.begin) || kept >= WELL_BELOW * (life.peak - life.baseline))
    return undefined;
  if (kept < NEXT_TO_NOTHING * (life.peak - life.baseline))
    return judgement('ragged', 0.6, { reasons: [reasons.cameBack(life.peak, life.final)] });
  return judgement('inconclusive', 0.6, {
    steps,
    reasons: [reasons.restless(longest, life.peak, life.final), reasons.leftShare(share)],
    missing: [demands.rest(), demands.load()],
  });
}

/** Memory of which much comes back, with the load or once it comes again. */
function following(life: Life, steps: Candidate[], account: Account, held: number): Judgement | undefined {
  const { gains, share, lost, gained } = account;
  const kept = life.final - life.baseline;
  const follows = lost > 0.1 * gained || kept < HALF * (life.peak - life.baseline);
  // what no burst ever used and gave back, none left behind by chance
  const largest = Math.max(...account.effects.map(useOf));
  const outgrown = steps.some((step) => step.kept > largest);
  const fellNever = neverFell(account, kept, life.peak - life.baseline);
  const stands = outgrown || fellNever || holds(account) || isScattered(account);
  if (gains.length >= 1 && share < LITTLE && follows && !stands) {
    return gains.length <= 2
      ? undecided(life, steps, share)
      : judgement('ragged', 0.6, { findings: ['not-decayed'], reasons: [reasons.leftShare(share)] });
  }
  if (life.lows.returned > MUCH_LOST * held) {
    return judgement('inconclusive', 0.7, {
      steps: few(steps),
      findings: ['not-decayed'],
      reasons: [reasons.givenBackBetween(life.lows.returned, held)],
      missing: [demands.load(), demands.rest()],
    });
  }
  if (lost > MUCH_LOST * gained && !outgrown) {
    return judgement('inconclusive', 0.6, {
      steps: few(steps),
      reasons: [reasons.lostAgain(lost, gained)],
      missing: [demands.load(), demands.rest()],
    });
  }
  const contradicted = gained < HALF * held;
  return contradicted ? undecided(life, steps, share) : undefined;
}

/** Steps that may be the growth of a leak. */
function inALine(life: Life, steps: Candidate[], account: Account): Judgement | undefined {
  const { gains, share } = account;
  if (isScattered(account)) return undefined;
  const line = isRamp(steps) || (gains.length >= 5 && isLine(life.wholeTrend, share));
  return line ? undecided(life, steps, share) : undefined;
}

function undecided(life: Life, steps: Candidate[], share: number): Judgement {
  return judgement('inconclusive', 0.6, {
    steps: few(steps),
    reasons: [reasons.undecided(life.final - life.baseline), reasons.leftShare(share)],
    missing: [demands.load(), demands.equalBursts()],
  });
}

/** Whether few bursts of many left something, and the others came back to where they began. */
function isScattered({ effects, gains, gained, scattered }: Account): boolean {
  const others = effects.filter((effect) => !gains.includes(effect));
  return (
    scattered &&
    gains.length <= 0.5 * effects.length &&
    sum(others, (effect) => Math.abs(gainOf(effect))) <= ASIDE * (gained / gains.length) * others.length
  );
}
