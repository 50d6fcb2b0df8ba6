/**
 * A staircase of equal steps: without a known load it may be a leak under bursts, or a cache that fills; fragmentation
 * takes most with its first burst and less with each that follows.
 */

import type { Effect } from '../bursts/effects';
import { gainOf } from '../bursts/growth';
import { mean } from '../curve/least-squares';
import { at, median } from '../curve/vector';
import type { Candidate } from '../life/step';

export interface Staircase {
  /** steps after the first */
  count: number;
  /** bytes of each, the mean */
  each: number;
  /** whether the next step is not yet due, by the time between them */
  goesOn: boolean;
}

/** Mean deviation of the sizes, as a share of their mean, up to which few and many steps are equal. */
const EQUAL = { few: 0.06, many: 0.12 };
const FEW = 3;
/** The same of the times between them, up to which they are regular, as under bursts. */
const REGULAR = 0.3;
/** Times between steps after which the next is overdue. */
const OVERDUE = 2;

/** The staircase that the steps are, if they are one; `end` is the time of the last sample. */
export function staircaseOf(steps: readonly Candidate[], end: number): Staircase | undefined {
  const after = steps.slice(1);
  // The last may have been cut short, by the end of its burst or by a bound.
  const whole =
    after.length > FEW && at(sizesOf(after), after.length - 1) < median(sizesOf(after))
      ? after.slice(0, -1)
      : after;
  const sizes = sizesOf(whole);
  if (sizes.length < FEW) return undefined;
  const each = mean(sizes);
  const starts = steps.map((step) => step.start);
  const many = sizes.length > FEW && areRegular(starts);
  if (unevenness(sizes) > (many ? EQUAL.many : EQUAL.few)) return undefined;
  return { count: sizes.length, each, goesOn: !isOverdue(starts, end) };
}

/** Steps within this share of the first of a row are alike; so many, with so much of the growth, leave it in question. */
const ALIKE = 0.12;
const SEVERAL = 3;
const MUCH = 0.3;

/** Shares of the usual step of a row below and above which another one is unlike it. */
const UNLIKE = { less: 0.75, more: 1.33 };

/**
 * The sizes, in bytes, of the longest row of alike steps, where these are several and hold much of the growth; not
 * where others were unlike them and many bursts since added nothing, or the last was the largest by far and memory has
 * stood still since for as long as all growth took, as a leak or a cache would not have it.
 */
export function alikeSteps(
  steps: readonly Candidate[],
  effects: readonly Effect[],
  still: number,
  end: number,
): number[] | undefined {
  const sizes = sizesOf(steps);
  let longest: number[] = [];
  for (let from = 0; from < sizes.length; from++) {
    let to = from + 1;
    while (to < sizes.length && Math.abs(at(sizes, to) - at(sizes, from)) <= ALIKE * at(sizes, from)) to++;
    if (to - from > longest.length) longest = sizes.slice(from, to);
  }
  const usual = median(longest);
  const unlike = sizes.some((size) => size < UNLIKE.less * usual || size > UNLIKE.more * usual);
  if (unlike && idleSince(steps, effects, still) >= IDLE_BURSTS) return undefined;
  if (endsInTheLargest(steps, UNLIKE.more * usual, end)) return undefined;
  return longest.length >= SEVERAL && sum(longest) > MUCH * sum(sizes) ? longest : undefined;
}

/** Whether the last step holds so much, none before it did, and it stood for as long as all steps took. */
function endsInTheLargest(steps: readonly Candidate[], least: number, end: number): boolean {
  const [first] = steps;
  const last = steps.at(-1);
  if (first === undefined || last === undefined || last.kept < least) return false;
  const largest = steps.every(({ kept }) => kept <= last.kept);
  return largest && end - last.end >= last.end - first.start;
}

/** How many bursts since the last step added nothing. */
function idleSince(steps: readonly Candidate[], effects: readonly Effect[], still: number): number {
  const end = steps.at(-1)?.end ?? 0;
  return effects.filter((e) => e.from > end && Math.abs(gainOf(e)) <= still).length;
}

