import { expect, test } from 'vitest';
import { compareTrials } from '../../../../src/core/compare/comparison';
import { type ComparisonEvent, encodeComparisonEvent } from '../../../../src/core/compare/event';
import { readComparison } from '../../../../src/core/compare/fold';
import { AS_BUILT, foldOf, header, MB, measure, PRELOAD } from './support';

const head = header([AS_BUILT, PRELOAD]);
const events: ComparisonEvent[] = [
  { kind: 'trial-started', trial: 'as-built', repeat: 1, at: '2026-11-23T08:30:01.000Z' },
  {
    kind: 'trial-finished',
    trial: 'as-built',
    repeat: 1,
    measure: measure(900 * MB, { file: '../runs/a.memprofile' }),
  },
  { kind: 'trial-started', trial: 'preload-jemalloc', repeat: 1, at: '2026-11-23T08:31:01.000Z' },
  { kind: 'trial-finished', trial: 'preload-jemalloc', repeat: 1, measure: measure(300 * MB) },
  { kind: 'finished', reason: 'completed' },
];
const text = [head, ...events].map(encodeComparisonEvent).join('');

test('a file says what the events said', () => {
  const read = readComparison(text);
  expect(read).toEqual(foldOf(head, events));
});

test('a killed comparison keeps its finished trials, wherever its file was cut', () => {
  const lastLine = text.lastIndexOf('{"kind":"trial-finished"');
  for (let cut = lastLine; cut < text.length - 60; cut += 7) {
    const fold = readComparison(text.slice(0, cut));
    expect(fold.trials.get('as-built')?.measures).toHaveLength(1);
    expect(fold.trials.get('preload-jemalloc')?.status.state).toBe('running');
    expect(fold.ended).toBeUndefined();
  }
});

test('lines of a newer version are skipped, a newer format is refused', () => {
  const newer = text.replace('\n', '\n{"kind":"hologram"}\nnot json\n');
  const fold = readComparison(newer);
  expect(compareTrials(fold).rows).toHaveLength(2);
  expect(() => readComparison(text.replace('"format":1', '"format":9'))).toThrow(/format 9/);
});

test('words that only a newer version knows leave the rest its sense', () => {
  const measured = measure(300 * MB);
  const newer = [
    {
      ...head,
      plan: { rounds: 'adaptive' },
      trials: [AS_BUILT, { ...PRELOAD, kind: 'interposed', allocator: 'hardened', fix: 'hardened' }],
    },
    { kind: 'trial-finished', trial: 'as-built', repeat: 1, measure: measure(900 * MB) },
    {
      kind: 'trial-finished',
      trial: PRELOAD.id,
      repeat: 1,
      measure: { ...measured, profile: 'sawtooth' },
    },
    { kind: 'finished', reason: 'out-of-time' },
  ];
  const fold = readComparison(newer.map((event) => `${JSON.stringify(event)}\n`).join(''));
  expect(fold.header).not.toHaveProperty('plan');
  const trial = fold.trials.get(PRELOAD.id);
  expect(trial?.trial).toMatchObject({ label: PRELOAD.label, kind: 'unknown', allocator: 'unknown' });
  expect(trial?.trial).not.toHaveProperty('fix');
  expect(trial?.measures).toEqual([{ ...measured, profile: 'inconclusive', written: 'sawtooth' }]);
  expect(fold.ended).toBe('cancelled');
  const [least] = compareTrials(fold).rows;
  expect(least).toMatchObject({ profile: 'inconclusive', profiles: ['sawtooth'] });
});

test('a damaged header is refused, with the name of the field', () => {
  const damaged = (change: object) => `${JSON.stringify({ ...head, ...change })}\n`;
  expect(() => readComparison(damaged({ repeats: '3' }))).toThrow(/damaged: repeats is no number/);
  expect(() => readComparison(damaged({ trials: [{ ...AS_BUILT, kind: 7 }] }))).toThrow(
    /damaged: trials.0.kind is no text/,
  );
});

test('a file of something else is refused', () => {
  expect(() => readComparison('')).toThrow(/empty/);
  expect(() => readComparison('{"kind":"header"}\n')).toThrow(/not a comparison/);
});
