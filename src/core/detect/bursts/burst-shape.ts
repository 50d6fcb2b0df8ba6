/** The shape that the bursts of a known load add up to. */
import { type Account, takeAccount } from './account';
import { isHeldAtWork, neverFell, restsHigh, risesAtWork, staysUp } from './at-work';
import { type Effect, isCounted, isUnknown, ofOneWeight } from './effects';
import { filledUp } from './filled-up';
import { type Growth, gainOf, growthOver } from './growth';
import { lawOf } from './law';
import { ENOUGH_REPEATS, leakOf } from './leak';
import { hasPaused, pausedOften } from './pauses';
import { approachesBound } from './saturation';
import { addedUnlike, stillAddsMuch } from './unlike';

/** What is kept in the end and how far memory rose, above the level before the first burst; bytes. */
export interface Outcome {
  kept: number;
  swing: number;
  /** the least rise that counts */
  step: number;
  still: (effect: Effect) => number;
  /** the allocator is known to return nothing with time: what stays in the end was kept, whatever came back with it */
  trimsOnly: boolean;
}

export type BurstShape =
  | { name: 'came-back' }
  /** the floor follows the bursts, up and down, and keeps little of each */
  | { name: 'creeping' }
  | { name: 'leak'; growth: Growth }
  /** grew alike and then stopped */
  | { name: 'filled' }
  /** the repeats added next to nothing */
  | { name: 'ceiling'; growth: Growth }
  /** the repeats added unevenly, and far less for their work than the bursts before */
  | { name: 'slowing'; growth: Growth }
  /** few of the bursts added something */
  | { name: 'few' }
  /** bursts that did as much as others added far less, and no leak adds so unlike */
  | { name: 'unlike' }
  | { name: 'open' };

/** Of the rises of bursts that added something: below it, memory follows the load. */
export const LITTLE_OF_BURST = 0.4;
/** Of what bursts added: when later ones give so much back, nothing was kept for good. */
export const MUCH_LOST = 0.3;
const LITTLE = 0.3;
const HALF_OF_PEAK = 0.5;
const MUCH_OF_PEAK = 0.65;
/** The same where the allocator returns nothing with time: bursts use again what was kept, and rise above it by less. */
const KEPT_BY_HEAPS = 0.4;
const UNEVEN = 0.25;
const SLOWED = 0.35;
/** Of the rises of bursts: less than this was kept by those that added something at all. */
const HARDLY = 0.18;
/** Of what is kept: what the bursts added that count. */
const MOST = 0.5;
/** Times the least rise that counts, up to which bursts that each added less leave nothing to speak of. */
const NOTHING = 4;
/** Of the way to the peak: less than this was kept of what was in use. */
const NEXT_TO_NOTHING = 0.25;
/** Bursts that added the same for their work, and their mean deviation, of the mean, from which on one between them that lost is beside it. */
const ALIKE = { count: 5, unevenness: 0.2 };
/** Bursts after the last that added something, and of what was added, gone back at any time: what stays then is held. */
const HOLDING = { bursts: 3, moved: 0.05, share: 0.25 };
/** Bursts that left something, bursts since the last of them, and share of all that went back. */
const TRIMMED = { gains: 2, after: 2, share: 0.35 };
/** Of what is kept, and of the pace of the repeats before: late ones that add so much have met no ceiling. */
const SOMETHING = 0.05;
const LASTING = 0.8;
/** Of the largest gain: bursts after it that add no more together have met a ceiling. */
const STOPPED = 0.15;

