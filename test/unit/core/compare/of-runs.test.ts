import { expect, test } from 'vitest';
import { eventsOfRuns, type RecordedRun } from '../../../../src/core/compare/of-runs';
import type { HeaderEvent } from '../../../../src/core/run/event';
import { RunFold } from '../../../../src/core/run/fold';

function recorded(file: string, trial?: HeaderEvent['trial']): RecordedRun {
  const run = new RunFold();
  run.push({
    kind: 'header',
    format: 1,
    id: file,
    startedAt: '2026-11-23T08:30:00.000Z',
    tool: 'stairstep test',
    service: { name: 'widgets' },
    machine: { os: 'linux', kernel: '6.1', arch: 'x64', cores: 2, memory: 1e9 },
    allocator: { name: 'system', how: 'default', evidence: 'none' },
    ...(trial && { trial }),
  });
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
