/**
 * Bursts of which nothing but the times is known: whether what they added is too unlike for a leak. One leaves as much for
 * the same work, be that so much a burst or so much a second, and more where the connections ramp up. Where some bursts
 * left far less than one before them by either measure, memory was there to be used again, and the rises are steps.
 */
import { type Account, gainOf, sum } from './account';
import { type Effect, isUnknown } from './effects';

type Work = (effect: Effect) => number;

const BY_BURST_AND_SECOND: readonly Work[] = [() => 1, ({ from, to }) => to - from];
/** Share of what an earlier burst left, below which a later one fell short. */
const SHORT = 0.75;
/** Mean deviation, as a share of the mean, up to which bursts added alike; as of a leak whose requests nobody counted. */
const ALIKE = 0.15;
/** Gains from which on the first, with which comes what the service takes at its first use, is left out. */
const MANY = 4;

export function addedUnlike({ effects, gains }: Account, still: Work): boolean {
  if (!isUnknown(effects)) return false;
  // Before bursts that add nothing, the last gain may have been cut short by a bound.
  const whole = gains.at(-1) === effects.at(-1) ? gains : gains.slice(0, -1);
  const compared = whole.length >= MANY ? whole.slice(1) : whole;
  return BY_BURST_AND_SECOND.every((work) => isUneven(compared, work) && fellShort(compared, work, still));
}

function isUneven(effects: readonly Effect[], work: Work): boolean {
  const rate = sum(effects, gainOf) / sum(effects, work);
  const deviation = sum(effects, (effect) => Math.abs(gainOf(effect) - rate * work(effect)));
  return effects.length < MANY - 1 || deviation >= ALIKE * sum(effects, gainOf);
}

function fellShort(effects: readonly Effect[], work: Work, still: Work): boolean {
  return effects.some((later, k) =>
    effects.slice(0, k).some((earlier) => {
      const expected = (gainOf(earlier) * work(later)) / work(earlier);
      return gainOf(later) <= SHORT * expected && expected - gainOf(later) > still(earlier) + still(later);
    }),
  );
}
