/**
 * Many bursts that leave memory on a line over the work they did. What drains only in the next rest, or with the next
 * burst, makes gains unlike, that of one being taken from the next; levels do not add such errors up.
 */
import { leastSquares, mean } from '../curve/least-squares';
import type { Effect } from './effects';

/** Bursts that tell a line. */
const MANY = 8;
/** Of the growth along the line: mean deviation from it. */
const STRAIGHT = 0.06;
/** Slope of the later half over that of the earlier one. */
const LASTING = { least: 0.65, most: 1.5 };

/** Whether the last bursts, all of the most connections, are many and left levels on one rising line. */
export function levelsOnALine(effects: readonly Effect[]): boolean {
  const most = Math.max(...effects.map(({ connections }) => connections ?? 0));
  const row = effects.slice(effects.findLastIndex(({ connections }) => connections !== most) + 1);
  if (row.length < MANY) return false;
  const work = sums(row.map(({ weight }) => weight));
  const levels = row.map(({ after }) => after);
  const line = leastSquares(work, levels);
  const off = mean(
    levels.map((level, k) => level - line.level - line.slope * ((work[k] ?? 0) - line.middle)).map(Math.abs),
  );
  const half = row.length >> 1;
  const early = leastSquares(work.slice(0, half + 1), levels.slice(0, half + 1)).slope;
  const late = leastSquares(work.slice(half), levels.slice(half)).slope;
  const lasting = early > 0 && late >= LASTING.least * early && late <= LASTING.most * early;
  return lasting && off <= STRAIGHT * line.slope * ((work.at(-1) ?? 0) - (work[0] ?? 0));
}

function sums(values: readonly number[]): number[] {
  let sum = 0;
  return values.map((value) => {
    sum += value;
    return sum;
  });
}
