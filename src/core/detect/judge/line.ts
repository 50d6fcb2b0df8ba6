/** Whether steps, or all growth, may be the line of a leak. */

import type { Trend } from '../curve/trend';
import type { Life } from '../life/life';
import { type Candidate, heldBy } from '../life/step';
import { littleOf } from './little';

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

/** Blocks, Kendall's tau, scatter as a share of the growth, and what the later half and the last quarter added, of a line that stairs would not follow. */
const STRAIGHT = {
  blocks: 20,
  tau: 0.9,
  scatter: 0.03,
  persistence: [0.7, 1.4],
  lastQuarter: [0.15, 0.4],
} as const;
/** Of what is kept, explained by the line. */
const EXPLAINED = 0.7;

/** Bytes, and seconds that they took. */
export interface Growth {
  growth: number;
  seconds: number;
}

/**
 * The growth in one line from the start, or from where it became faster, to the end, in however many
 * small steps, as where each user leaves something.
 */
export function straightGrowth(life: Life): Growth | undefined {
  if (life.swing <= littleOf(life)) return undefined;
  const kept = life.final - life.baseline;
  const trend = [life.wholeTrend, life.bentTrend].find(
    (t) => t !== undefined && isStraight(t) && t.growth >= EXPLAINED * kept,
  );
  return trend && { growth: trend.growth, seconds: trend.growth / trend.slope };
}

function isStraight({ blocks, tau, scatter, growth, persistence, lastQuarter }: Trend): boolean {
  const isWithin = (value: number, [least, most]: readonly [number, number]) =>
    value >= least && value <= most;
  return (
    blocks >= STRAIGHT.blocks &&
    tau >= STRAIGHT.tau &&
    scatter <= STRAIGHT.scatter * growth &&
    isWithin(persistence, STRAIGHT.persistence) &&
    isWithin(lastQuarter, STRAIGHT.lastQuarter)
  );
}

/** Blocks, Kendall's tau, scatter and persistence of growth in one line; so much of all growth. */
const FILLING = { blocks: 20, tau: 0.95, scatter: 0.025, persistence: 0.6, growth: 0.75 } as const;

/** Whether memory grew in one line, at no rests of its own, until it was still: what fills at one pace and is full. */
export function filledInALine({ fillTrend, final, baseline }: Life): boolean {
  return (
    fillTrend !== undefined &&
    fillTrend.blocks >= FILLING.blocks &&
    fillTrend.tau >= FILLING.tau &&
    fillTrend.scatter <= FILLING.scatter * fillTrend.growth &&
    fillTrend.persistence >= FILLING.persistence &&
    fillTrend.growth >= FILLING.growth * (final - baseline)
  );
}
