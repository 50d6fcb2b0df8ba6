/** Repeats of one figure, and when two of them differ by more than chance. */

export interface Spread {
  median: number;
  min: number;
  max: number;
  /** how many repeats */
  n: number;
}

/** The spread of some values; undefined where there are none. */
export function spreadOf(values: readonly number[]): Spread | undefined {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const min = sorted[0];
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) return undefined;
  const upper = sorted[sorted.length >> 1] ?? max;
  const lower = sorted[(sorted.length - 1) >> 1] ?? min;
  return { median: (lower + upper) / 2, min, max, n: sorted.length };
}

/** What counts as chance: a share of the larger value, and an amount in the unit of the figure. */
export interface NoiseFloor {
  share: number;
  amount: number;
}

/**
 * Floors for one run of each, where nothing shows the real spread. The sample service as built kept 486, 499 and
 * 586 MB in three runs of one plan on a machine that had other work too.
 */
export const SINGLE_RUN = {
  memory: { share: 0.1, amount: 10e6 },
  throughput: { share: 0.15, amount: 0.5 },
  latency: { share: 0.25, amount: 1 },
  cpu: { share: 0.15, amount: 0.2 },
} as const satisfies Record<string, NoiseFloor>;

export type Quantity = keyof typeof SINGLE_RUN;

/** With repeats the ranges themselves show the noise; below this a difference means nothing even so. */
const REPEATED: Readonly<Record<Quantity, NoiseFloor>> = {
  memory: { share: 0.01, amount: 1e6 },
  throughput: { share: 0.02, amount: 0.1 },
  latency: { share: 0.02, amount: 0.2 },
  cpu: { share: 0.02, amount: 0.05 },
};

export interface Difference {
  /** value / reference; 1 where both are 0, infinite where only the reference is */
  ratio: number;
  /** value - reference, in the unit of the figure */
  by: number;
  withinNoise: boolean;
}

/** How `value` stands to `reference`. Noise: the ranges overlap, or, with one run of each, the stated floor. */
export function differenceOf(value: Spread, reference: Spread, quantity: Quantity): Difference {
  const by = value.median - reference.median;
  const ratio = reference.median > 0 ? value.median / reference.median : by === 0 ? 1 : Infinity;
  const repeated = value.n > 1 && reference.n > 1;
  const floor = (repeated ? REPEATED : SINGLE_RUN)[quantity];
  const small = Math.abs(by) < Math.max(floor.amount, floor.share * Math.max(value.median, reference.median));
  const overlap = repeated && value.min <= reference.max && reference.min <= value.max;
  return { ratio, by, withinNoise: small || overlap };
}
