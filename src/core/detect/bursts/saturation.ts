/**
 * The law of a cache with random keys. Of what equal bursts ask for, a share is held already, and only the rest is new: what
 * each adds falls along a straight line with what is held, and is nothing at the bound (the coupon collector's problem).
 * The high-water mark of an allocator falls faster at first, or by jumps.
 */
import { leastSquares, mean, meanDeviation } from '../curve/least-squares';
import type { Effect } from './effects';
import { gainOf } from './growth';

/** Gains that tell a line. */
const ENOUGH = 6;
/** Of the largest gain: mean deviation from the line. */
const STRAIGHT = 0.045;
/** Share of what was missing that one burst adds: of less the bound is out of sight, and what takes more may be an allocator's. */
const ADDS = { least: 0.1, most: 0.45 };
/** Share of the way to the bound that was gone. */
const REACHED = 0.8;

/** Whether bursts of as many connections added in proportion to what was missing of a bound, and came near it. */
export function approachesBound(effects: readonly Effect[]): boolean {
  const [first] = effects;
  const last = effects.at(-1);
  if (first === undefined || last === undefined || effects.length < ENOUGH) return false;
  if (effects.some(({ connections }) => connections !== first.connections)) return false;
  const usual = mean(effects.map(({ weight }) => weight));
  const held = effects.map(({ before }) => before);
  const gains = effects.map((effect) => (gainOf(effect) / effect.weight) * usual);
  const line = leastSquares(held, gains);
  const bound = line.middle - line.level / line.slope;
  const adds = -line.slope >= ADDS.least && -line.slope <= ADDS.most;
  return (
    adds &&
    meanDeviation(line, held, gains) <= STRAIGHT * Math.max(...gains) &&
    last.after - first.before >= REACHED * (bound - first.before)
  );
}
