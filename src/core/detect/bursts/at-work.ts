/** Where memory moved while bursts lasted, and between them: whether what is kept was held then, too. */
import type { Account } from './account';
import type { Effect } from './effects';
import { gainOf, lastThird, sum } from './growth';

/** Of the bursts that added something, of their rises, and of what is kept: held at work, too. */
const HELD = { bursts: 0.7, share: 0.6, atWork: 0.65 };
/** Bursts after the first, and of the way to the peak: memory that is never below the one share again, and ends above the other, has not come back. */
const UP = { bursts: 3, low: 0.6, end: 0.8 };
/** Bursts whose lows do not all rise by chance. */
const RISING = 5;
/** Of what is kept: memory never fell below this again, whatever moved above it. */
const NEVER_BELOW = 0.8;
/** Bursts, what fell of what is kept, and its share of the way to the peak: memory that never fell was held, however high bursts rose. */
const NEVER_FELL = { bursts: 5, fell: 0.035, share: 0.33 };

/**
 * Whether memory never fell below where a burst had left it, in its rests and at work. How much of their rises the bursts
 * left says nothing then: they borrow what others used before them.
 */
export function neverFell({ effects, returned }: Account, kept: number, swing: number): boolean {
  const fell = sum(effects, (effect) => Math.max(0, -gainOf(effect)));
  return (
    effects.length >= NEVER_FELL.bursts &&
    fell + returned <= NEVER_FELL.fell * kept &&
    kept >= NEVER_FELL.share * swing
  );
}

/**
 * Whether what is kept was held while bursts lasted, too: an idle allocator may take pages back with its next activity
 * and still keep, or be asked to hold, more each time.
 */
export function isHeldAtWork({ effects, gains, share }: Account, kept: number): boolean {
  const above = (some: readonly Effect[]) =>
    Math.min(...some.map(({ before, dip }) => before - dip)) - (effects[0]?.before ?? 0);
  if (effects.length > 2 && above(effects.slice(1)) > NEVER_BELOW * kept) return true;
  if (gains.length < HELD.bursts * effects.length) return false;
  return share > HELD.share && above(lastThird(effects)) > HELD.atWork * kept;
}

/** Whether memory, once up, moved near its peak to the end, what went back being taken again: that is no coming back. */
export function staysUp([first, ...later]: readonly Effect[], kept: number, swing: number): boolean {
  const base = first?.before ?? 0;
  const lows = later.map(({ before, dip }) => before - dip - base);
  return later.length >= UP.bursts && kept > UP.end * swing && Math.min(...lows) > UP.low * swing;
}

/** Of the way to the peak, and of the highest rest: memory that rests above the one in the later half of the bursts, and ends near the other, has not come back. */
const RESTS_HIGH = { low: 0.5, end: 0.75 };

/** Whether memory rested far up after each burst of the later half: holes that are taken up again are no coming back. */
export function restsHigh(effects: readonly Effect[], kept: number, swing: number): boolean {
  const base = effects[0]?.before ?? 0;
  const rests = effects.map(({ after }) => after - base);
  const late = rests.slice(rests.length >> 1);
  return (
    late.length >= UP.bursts &&
    Math.min(...late) > RESTS_HIGH.low * swing &&
    kept > RESTS_HIGH.end * Math.max(...rests)
  );
}

/** Whether memory at its lowest in each of several bursts lay higher every time, and at last near what is kept: it goes on. */
export function risesAtWork(effects: readonly Effect[], kept: number): boolean {
  const lows = effects.map(({ before, dip }) => before - dip);
  const rises = lows.every((low, k) => k === 0 || low > (lows[k - 1] ?? low));
  return lows.length >= RISING && rises && (lows.at(-1) ?? 0) - (lows[0] ?? 0) > HELD.atWork * kept;
}
