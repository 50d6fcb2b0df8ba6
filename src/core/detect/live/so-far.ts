/** The shape of the bursts of a run that still goes on. */
import { type Account, stillness, takeAccount } from '../bursts/account';
import { type BurstShape, shapeOfBursts } from '../bursts/burst-shape';
import type { Effect } from '../bursts/effects';
import type { Scale } from '../curve/scale';

/** What the bursts add up to until now; undefined before the first. `trimsOnly`: the allocator is known to return nothing with time. */
export function shapeSoFar(
  effects: readonly Effect[],
  { step }: Scale,
  trimsOnly: boolean,
): { account: Account; shape: BurstShape } | undefined {
  const first = effects[0];
  const last = effects.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const still = stillness(step);
  const account = takeAccount(effects, still);
  const kept = last.after - first.before;
  const swing = Math.max(...effects.map(({ peak }) => peak)) - first.before;
  return { account, shape: shapeOfBursts(account, { kept, swing, step, still, trimsOnly }) };
}
