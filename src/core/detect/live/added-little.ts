/** What the next bursts tell of a step: whether what it holds is used again. */
import { gainOf } from '../bursts/account';
import type { Effect } from '../bursts/effects';
import { covers } from '../bursts/repeats';

/** Whether a burst that did about as much as another added little of what that one added, and gave nothing back. */
export function addedLittle(burst: Effect, other: Effect): boolean {
  const share = gainOf(burst) / burst.weight / (gainOf(other) / other.weight);
  return covers(burst, other, 0.7) && Math.abs(share) <= 0.25;
}
