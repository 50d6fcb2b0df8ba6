/** Real runs of the corpus, as they were recorded and as others might have recorded them: never a wrong word. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  begunAt,
  loadMovedBy,
  type Perturbation,
  sampledAt,
  scaledBy,
  tailOf,
  without,
} from '../../../accuracy/perturb';
import { judgeRun, type Recorded, readRecorded, verdictOn } from '../../../accuracy/recorded';

const runs = readRecorded(join(import.meta.dirname, '../../../corpus/recorded'));

/** What is said and is neither true of a run nor abstained from. */
function wrongWords(all: readonly Recorded[], change: Perturbation): string[] {
  return all.flatMap((run) => {
    const said = judgeRun({ ...run, evidence: change(run.evidence) });
    return (['full', 'intervals', 'none'] as const)
      .filter((known) => ![run.label, ...run.also, 'inconclusive'].includes(said[known]))
      .map((known) => `${run.name}, ${known}: ${said[known]}`);
  });
}

/** Ten times as large, what hardly moved does move. */
const moving = runs.filter(({ label, also }) => ![label, ...also].includes('flat'));

describe(`of ${runs.length} recorded runs, with all of the load known, its times only, and nothing`, () => {
  it('has them all', () => {
    expect(runs.length).toBeGreaterThan(20);
  });

  const ways: [string, Perturbation][] = [
    ['as recorded', (evidence) => [...evidence]],
    ['with a tail of 10 s', tailOf(10)],
    ['with a tail of 5 s', tailOf(5)],
    ['begun a second later', begunAt(1)],
    ['begun two seconds later', begunAt(2)],
    ['at 10 Hz', sampledAt(10)],
    ['at 5 Hz', sampledAt(5)],
    ['at 1 Hz', sampledAt(1)],
    ['a tenth as large', scaledBy(0.1)],
    ['with 2 % of the samples missing', without(0.02, 7)],
    ['with 20 % of the samples missing', without(0.2, 8)],
    ['the load said half a second late', loadMovedBy(0.5)],
    ['the load said half a second early', loadMovedBy(-0.5)],
    ['at 1 Hz, a tail of 5 s', (evidence) => sampledAt(1)(tailOf(5)(evidence))],
    ['at 1 Hz, the load said late', (evidence) => sampledAt(1)(loadMovedBy(0.5)(evidence))],
  ];
  it.each(ways)('%s: says nothing wrong', (_, change) => {
    expect(wrongWords(runs, change)).toEqual([]);
  });

  it('ten times as large: says nothing wrong of those that move', () => {
    expect(wrongWords(moving, scaledBy(10))).toEqual([]);
  });
});

describe('the steps that are marked and the reasons that speak of them', () => {
  const stairs = runs.filter(({ label }) => label === 'stair-step');

  it.each(stairs.map((run) => [run.name, run] as const))('agree on %s', (_, run) => {
    const { steps, reasons, bursts } = verdictOn(run);
    const said = reasons.find((reason) => reason.code === 'steps-hold-growth')?.numbers;
    const held = steps.reduce((bytes, step) => bytes + step.kept, 0);
    expect(said).toMatchObject({ count: steps.length, held });
    expect(new Set(steps.map((step) => step.burst)).size).toBe(steps.length);
    for (const step of steps) {
      const burst = bursts.find((one) => one.burst === step.burst);
      expect(step.kept).toBeCloseTo((burst?.after ?? 0) - (burst?.before ?? 0), -1);
    }
  });
});
