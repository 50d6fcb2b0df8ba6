/** Whether steps, or all growth, may be the line of a leak. */

import type { Trend } from '../curve/trend';
import { type Candidate, heldBy } from '../life/step';

/** Share of the time, and of what steps hold. */
const MOSTLY = 0.65;
const MOST = 0.75;

/** Whether the steps that hold most take most of the time from the first to the last of them, with hardly a plateau between. */
export function isRamp(steps: readonly Candidate[]): boolean {
  const main = holdingMost(steps);
  const ramps = main.reduce((seconds, step) => seconds + step.end - step.start, 0);
  return main.length > 1 && ramps > MOSTLY * ((main.at(-1)?.end ?? 0) - (main[0]?.start ?? 0));
}

/** The first steps that together hold most of what all hold. */
function holdingMost(steps: readonly Candidate[]): readonly Candidate[] {
  const most = MOST * heldBy(steps);
  let count = 0;
  for (let held = 0; held < most; count++) held += steps[count]?.kept ?? most;
  return steps.slice(0, count);
}

/**
 * Whether all growth, steps and what lies between, is spread so evenly over the time that it may be a leak's. Where a
 * part of each rise came back, they were bursts, and a leak under bursts of any length is a rougher line.
 */
export function isLine(trend: Trend | undefined, share: number): boolean {
  if (trend === undefined) return false;
  const scatter = trend.scatter / trend.growth;
  return (
    (trend.tau > 0.9 && scatter < 0.06 && trend.persistence > 0.6 && trend.persistence < 1.7) ||
    (share < 0.75 && trend.tau > 0.8 && scatter < 0.09 && trend.persistence > 0.4)
  );
}
