/**
 * The line of the peaks. A collector or a lazy heap lets the levels after bursts go up and down by chance; what all bursts
 * stand on shows at their height. The peaks of equal bursts level off where memory is used again, and rise on beside a leak.
 */
import type { Effect } from './effects';
import { type Growth, growthOver, sum } from './growth';
import { largestBursts } from './largest';

/** Rises from peak to peak of the largest bursts, how even they are, and the later half of what the earlier one rose. */
const LINE = { rises: 6, unevenness: 0.3, least: 0.7, most: 1.5 };
/** Of what the peaks rose: what is still held in the end; else a queue or what expires was in use. */
const HELD = 0.5;

/** The growth from peak to peak of the largest bursts, where these lie on a line and what they rose is held. */
export function growthOfPeaks(effects: readonly Effect[], kept: number): Growth | undefined {
  const largest = largestBursts(effects);
  const rises = largest
    .slice(1)
    .map((effect, k) => ({ ...effect, before: largest[k]?.peak ?? effect.peak, after: effect.peak }));
  const growth = growthOver(rises, () => 0);
  if (growth === undefined || growth.count < LINE.rises || growth.unevenness > LINE.unevenness)
    return undefined;
  const lasts = growth.lasting >= LINE.least && growth.lasting <= LINE.most;
  // bursts of fewer connections between them stand on what these left, too
  const work = sum(effects, ({ weight }) => weight) - (largest[0]?.weight ?? 0);
  return lasts && kept >= HELD * growth.added
    ? { ...growth, rate: growth.added / work, ofPeaks: true }
    : undefined;
}
