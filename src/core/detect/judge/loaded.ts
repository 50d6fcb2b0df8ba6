/** The shape of a run whose load is known, in words: growth is read against the bursts, not against the clock. */
import type { Reason } from '../../run/verdict';
import { type Account, stillness, takeAccount } from '../bursts/account';
import { MUCH_LOST, shapeOfBursts } from '../bursts/burst-shape';
import { isCounted, isUnknown } from '../bursts/effects';
import { severalGrewThrough } from '../bursts/evenly';
import { type Growth, gainOf } from '../bursts/growth';
import { goesByTheClock } from '../bursts/idle-growth';
import { ENOUGH_REPEATS } from '../bursts/leak';
import { clamp } from '../curve/vector';
import type { Life } from '../life/life';
import { GIVEN_BACK, heldBy, noticeable } from '../life/step';
import { circumstances } from './circumstances';
import { filledByTheClock } from './clock';
import { demands } from './demands';
import { filledEarly, isFew, isFirstUse, isKeptWarm, mayBeFirstUse, nearlyFull } from './first-use';
import { type Judgement, judgement } from './judgement';
import { hardlyMoved, isLittleOfLevel, littleOf } from './little';
import { beyondRepeats, stepsOnLeak } from './on-leak';
import { IN_DOUBT, isSure, stairStep, UNSURE, withDoubt } from './stairs-of-bursts';
import { reasons } from './words';

/** Of what is kept: growth without a load that leaves the rest in question. */
const MUCH_IDLE = 0.15;
/** Share of what is kept that steps must hold where nothing but their sizes speaks for them. */
const MOST = 0.7;
/** Of the way to the peak: memory came back that is below it. */
const BACK = 0.5;
/** Of the level before: a small service that grew by so much has moved, by however few bytes. */
const MUCH_OF_LEVEL = 0.5;
/** Of the way to the peak: few bytes that are less than this are beside what came back. */
const LITTLE_OF_ALL = 0.12;
/** The same for what came with a first use, of which some went back again. */
const LITTLE_OF_USE = 0.25;
/** Mean deviation of what bursts added, of the mean: a leak that shows on a line through uneven ones is less sure. */
const UNEVEN = 0.35;
/** Times the pace of few repeats, above which the bursts before them leave in doubt whether these go on. */
const MORE_BEFORE = 1.5;

export function judgeLoaded(life: Life): Judgement {
  return withIdleGrowth(life) ?? withBursts(life);
}

/** A task that grows with the clock explains what no burst does; fragmentation needs a load. */
function withIdleGrowth({ idleGrowth, begin, end, final, baseline, rested }: Life): Judgement | undefined {
  if (idleGrowth === undefined) return undefined;
  const kept = final - baseline;
  const why = [reasons.idleGrowth(idleGrowth.growth, rested, idleGrowth.slope)];
  if (goesByTheClock(idleGrowth, kept, end - begin)) return judgement('leak', 0.7, { reasons: why });
  return idleGrowth.growth > MUCH_IDLE * kept
    ? judgement('inconclusive', 0.6, { reasons: why, missing: [demands.longRest()] })
    : undefined;
}

function withBursts(life: Life): Judgement {
  const { scale, effects } = life;
  const still = stillness(scale.step);
  const account = takeAccount(effects, still);
  const kept = life.final - life.baseline;
  const swing = life.peak - life.baseline;
  const shape = shapeOfBursts(account, { kept, swing, step: scale.step, still, trimsOnly: life.trimsOnly });
  const steps = noticeable(life.steps).filter((step) => step.givenBack <= GIVEN_BACK);
  if (shape.name !== 'leak' && isLittleOfLevel(swing, life)) return hardlyMoved(life, 0.7);
  switch (shape.name) {
    case 'came-back':
      if (!moved(life) || isFew(Math.max(kept, swing), scale.least)) return hardlyMoved(life, 0.9);
      return kept < BACK * swing ? cameBack(life) : undecided(account, kept, steps);
    case 'leak': {
      const onLeak = stepsOnLeak(steps, effects, kept);
      const goesOn = reasons.goesOn(shape.growth, effects.length, isCounted(effects));
      const even = shape.growth.unevenness <= UNEVEN && shape.growth.ofPeaks !== true;
      const said = judgement('leak', even ? 0.9 : 0.7, {
        steps: onLeak,
        findings: onLeak.length > 0 ? ['steps-on-leak'] : [],
        reasons: [goesOn, ...(onLeak.length > 0 ? [reasons.stepsOnLeak(heldBy(onLeak), kept)] : [])],
      });
      return mayFade(shape.growth, account)
        ? withDoubt(said, circumstances.fewRepeats(), [demands.moreRepeats()])
        : said;
    }
    case 'creeping':
      return judgement('ragged', 0.7, {
        findings: ['not-decayed'],
        reasons: [whyCreeping(account), reasons.notDecayed(kept, life.rested)],
      });
    case 'filled':
      return saturated(kept);
    case 'ceiling':
      return grewNoMore(
        life,
        account,
        steps,
        reasons.ceiling(shape.growth, kept, largestOf(account), scale.step),
      );
    case 'few':
      return grewNoMore(life, account, steps, reasons.sparse(account.gains.length, effects.length));
    case 'slowing': {
      if (steps.length === 0) return saturated(kept);
      const share = clamp(shape.growth.rate / account.firstRate, 0, 1);
      return stairStep(account, life, steps, reasons.slowing(shape.growth.count, share));
    }
    case 'unlike':
      return heldBy(steps) >= MOST * kept
        ? stairStep(account, life, steps, reasons.unlike(account.gains.map(gainOf)))
        : undecided(account, kept, steps);
    case 'open':
      if (isFew(Math.max(kept, swing), scale.least) && kept < MUCH_OF_LEVEL * life.baseline)
        return hardlyMoved(life, 0.7);
      if (moved(life) && kept < LITTLE_OF_ALL * swing && isFew(kept, scale.least)) return cameBack(life);
      return undecided(account, kept, steps);
  }
}

