/** How right a detector was: the figures of the accuracy table. */
import { PROFILES, type Profile } from '../../src/core/run/verdict';
import type { Labelled } from '../corpus/generator/labelled';

/** A step that somebody found: indices of samples, and bytes where they say so. */
export interface FoundStep {
  start: number;
  end: number;
  bytes?: number;
}

export interface Answer {
  /** absent from a detector that names no shape */
  profile?: Profile;
  confidence?: number;
  steps: readonly FoundStep[];
}

export interface StepScore {
  right: number;
  found: number;
  wanted: number;
  /** of the right ones, |found - true| / true */
  sizeErrors: number[];
  /** of the right ones, both ends within the margin */
  bothEnds: number;
}

export const noSteps = (): StepScore => ({ right: 0, found: 0, wanted: 0, sizeErrors: [], bothEnds: 0 });

/** Samples within which a place is right: the larger of 5 samples and 1 s. */
export function margin(t: readonly number[]): number {
  const span = (t.at(-1) ?? 0) - (t[0] ?? 0);
  const perSecond = span > 0 ? (t.length - 1) / span : 1;
  return Math.max(5, Math.round(perSecond));
}

/**
 * One to one: a found step is right where its middle lies within a true rise or the margin about it. Optional true
 * steps take what hits them and count neither way.
 */
export function scoreSteps(series: Labelled, found: readonly FoundStep[], into: StepScore): void {
  const m = margin(series.t);
  const taken = new Set<FoundStep>();
  for (const step of series.steps.toSorted((a, b) => Number(a.optional) - Number(b.optional))) {
    const centre = (step.start + step.end) / 2;
    const distance = (f: FoundStep) => Math.abs((f.start + f.end) / 2 - centre);
    const hit = found
      .filter((f) => !taken.has(f))
      .filter((f) => (f.start + f.end) / 2 >= step.start - m && (f.start + f.end) / 2 <= step.end + m)
      .sort((a, b) => distance(a) - distance(b))[0];
    if (hit !== undefined) taken.add(hit);
    if (step.optional) {
      if (hit !== undefined) into.found--;
      continue;
    }
    into.wanted++;
    if (hit === undefined) continue;
    into.right++;
    if (Math.abs(hit.start - step.start) <= m && Math.abs(hit.end - step.end) <= m) into.bothEnds++;
    if (hit.bytes !== undefined) into.sizeErrors.push(Math.abs(hit.bytes - step.bytes) / step.bytes);
  }
  into.found += found.length;
}

export function precisionRecall(score: StepScore): { precision: number; recall: number; f1: number } {
  const precision = score.found > 0 ? score.right / score.found : 1;
  const recall = score.wanted > 0 ? score.right / score.wanted : 1;
  return {
    precision,
    recall,
    f1: precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0,
  };
}

/** True profile -> said profile -> how often. */
export type Confusion = Record<Profile, Record<Profile, number>>;

export function emptyConfusion(): Confusion {
  const row = (): Record<Profile, number> => ({
    'stair-step': 0,
    leak: 0,
    ragged: 0,
    flat: 0,
    inconclusive: 0,
  });
  return { 'stair-step': row(), leak: row(), ragged: row(), flat: row(), inconclusive: row() };
}

export function accuracy(confusion: Confusion): { right: number; all: number } {
  let right = 0;
  let all = 0;
  for (const truth of PROFILES) {
    for (const said of PROFILES) {
      all += confusion[truth][said];
      if (truth === said) right += confusion[truth][said];
    }
  }
  return { right, all };
}
