/** Recordings of a program that knows what it holds: never a healthy or leaking one called a stair-step. */
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Profile } from '../../../../src/core/run/verdict';
import { evidenceOf, type Knowledge } from '../../../accuracy/evidence';
import { programRuns } from '../../../corpus/programs/index';
import { judged } from './support';

const runs = programRuns(join(import.meta.dirname, '../../../corpus'), 'tuning').filter(
  ({ decidable }) => decidable.known,
);

interface Misnamed {
  id: string;
  profile: Profile;
  said: Profile;
}

/** Of runs that can be told: what was said of each that is neither right nor left open. */
async function misnamed(knowledge: Knowledge): Promise<Misnamed[]> {
  const wrong: Misnamed[] = [];
  for (const run of runs) {
    const { id, profile } = run;
    const said = judged(evidenceOf(run, knowledge)).verdict.profile;
    if (said !== profile && said !== 'inconclusive') wrong.push({ id, profile, said });
    // the runner must hear from this process, however long all of them take
    await setImmediate();
  }
  return wrong;
}

describe(`of ${runs.length} recorded behaviours whose shape can be told`, () => {
  it('has hundreds', () => {
    expect(runs.length).toBeGreaterThan(300);
  });

  it('none is a stair-step that is something else, with the load known', async () => {
    const wrong = await misnamed('everything');
    expect(wrong.filter(({ said }) => said === 'stair-step')).toEqual([]);
    expect(wrong.length).toBeLessThanOrEqual(0.01 * runs.length);
  });

  it('nor is one, with no more than the times of the load', async () => {
    const wrong = await misnamed('intervals');
    expect(wrong.filter(({ said }) => said === 'stair-step')).toEqual([]);
  });
});