/** Bursts that added no more in the end, or of which few added something: stairs, or what is full, taken once, or came back. */
function grewNoMore(life: Life, account: Account, steps: Life['steps'], why: Reason): Judgement {
  const { scale, effects } = life;
  const kept = life.final - life.baseline;
  const swing = life.peak - life.baseline;
  const few = isFew(kept, scale.least);
  if (isLittleOfLevel(kept, life)) return moved(life) ? cameBack(life) : hardlyMoved(life, 0.7);
  if (filledByTheClock(life, steps)) return saturated(kept);
  if (moved(life) && kept < LITTLE_OF_ALL * swing && few) return cameBack(life);
  if (steps.length === 0) return saturated(kept);
  if (isKeptWarm(life, steps, kept)) return cameBack(life);
  const firstUse = isFirstUse(life, life.steps, kept);
  const wentBack = account.lost > IN_DOUBT.lost * account.gained && kept < LITTLE_OF_USE * swing;
  if (wentBack && (firstUse || isUnknown(effects))) return cameBack(life);
  const maybe = mayBeFirstUse(life, life.steps, kept);
  if (firstUse || (maybe && few)) {
    const ofFirst = Math.min(kept, ...effects.slice(0, 1).map(gainOf));
    return saturated(kept, few ? reasons.fewBytes(kept) : reasons.firstUse(ofFirst));
  }
  if (maybe && isUnknown(effects)) {
    return judgement('inconclusive', 0.6, {
      steps,
      reasons: [reasons.firstBurstOnly(kept)],
      missing: [demands.connections(false)],
    });
  }
  const full = nearlyFull(effects);
  if (full !== undefined) {
    return judgement('inconclusive', UNSURE, {
      steps,
      reasons: [reasons.nearlyFull(full.left, full.added), why],
      missing: [demands.comparison()],
    });
  }
  const said = stairStep(account, life, steps, why, isSure(account, kept) ? 0.9 : 0.7);
  if (maybe) return withDoubt(said, circumstances.fullAtOnce(), [demands.connections(true)]);
  return filledEarly(effects, stillness(scale.step)) ? withDoubt(said, circumstances.fullEarly()) : said;
}

const largestOf = ({ gains }: Account): number => Math.max(...gains.map(gainOf));

function undecided(account: Account, kept: number, steps: Life['steps']): Judgement {
  const sloping = isUnknown(account.effects) && severalGrewThrough(account.gains);
  const repeated = (account.repeats?.count ?? 0) >= ENOUGH_REPEATS;
  const stairs = repeated ? beyondRepeats(steps, account.effects, kept) : undefined;
  if (stairs !== undefined) return stairs;
  const more = repeated ? (sloping ? demands.work() : demands.largerBursts()) : demands.equalBursts();
  return judgement('inconclusive', 0.6, {
    // what grew from the beginning of each burst to its end is a slope to look at, and no step
    steps: sloping && repeated ? [] : steps,
    reasons: [reasons.undecided(kept), reasons.keptShare(account.share)],
    missing: [more],
  });
}

/** Whether repeats are the fewest that tell a leak, and bursts before them added far more for their work, as a heap's do. */
function mayFade({ count, rate }: Growth, { firstRate }: Account): boolean {
  return count <= ENOUGH_REPEATS && firstRate > MORE_BEFORE * rate;
}

function whyCreeping({ gained, lost, returned, share }: Account): Reason {
  if (returned > MUCH_LOST * gained) return reasons.givenBackAtWork(returned, gained);
  return lost > MUCH_LOST * gained ? reasons.lostAgain(lost, gained) : reasons.keptShare(share);
}

const cameBack = (life: Life): Judgement =>
  judgement('ragged', 0.9, { reasons: [reasons.cameBack(life.peak, life.final)] });

function moved(life: Life): boolean {
  return life.peak - life.baseline > littleOf(life);
}

function saturated(kept: number, why = reasons.saturated(kept)): Judgement {
  return judgement('flat', 0.7, { findings: ['saturated'], reasons: [why] });
}
