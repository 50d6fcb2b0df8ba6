/**
 * The generated half of the corpus. Labels are true by construction. The detector was tuned on `TUNING_SEED` only;
 * `HELD_OUT_SEED` is for the figures and nothing else.
 */
import * as growth from './families-growth';
import * as healthy from './families-healthy';
import * as quiet from './families-quiet';
import * as steps from './families-steps';
import type { Labelled } from './labelled';
import { type Model, realise } from './model';
import { Random } from './random';

export const TUNING_SEED = 20_261_101;
export const HELD_OUT_SEED = 20_261_124;

export const FAMILIES: readonly ((random: Random) => Model)[] = [
  ...Object.values(steps),
  ...Object.values(growth),
  ...Object.values(healthy),
  ...Object.values(quiet),
];

/** `count` series of each family; the same for the same seed. */
export function generate(seed: number, count: number): Labelled[] {
  return FAMILIES.flatMap((family, f) =>
    Array.from({ length: count }, (_, i) => {
      const random = new Random(seed + f * 100_003 + i * 7_919);
      const model = family(random);
      return realise(`${model.family}-${seed}-${i}`, model, random);
    }),
  );
}