export function shapeOfBursts(account: Account, outcome: Outcome): BurstShape {
  const { effects, gains, share, gained, returned, repeats, sinceMost } = account;
  const { kept, swing, step, still } = outcome;
  const lost = trimmedOnce(account, still) ? 0 : account.lost;
  if (kept <= Math.max(step, 0.12 * swing) && kept <= 0.35 * Math.max(gained, 2 * step))
    return { name: 'came-back' };
  if (gains.length === 0) return inSmallSteps(account, outcome);
  const paused = pausedOften(account, still);
  const leak = paused ? undefined : leakOf(account, kept, step);
  if (leak !== undefined) return { name: 'leak', growth: leak };
  const few = gains.length <= 0.5 * effects.length;
  const scattered = few && account.scattered && lost <= 0.1 * gained && share >= HARDLY;
  const follows = outcome.trimsOnly
    ? lost > MUCH_LOST * gained || kept < KEPT_BY_HEAPS * swing
    : lost > 0.1 * gained || kept < (share < LITTLE ? MUCH_OF_PEAK : HALF_OF_PEAK) * swing;
  if (addsAlikeButOnce(account, still)) return { name: 'open' };
  if (lost > MUCH_LOST * gained && !staysUp(effects, kept, swing)) return { name: 'creeping' };
  const taken = outcome.trimsOnly && restsHigh(effects, kept, swing);
  if (returned > MUCH_LOST * gained && !taken && !isHeldAtWork(account, kept))
    return { name: risesAtWork(effects, kept) ? 'open' : 'creeping' };
  if (!scattered && share < LITTLE_OF_BURST && follows && !holds(account) && !neverFell(account, kept, swing))
    return { name: 'creeping' };
  const filled = filledUp(effects, still) || (!isCounted(effects) && filledUp(ofOneWeight(effects), still));
  if (filled || approachesBound(effects)) return { name: 'filled' };
  if (gained < MOST * kept) return { name: 'open' };
  if (repeats !== undefined && hasCeiling(repeats, account, kept))
    return { name: 'ceiling', growth: repeats };
  if (sinceMost !== undefined && hasStopped(sinceMost, account))
    return { name: 'ceiling', growth: sinceMost };
  if (repeats !== undefined && isSlowing(repeats, account)) return { name: 'slowing', growth: repeats };
  const pauses = effects.length - gains.length;
  if (few && (repeats !== undefined || pauses >= 3)) return { name: 'few' };
  const unlike = (addedUnlike(account, still) && !stillAddsMuch(account)) || hasPaused(account) || paused;
  return { name: unlike ? 'unlike' : 'open' };
}

/** Whether what several bursts left went back once only, in part and long after: a heap that was trimmed, and holds the rest. */
function trimmedOnce({ effects, gains, gained, lost }: Account, still: Outcome['still']): boolean {
  const [loser, ...others] = effects.filter((effect) => gainOf(effect) < -still(effect));
  const last = gains.at(-1);
  if (loser === undefined || last === undefined || others.length > 0 || gains.length < TRIMMED.gains)
    return false;
  const after = effects.indexOf(loser) - effects.indexOf(last);
  return after >= TRIMMED.after && lost <= TRIMMED.share * gained;
}

/** Whether what bursts left stood still under so many later ones, and in their rests: it is held, however little of their rise. */
export function holds({ effects, gains, gained, lost, returned, share }: Account): boolean {
  const last = gains.at(-1);
  const later = last === undefined ? 0 : effects.length - 1 - effects.indexOf(last);
  return share >= HOLDING.share && later >= HOLDING.bursts && lost + returned <= HOLDING.moved * gained;
}

/** Bursts that each added less than counts: together they may be a leak that is slow, or lost in what is in use. */
function inSmallSteps({ effects }: Account, { kept, swing, step }: Outcome): BurstShape {
  if (kept <= NOTHING * step) return { name: 'came-back' };
  const whole = takeAccount(effects, () => 0);
  const leak = leakOf(whole, kept, step);
  if (leak !== undefined) return { name: 'leak', growth: leak };
  return { name: kept <= NEXT_TO_NOTHING * swing ? 'came-back' : 'open' };
}

/** Whether all bursts after the first but one added the same for their work, to the last: an allocator gave back once what a leak left out. */
function addsAlikeButOnce({ effects }: Account, still: Outcome['still']): boolean {
  const others = effects.slice(1).filter((effect) => gainOf(effect) > -still(effect));
  const growth = growthOver(others, still);
  const once = others.length === effects.length - 2 && others.at(-1) === effects.at(-1);
  return once && growth !== undefined && growth.count >= ALIKE.count && growth.unevenness < ALIKE.unevenness;
}

/** Whether the last repeats added next to nothing, of all that was kept or against the largest gain. */
function hasCeiling(repeats: Growth, account: Account, kept: number): boolean {
  const goesOn = repeats.lateGains === 1 && repeats.lasting > LASTING && repeats.late > SOMETHING * kept;
  if (goesOn && repeats.count >= ENOUGH_REPEATS) return false;
  const largest = Math.max(...account.gains.map(gainOf), 0);
  return (
    repeats.late <= 0.15 * kept ||
    (repeats.last / repeats.lastCount <= 0.15 * largest && repeats.lasting < 0.6)
  );
}

/** Whether several bursts that did as much as the one that added most, and came after it, added next to nothing together. */
function hasStopped({ added }: Growth, { gains }: Account): boolean {
  return added <= STOPPED * Math.max(...gains.map(gainOf));
}

/**
 * Whether what the repeats added fits no leak: one adds alike for the same work, before the repeats and in them. A busy
 * machine spreads the growth of fragmentation over the repeats like this.
 */
function isSlowing({ count, rate, unevenness }: Growth, account: Account): boolean {
  const { firstRate, effects } = account;
  if (isUnknown(effects) && stillAddsMuch(account)) return false;
  const slowed = unevenness >= UNEVEN && rate <= SLOWED * firstRate;
  return count >= ENOUGH_REPEATS && (slowed || lawOf(effects) === 'fading');
}
