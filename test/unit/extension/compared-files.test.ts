import { describe, expect, test } from 'vitest';
import { type ComparisonEvent, encodeComparisonEvent } from '../../../src/core/compare/event';
import { readComparedFiles } from '../../../src/extension/compare/compared-files';

const trial = (id: string) =>
  ({ id, label: `with ${id}`, kind: 'environment', allocator: 'system' }) as const;

const measure = (file: string) => ({
  profile: 'flat' as const,
  baseline: 1,
  peak: 1,
  retained: 1,
  meanRss: 1,
  requests: 1,
  errors: 0,
  steps: [],
  file,
});

const log = (...events: ComparisonEvent[]) =>
  [
    {
      kind: 'comparison',
      format: 1,
      id: 'c',
      startedAt: '2026-03-02T10:00:00.000Z',
      tool: 'stairstep',
      service: { name: 'api' },
      trials: [trial('a'), trial('b')],
      repeats: 1,
    } satisfies ComparisonEvent,
    ...events,
  ]
    .map(encodeComparisonEvent)
    .join('');

const started = { kind: 'trial-started', trial: 'a', repeat: 1, at: '2026-03-02T10:00:01.000Z' } as const;
const finished = { kind: 'trial-finished', trial: 'a', repeat: 1, measure: measure('a1') } as const;

describe('the recordings of a comparison', () => {
  test('end with the one that is being made', () => {
    const { runs } = readComparedFiles(log(started, finished), { trial: 'b', file: 'b1' });
    expect(runs.map(({ file, label }) => [file, label])).toEqual([
      ['a1', 'with a'],
      ['b1', 'with b'],
    ]);
  });

  test('keep it at the end where its trial was measured before', () => {
    const after = { ...finished, trial: 'b', measure: measure('b1') };
    const { runs } = readComparedFiles(log(started, finished, after), { trial: 'a', file: 'a2' });
    expect(runs.map(({ file, repeat, repeats }) => [file, repeat, repeats])).toEqual([
      ['a1', 1, 2],
      ['b1', 1, 1],
      ['a2', 2, 2],
    ]);
  });

  test('have one that is measured already once', () => {
    const { runs } = readComparedFiles(log(started, finished), { trial: 'a', file: 'a1' });
    expect(runs).toHaveLength(1);
  });
});
