/** What a service takes at the first use of its parts (pools, tables, lazily read files), once, is no step of an allocator. */
import { isUnknown } from '../bursts/effects';
import type { Life } from '../life/life';
import type { Candidate } from '../life/step';

/** Times the least move that counts: megabytes, on most machines. */
const FIRST_USE = 8;
/** Of the way to the peak, where little is known of the load. */
const LITTLE_OF_USE = 0.3;

/** Whether bytes kept are so few, absolutely and below the `use` that bursts make of memory. */
export function isLittle(kept: number, use: number, least: number): boolean {
  return kept <= FIRST_USE * least && kept <= LITTLE_OF_USE * use;
}

/** Whether `steps` are a single one, of the first burst where that is known, that is no more than a first use takes; `kept` in bytes. */
export function isFirstUse(
  { effects, scale, peak, baseline }: Life,
  steps: readonly Candidate[],
  kept: number,
): boolean {
  const [first] = steps;
  if (steps.length !== 1 || (first?.effect !== undefined && first.effect !== effects[0])) return false;
  return isUnknown(effects) ? isLittle(kept, peak - baseline, scale.least) : kept <= FIRST_USE * scale.least;
}
