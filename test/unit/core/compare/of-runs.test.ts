import { expect, test } from 'vitest';
import { eventsOfRuns, type RecordedRun } from '../../../../src/core/compare/of-runs';
import type { HeaderEvent } from '../../../../src/core/run/event';
import { RunFold } from '../../../../src/core/run/fold';
import { madeUpHeader } from '../run/made-up-header';

function recorded(file: string, trial?: HeaderEvent['trial']): RecordedRun {
  const run = new RunFold();
  run.push(madeUpHeader({ id: file, ...(trial && { trial }) }));
  run.push({ kind: 'sample', t: 0, rss: 100 });
  run.push({ kind: 'sample', t: 1, rss: 100 });
  return { file, name: 'run', run };
}

const shape = (runs: RecordedRun[]) =>
  eventsOfRuns('runs', runs).map((event) => {
    if (event.kind === 'comparison') return event.trials.map(({ label }) => label).join(', ');
    return event.kind === 'trial-finished' ? `${event.trial} ${event.repeat}` : event.kind;
  });

test('recordings of the same name are numbered', () => {
  const runs = [recorded('a.memprofile'), recorded('b.memprofile')];
  expect(shape(runs)).toEqual(['run, run (2)', 'a.memprofile 1', 'b.memprofile 1', 'finished']);
});

test('runs of one trial are its repeats, a recording that is named twice is not', () => {
  const trial = { id: 'as-built', label: 'as built', repeat: 1, comparison: 'c' };
  const runs = ['a', 'b', 'a'].map((file) => recorded(file, trial));
  expect(shape(runs)).toEqual(['as built', 'c as-built 1', 'c as-built 2', 'finished']);
});
