/**
 * Bursts of which nothing but the times is known: whether what they added is too unlike for a leak. One leaves as much for
 * the same work, be that so much a burst, a second, or a byte in use, and more where the connections ramp up. Where some
 * bursts left far less than one before them by each measure, memory was there to be used again, and the rises are steps.
 */
import { type Account, useOf } from './account';
import { type Effect, isUnknown } from './effects';
import { severalGrewThrough } from './evenly';
import { gainOf, sum } from './growth';
import { lawOf } from './law';

type Work = (effect: Effect) => number;

const BY_BURST_AND_SECOND: readonly Work[] = [() => 1, ({ from, to }) => to - from];
/** Share of what an earlier burst left, below which a later one fell short. */
const SHORT = 0.75;
/** Mean deviation, as a share of the mean, up to which bursts added alike; as of a leak whose requests nobody counted. */
const ALIKE = 0.15;
/** The same for what they used, of which only the height is seen. */
const ALIKE_BY_USE = 0.25;
/** Gains from which on the first, with which comes what the service takes at its first use, is left out. */
const MANY = 4;

export function addedUnlike(account: Account, still: Work): boolean {
  if (!isUnknown(account.effects) || goesWithUse(account, still)) return false;
  if (lawOf(account.effects) === 'lasting') return false;
  const gains = compared(account);
  // bursts that end by adding nothing have met a ceiling, however they grew before
  const growing = account.gains.at(-1) === account.effects.at(-1);
  if (growing && severalGrewThrough(gains) && !usedAlike(gains, still)) return false;
  return BY_BURST_AND_SECOND.every((work) => isUneven(gains, work, ALIKE) && fellShort(gains, work, still));
}

/** Of the largest gain: a last burst that added more has met no ceiling, however unlike the others were. */
const MUCH = 0.4;

/** Whether the last burst added much: what goes on so may be a leak's, also where connections ramp up. */
export function stillAddsMuch({ effects, gains }: Account): boolean {
  const last = effects.at(-1);
  return last !== undefined && gainOf(last) > MUCH * Math.max(...gains.map(gainOf));
}

/** Whether bursts added in proportion to the memory that each used while it lasted. */
export function goesWithUse(account: Account, still: Work): boolean {
  const gains = compared(account);
  return gains.every((effect) => useOf(effect) > still(effect)) && !isUneven(gains, useOf, ALIKE_BY_USE);
}

/** Of the most that a burst used: no less, where bursts used alike. */
const NO_LESS = 0.7;

/** Whether bursts used as much memory while they lasted, and so did about as much. */
function usedAlike(gains: readonly Effect[], still: Work): boolean {
  const uses = gains.map(useOf);
  return (
    gains.every((effect) => useOf(effect) > still(effect)) && Math.min(...uses) >= NO_LESS * Math.max(...uses)
  );
}

/** The gains that were neither cut short by a bound nor came with a first use. */
function compared({ effects, gains }: Account): readonly Effect[] {
  const [last, other] = [gains.at(-1), gains.at(-2)];
  const fell = last !== undefined && other !== undefined && gainOf(last) < gainOf(other);
  // The last gain of many, or before bursts that add nothing, may have been cut short by a bound.
  const mayBeCut = last !== effects.at(-1) || (fell && gains.length > MANY);
  const whole = mayBeCut ? gains.slice(0, -1) : gains;
  return whole.length >= MANY ? whole.slice(1) : whole;
}

function isUneven(effects: readonly Effect[], work: Work, alike: number): boolean {
  const rate = sum(effects, gainOf) / sum(effects, work);
  const deviation = sum(effects, (effect) => Math.abs(gainOf(effect) - rate * work(effect)));
  return effects.length < MANY - 1 || deviation >= alike * sum(effects, gainOf);
}

/** Whether bursts left far less than earlier ones; a single one of many may have done less than it seems. */
function fellShort(effects: readonly Effect[], work: Work, still: Work): boolean {
  const short = effects.filter((later, k) =>
    effects.slice(0, k).some((earlier) => {
      const expected = (gainOf(earlier) * work(later)) / work(earlier);
      return gainOf(later) <= SHORT * expected && expected - gainOf(later) > still(earlier) + still(later);
    }),
  );
  return short.length > (effects.length > MANY ? 1 : 0);
}
