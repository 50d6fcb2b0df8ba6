/**
 * The run of bursts at the end that did the same and added the same. Whatever came before it, a start or a cache that
 * filled, bursts that left nothing yet: what goes on so without an end is a leak, for a high-water mark adds less and less.
 */
import { median } from '../curve/vector';
import type { Effect } from './effects';
import { type Growth, gainOf, growthOver, type OfEffect } from './growth';
import { covers } from './repeats';

/** Bursts of a run, its mean deviation as a share of the mean, and share by which the work of each may differ from the last one's. */
const RUN = { bursts: 5, unevenness: 0.12, work: 0.7 };
/** Share of the usual gain within which each lies. */
const ALIKE = 0.3;

/** The growth over the run, if there is one; `still` is the least gain that counts, bytes. */
export function growthOfLastRun(effects: readonly Effect[], still: OfEffect): Growth | undefined {
  const last = effects.at(-1);
  if (last === undefined) return undefined;
  const usual = median(effects.slice(-RUN.bursts).map(gainOf));
  const other = effects.findLastIndex(
    (effect) =>
      !covers(effect, last, RUN.work) ||
      !covers(last, effect, RUN.work) ||
      gainOf(effect) <= still(effect) ||
      Math.abs(gainOf(effect) - usual) > ALIKE * usual,
  );
  const run = growthOver(effects.slice(other + 1), still);
  return run !== undefined && run.count >= RUN.bursts && run.unevenness <= RUN.unevenness ? run : undefined;
}
