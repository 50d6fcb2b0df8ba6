/**
 * Many bursts that leave memory on a line over the work they did. What drains only in the next rest, or with the next
 * burst, makes gains unlike, that of one being taken from the next; levels do not add such errors up.
 */
import { leastSquares, meanDeviation } from '../curve/least-squares';
import { measureTrend, type Trend } from '../curve/trend';
import { median } from '../curve/vector';
import type { Effect } from './effects';
import { type Growth, gainOf, growthOver, sum } from './growth';
import { largestBursts, mostConnections } from './largest';

/** Bursts that tell a line. */
const MANY = 8;
/** Of the growth along the line: mean deviation from it. */
const STRAIGHT = 0.06;
/** Slope of the later half over that of the earlier one. */
const LASTING = { least: 0.65, most: 1.5 };

/** Whether the last bursts, all of the most connections, are many and left levels on one rising line. */
export function levelsOnALine(effects: readonly Effect[]): boolean {
  const most = mostConnections(effects);
  const row = effects.slice(effects.findLastIndex(({ connections }) => connections !== most) + 1);
  if (row.length < MANY) return false;
  const work = sums(row.map(({ weight }) => weight));
  const levels = row.map(({ after }) => after);
  const line = leastSquares(work, levels);
  const half = row.length >> 1;
  const early = leastSquares(work.slice(0, half + 1), levels.slice(0, half + 1)).slope;
  const late = leastSquares(work.slice(half), levels.slice(half)).slope;
  const lasting = early > 0 && late >= LASTING.least * early && late <= LASTING.most * early;
  return (
    lasting &&
    meanDeviation(line, work, levels) <= STRAIGHT * line.slope * ((work.at(-1) ?? 0) - (work[0] ?? 0))
  );
}

/** Kendall's tau of levels that rise, slope of the later half over that of the earlier one, and scatter about the line, of the growth along it. */
const RISING = { tau: 0.7, least: 0.7, most: 2.6, scatter: 0.13 };
/** Of the most that a burst of the line did: one that did so much is no small one; of these, so many must have added so much of the mean. */
const ADDING = { work: 0.5, share: 0.6, gain: 0.15 };
/** Of all bursts: those that come before the line. */
const BEFORE = 1 / 3;

/**
 * The growth along the line of the levels that bursts left, over the work that they did, once the largest was there a second
 * time, or of the largest alone; by Theil-Sen, so that no single burst decides. What small bursts leave fits into holes of
 * the heap, and shows with the next large one.
 */
export function growthOfLevels(effects: readonly Effect[]): Growth | undefined {
  const levels = levelsOf(effects);
  const largest = new Set(largestBursts(effects));
  const large = levels.filter(({ effect }) => largest.has(effect));
  const again = large[1] === undefined ? levels.length : levels.indexOf(large[1]);
  const late = levels.slice(Math.max(again, Math.floor(BEFORE * levels.length)));
  return growthAlong(late) ?? growthAlong(large);
}

/** A burst, with the work that was done until its end. */
interface Level {
  effect: Effect;
  work: number;
}

function levelsOf(effects: readonly Effect[]): Level[] {
  const work = sums(effects.map(({ weight }) => weight));
  return effects.map((effect, k) => ({ effect, work: work[k] ?? 0 }));
}

/** Levels that a trend is taken of, at most: it looks at each pair of them. */
const MOST = 500;

function growthAlong(row: readonly Level[]): Growth | undefined {
  const effects = row.map(({ effect }) => effect);
  const stride = Math.ceil(row.length / MOST);
  const looked = row.filter((_, k) => k % stride === 0);
  const trend = measureTrend(
    looked.map(({ work }) => work),
    looked.map(({ effect }) => effect.after),
  );
  const growth = growthOver(effects, () => 0);
  const rising = trend !== undefined && rises(trend) && mostAdd(effects);
  return rising && growth !== undefined ? { ...growth, rate: trend.slope } : undefined;
}

const rises = ({ tau, persistence, scatter, growth }: Trend): boolean =>
  tau >= RISING.tau &&
  persistence >= RISING.least &&
  persistence <= RISING.most &&
  scatter <= RISING.scatter * growth;

/** Bursts that added next to nothing, of the usual gain, and the last ones, of the mean: a leak skips few, and none at the end. */
const SKIPPED = { gain: 0.1, count: 1, last: 2, least: 0.3 };

/** Whether most of the bursts added something that were not small, to the last: steps come with a few of them. */
function mostAdd(row: readonly Effect[]): boolean {
  const most = Math.max(...row.map(({ weight }) => weight));
  const large = row.filter(({ weight }) => weight >= ADDING.work * most);
  const each = sum(large, gainOf) / large.length;
  const usual = median(large.map(gainOf));
  const skipped = large.filter((effect) => Math.abs(gainOf(effect)) <= SKIPPED.gain * usual);
  const last = large.slice(-SKIPPED.last);
  return (
    skipped.length <= SKIPPED.count &&
    sum(last, gainOf) >= SKIPPED.least * each * last.length &&
    large.filter((effect) => gainOf(effect) > ADDING.gain * each).length >= ADDING.share * large.length
  );
}

function sums(values: readonly number[]): number[] {
  let sum = 0;
  return values.map((value) => {
    sum += value;
    return sum;
  });
}