/** Steps after the first that tell that there is no decline, parts in which more of them are looked at, and how even all are. */
const UNDIMINISHED = {
  steps: 6,
  many: 20,
  parts: 6,
  most: 1.5,
  unevenness: 0.28,
  lasting: [0.75, 1.35],
} as const;

/**
 * The mean of many steps after the first, bytes, where the later ones are no smaller than the earlier and none stands out:
 * a heap that meets its high-water mark takes less and less. Of many, what each part of the time brought is compared.
 */
export function undiminished(steps: readonly Candidate[]): number | undefined {
  const after = steps.slice(1);
  if (after.length < UNDIMINISHED.steps) return undefined;
  const parts = after.length < UNDIMINISHED.many ? sizesOf(after) : byTime(after, UNDIMINISHED.parts);
  const half = parts.length >> 1;
  const lasting = mean(parts.slice(-half)) / mean(parts.slice(0, half));
  const [least, most] = UNDIMINISHED.lasting;
  const even =
    Math.max(...parts) <= UNDIMINISHED.most * mean(parts) && unevenness(parts) <= UNDIMINISHED.unevenness;
  return even && lasting >= least && lasting <= most ? mean(sizesOf(after)) : undefined;
}

/** Bytes of the steps in each of so many equal parts of the time that they took. */
function byTime(steps: readonly Candidate[], parts: number): number[] {
  const from = steps[0]?.start ?? 0;
  const seconds = (steps.at(-1)?.start ?? 0) - from;
  const sums = Array.from({ length: parts }, () => 0);
  for (const { start, kept } of steps) {
    const part = Math.min(parts - 1, Math.floor((parts * (start - from)) / seconds));
    sums[part] = (sums[part] ?? 0) + kept;
  }
  return sums;
}

/** Rises that tell a doubling; within which each is twice the one before, and came after twice the time. */
const DOUBLING = { steps: 3, size: [1.7, 2.4], time: [1.4, 3] } as const;

/** How many steps each doubled the one before, and came after twice the time, where all did: a table that fills at one pace. */
export function doublings(steps: readonly Candidate[]): number | undefined {
  const ratios = (values: readonly number[]) => values.slice(1).map((value, k) => value / at(values, k));
  const within = (values: readonly number[], [least, most]: readonly [number, number]) =>
    values.every((value) => value >= least && value <= most);
  const apart = apartOf(steps.map((step) => step.start));
  const doubled = within(ratios(sizesOf(steps)), DOUBLING.size) && within(ratios(apart), DOUBLING.time);
  return steps.length >= DOUBLING.steps && doubled ? steps.length : undefined;
}

/** Of the first: two steps are equal; of bursts that found everything filled, so many. */
const SAME = 0.06;
const IDLE_BURSTS = 3;

/** Whether two equal steps, a smaller one and then bursts that add nothing may be a cache that met its bound in the third. */
export function mayHaveFilled(
  steps: readonly Candidate[],
  effects: readonly Effect[],
  still: number,
): boolean {
  const [first = 0, second = 0, third = 0] = sizesOf(steps);
  const equal = Math.abs(second - first) <= SAME * first && third < first;
  return steps.length === 3 && equal && idleSince(steps, effects, still) >= IDLE_BURSTS;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Whether what came at some times, in seconds, would have come again by `end` if it still went on. */
export function isOverdue(times: readonly number[], end: number): boolean {
  const apart = median(apartOf(times));
  return end - at(times, times.length - 1) > OVERDUE * apart;
}

const apartOf = (times: readonly number[]): number[] => times.slice(1).map((time, k) => time - at(times, k));

/** The mean deviation as a share of the mean. */
function unevenness(values: readonly number[]): number {
  const usual = mean(values);
  return mean(values.map((value) => Math.abs(value - usual))) / usual;
}

/** Whether what came at some times, in seconds, came regularly, as bursts do. */
export const areRegular = (times: readonly number[]): boolean => unevenness(apartOf(times)) <= REGULAR;

const sizesOf = (steps: readonly Candidate[]): number[] => steps.map((step) => step.kept);
