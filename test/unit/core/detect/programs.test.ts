/** Recordings of a program that knows what it holds: never a healthy or leaking one called a stair-step. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Profile } from '../../../../src/core/run/verdict';
import { evidenceOf, type Knowledge } from '../../../accuracy/evidence';
import { programRuns } from '../../../corpus/programs/index';
import { judged } from './support';

const runs = programRuns(join(import.meta.dirname, '../../../corpus'), 'tuning').filter(
  ({ decidable }) => decidable.known,
);

/** Of runs that can be told: what was said of each that is neither right nor left open. */
function misnamed(knowledge: Knowledge): { id: string; profile: Profile; said: Profile }[] {
  return runs.flatMap((run) => {
    const said = judged(evidenceOf(run, knowledge)).verdict.profile;
    return [run.profile, 'inconclusive'].includes(said) ? [] : [{ id: run.id, profile: run.profile, said }];
  });
}

describe(`of ${runs.length} recorded behaviours whose shape can be told`, () => {
  it('has hundreds', () => {
    expect(runs.length).toBeGreaterThan(300);
  });

  it('none is a stair-step that is something else, with the load known', () => {
    const wrong = misnamed('everything');
    expect(wrong.filter(({ said }) => said === 'stair-step')).toEqual([]);
    expect(wrong.length).toBeLessThanOrEqual(0.01 * runs.length);
  });

  it('nor is one, with no more than the times of the load', () => {
    expect(misnamed('intervals').filter(({ said }) => said === 'stair-step')).toEqual([]);
  });
});
