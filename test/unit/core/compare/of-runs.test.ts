import { expect, test } from 'vitest';
import { compareTrials } from '../../../../src/core/compare/comparison';
import { ComparisonFold, headed } from '../../../../src/core/compare/fold';
import { eventsOfRuns, type RecordedRun } from '../../../../src/core/compare/of-runs';
import { RunFold } from '../../../../src/core/run/fold';
import type { HeaderEvent } from '../../../../src/core/run/header';
import { madeUpHeader } from '../run/made-up-header';

function recorded(file: string, fields: Partial<HeaderEvent> = {}): RecordedRun {
  const run = new RunFold();
  run.push(madeUpHeader({ id: file, ...fields }));
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
  const runs = ['a', 'b', 'a'].map((file) => recorded(file, { trial }));
  expect(shape(runs)).toEqual(['as built', 'c as-built 1', 'c as-built 2', 'finished']);
});

test('a recording that nobody named is told by its date, and by its service where there are several', () => {
  const unnamed = (id: string, startedAt: string, service = 'widgets') => ({
    ...recorded(id, { startedAt, service: { name: service } }),
    name: id,
  });
  const named = recorded('main.memprofile');
  const first = unnamed('2026-01-01T10-00-00-widgets', '2026-01-01T10:00:00.000Z');
  expect(shape([first, named])[0]).toMatch(/^202\d-\d\d-\d\d \d\d:\d\d \S+, run$/);
  const other = unnamed('2026-01-02T10-00-00-api', '2026-01-02T10:00:00.000Z', 'api');
  expect(shape([first, other])[0]).toMatch(/^widgets, 202\S+ \d\d:\d\d \S+, api, 202\S+ \d\d:\d\d \S+$/);
});

function compared(runs: RecordedRun[]) {
  const fold = new ComparisonFold();
  for (const event of eventsOfRuns('runs', runs)) fold.push(event);
  return compareTrials(headed(fold));
}

test('figures of another service are not set against those of the reference', () => {
  const api = { service: { name: 'api' } };
  const other = recorded('api.memprofile', api);
  const { conclusion, rows, notes, noise } = compared([recorded('a.memprofile'), other]);
  expect(conclusion).toEqual({
    outcome: 'undecided',
    text: expect.stringContaining('these are recordings of different services'),
  });
  expect(rows.map(({ differences }) => differences)).toEqual([{}, {}]);
  expect(notes.filter((note) => !note.includes('cut off'))).toEqual([
    'api.memprofile is of another service than the reference (api): its figures are not set against those.',
  ]);
  expect(noise).toBeUndefined();

  const three = compared([recorded('a.memprofile'), other, recorded('b.memprofile')]);
  const difference = (file: string) =>
    three.rows.find(({ trial }) => trial.id === file)?.differences.retained;
  expect(difference('b.memprofile')).toMatchObject({ ratio: 1 });
  expect(difference('api.memprofile')).toBeUndefined();
  expect(three.conclusion).toMatchObject({ outcome: 'no-gain' });
});

test('the options of an allocator are named with it', () => {
  const allocator = (options: Record<string, string>) =>
    ({ name: 'system', how: 'default', evidence: 'made up', options }) as const;
  const tuned = recorded('b.memprofile', { allocator: allocator({ MALLOC_ARENA_MAX: '1' }) });
  const { rows } = compared([recorded('a.memprofile', { allocator: allocator({}) }), tuned]);
  expect(rows.map(({ measures }) => measures[0]?.allocator)).toEqual([
    'system',
    'system, MALLOC_ARENA_MAX=1',
  ]);
});
