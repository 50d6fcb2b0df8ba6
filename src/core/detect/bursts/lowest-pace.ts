/**
 * A leak beside which a table doubles. Each request leaves the same, and no burst less than that; some left more, the room
 * that the table took then. Fragmentation repeats no figure a request.
 */
import type { Effect } from './effects';
import { type Growth, gainOf, growthOver, rateOf } from './growth';

/** Bursts that left the same a request, the last two among them, and share of the pace by which they differ. */
const SAME = { bursts: 3, share: 0.04 };

/**
 * The growth over the bursts that added at the lowest pace, if that is the same for several; read at work, since what a
 * table held before it doubled may go back in the very end of a rest.
 */
export function growthAtLowestPace(effects: readonly Effect[]): Growth | undefined {
  const low = effects.map(({ before, dip }) => before - dip);
  const atWork = effects.map((effect, k) => ({
    ...effect,
    before: low[k] ?? effect.before,
    after: low[k + 1] ?? effect.after,
  }));
  const pace = (effect: Effect) => gainOf(effect) / effect.weight;
  const usual = rateOf(atWork.slice(-2));
  const same = atWork.filter((effect) => Math.abs(pace(effect) - usual) <= SAME.share * usual);
  const least = atWork.every((effect) => pace(effect) >= (1 - SAME.share) * usual);
  const ends = atWork.slice(-2).every((effect) => same.includes(effect));
  const growth = least && ends && same.length >= SAME.bursts ? growthOver(same, () => 0) : undefined;
  return growth && { ...growth, apart: true };
}
