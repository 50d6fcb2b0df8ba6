/**
 * Bursts of fewer connections after larger ones. A heap that is used again adds nothing in them; what a leak keeps goes by
 * their work, as in all others.
 */
import type { Effect } from './effects';
import { type Growth, gainOf, growthOver, rateOf } from './growth';

/** Bursts that tell it, the most connections of each as a share of an earlier one's, and their pace as a share of that of all. */
const SMALLER = { count: 4, connections: 0.8, pace: 0.5, each: 0.6 };

/** What a burst did where nobody counted its requests: connections times seconds. */
const work = ({ connections = 0, from, to }: Effect) => connections * (to - from);

/** The growth of all bursts, where smaller ones after larger ones added at about their pace, most of them and in both halves. */
export function growthOfSmaller(effects: readonly Effect[]): Growth | undefined {
  let most = 0;
  const smaller = effects.filter(({ connections = 0 }) => {
    const isSmaller = most > 0 && connections <= SMALLER.connections * most;
    most = Math.max(most, connections);
    return isSmaller;
  });
  const known = effects.every(({ connections }) => connections !== undefined);
  if (!known || smaller.length < SMALLER.count) return undefined;
  const pace = rateOf(effects, work);
  const half = smaller.length >> 1;
  const keepsPace = [smaller.slice(0, half), smaller.slice(half)].every(
    (row) => rateOf(row, work) >= SMALLER.pace * pace,
  );
  const adding = smaller.filter((effect) => gainOf(effect) >= SMALLER.pace * pace * work(effect));
  return keepsPace && adding.length >= SMALLER.each * smaller.length
    ? growthOver(effects, () => 0, work)
    : undefined;
}
