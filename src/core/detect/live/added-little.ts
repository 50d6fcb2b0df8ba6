/** What the next bursts tell of a step: whether what it holds is used again. */
import type { Step } from '../../run/verdict';
import type { Effect } from '../bursts/effects';
import { gainOf } from '../bursts/growth';
import { covers } from '../bursts/repeats';

/** Whether a burst that did about as much as another added little of what that one added, and gave nothing back. */
export function addedLittle(burst: Effect, other: Effect): boolean {
  const share = gainOf(burst) / burst.weight / (gainOf(other) / other.weight);
  return covers(burst, other, 0.7) && Math.abs(share) <= 0.25;
}

/** Whether a later burst that did as much as the one that caused a step added little to it. */
export function isBornOut(step: Pick<Step, 'burst'>, effects: readonly Effect[]): boolean {
  const k = effects.findIndex((effect) => effect.burst === step.burst);
  const cause = effects[k];
  return cause !== undefined && effects.slice(k + 1).some((later) => addedLittle(later, cause));
}
