import { describe, expect, test } from 'vitest';
import { compareTrials } from '../../../../src/core/compare/comparison';
import { AS_BUILT, compared, FIX, foldOf, header, MB, measure, ONE_ARENA, PINNED, PRELOAD } from './support';

const built = measure(953 * MB);

test('ranks by retained memory, and says what the best brings and costs', () => {
  const { rows, conclusion } = compared(
    [AS_BUILT, built],
    [ONE_ARENA, measure(640 * MB, { rps: 30, p99: 2000 })],
    [PRELOAD, measure(472 * MB, { rps: 160, p99: 400 })],
  );
  expect(rows.map(({ trial }) => trial.id)).toEqual(['preload-jemalloc', 'arena-max-1', 'as-built']);
  expect(conclusion).toMatchObject({ outcome: 'gain', trial: 'preload-jemalloc' });
  expect(conclusion.text).toBe('Keeps 472 MB instead of 953 MB (-50 %), serves 1.6 x the requests.');
});

test('a trial that keeps most of the growth is no reason to change, however sure the little that is gone', () => {
  const { conclusion, mechanism } = compared([AS_BUILT, built], [PRELOAD, measure(820 * MB)]);
  expect(mechanism?.code).toBe('program');
  expect(conclusion).toMatchObject({ outcome: 'no-gain', trial: 'preload-jemalloc' });
  expect(conclusion.text).toContain('Little gain');
  expect(conclusion.cheapest).toBeUndefined();
});

test('the share that failed is of all that were tried', () => {
  const half = measure(953 * MB, { requests: 1000, errors: 1000, tried: 2000 });
  const { conclusion } = compared([AS_BUILT, half], [PRELOAD, measure(472 * MB)]);
  expect(conclusion.text).toContain('half of the requests to as built failed');
});

test('a reference that served nothing gives no multiple', () => {
  const idle = measure(953 * MB, { requests: 0, rps: 0 });
  const { conclusion } = compared([AS_BUILT, idle], [PRELOAD, measure(472 * MB)]);
  expect(conclusion.text).toBe('Keeps 472 MB instead of 953 MB (-50 %).');
});

test('a lower memory that costs the throughput says so first', () => {
  const { conclusion } = compared([AS_BUILT, built], [ONE_ARENA, measure(640 * MB, { rps: 33 })]);
  expect(conclusion.outcome).toBe('gain-at-a-price');
  expect(conclusion.text).toBe(
    'Lower memory, but a third of the throughput: keeps 640 MB instead of 953 MB (-33 %), serves 0.33 x the requests.',
  );
  expect(conclusion.cheapest).toBeUndefined();
});

test('a lower memory that costs latency at a fixed rate says so first', () => {
  const { conclusion } = compared([AS_BUILT, built], [PRELOAD, measure(472 * MB, { p99: 1500 })]);
  expect(conclusion.text).toBe(
    'Lower memory, but 2.5 x the 99th percentile of latency: keeps 472 MB instead of 953 MB (-50 %), serves as many requests, 99th percentile of latency 2.5 x.',
  );
});

test('a trial without a price is preferred to one that keeps less at a price', () => {
  const { conclusion } = compared(
    [AS_BUILT, built],
    [ONE_ARENA, measure(100 * MB, { rps: 30 })],
    [PRELOAD, measure(472 * MB)],
  );
  expect(conclusion).toMatchObject({ outcome: 'gain', trial: 'preload-jemalloc' });
});

test('nothing gained beyond the noise: keep what you have', () => {
  const { conclusion, rows } = compared([AS_BUILT, built], [PRELOAD, measure(930 * MB)]);
  expect(conclusion.outcome).toBe('no-gain');
  expect(conclusion.text).toMatch(/^No gain: keep what you have\./);
  expect(rows.find(({ trial }) => trial === PRELOAD)?.differences.retained?.withinNoise).toBe(true);
});

test('a trial that keeps more is no gain either', () => {
  const { conclusion } = compared([AS_BUILT, built], [PRELOAD, measure(1900 * MB)]);
  expect(conclusion.text).toContain('Every trial keeps more than');
});

test('when every trial leaks, no allocator will help', () => {
  const leak = { profile: 'leak' } as const;
  const { conclusion, mechanism } = compared(
    [AS_BUILT, measure(900 * MB, leak)],
    [PRELOAD, measure(800 * MB, leak)],
  );
  expect(conclusion.outcome).toBe('leak');
  expect(conclusion.text).toBe('Every trial leaks: no allocator will help.');
  expect(mechanism?.code).toBe('program-leak');
  // each of the two says what the other does not
  expect(mechanism?.text).toMatch(/^The program itself keeps the memory: look for /);
  expect(mechanism?.text).not.toMatch(/leak|allocator/);
});

test('a leak tried with one allocator only says nothing of others', () => {
  const leak = { profile: 'leak' } as const;
  const { conclusion } = compared([AS_BUILT, measure(900 * MB, leak)], [ONE_ARENA, measure(900 * MB, leak)]);
  expect(conclusion.outcome).toBe('no-gain');
});

test('names the cheapest change that brings most of the gain, with its snippet', () => {
  const { conclusion } = compared(
    [AS_BUILT, built],
    [FIX, measure(100 * MB)],
    [PRELOAD, measure(200 * MB)],
    [PINNED, measure(700 * MB)],
  );
  expect(conclusion.trial).toBe('fix-jemalloc');
  expect(conclusion.cheapest).toMatchObject({
    trial: PRELOAD,
    snippet: 'LD_PRELOAD=/usr/lib/libjemalloc.so.2',
  });
  expect(conclusion.cheapest?.share).toBeCloseTo(753 / 853);
  expect(conclusion.cheapest?.text).toBe(
    'jemalloc, preloaded is the cheapest change that brings most of it (88 %): keeps 200 MB instead of 953 MB (-79 %), serves as many requests.',
  );
});

test('a trial whose requests failed cannot win', () => {
  const { conclusion, rows } = compared([AS_BUILT, built], [PRELOAD, measure(20 * MB, { errors: 2900 })]);
  expect(conclusion.outcome).toBe('no-gain');
  expect(rows[0]?.failedShare).toBeCloseTo(2900 / 3000);
});

test('a reference whose requests failed decides nothing', () => {
  const { conclusion } = compared([AS_BUILT, measure(20 * MB, { errors: 3000 })], [PRELOAD, built]);
  expect(conclusion.outcome).toBe('undecided');
  expect(conclusion.text).toContain('of the requests to as built failed');
});

test('repeats: medians with their spread, and a difference inside the ranges is noise', () => {
  const { rows, conclusion, noise } = compared(
    [AS_BUILT, measure(900 * MB), measure(1000 * MB), measure(960 * MB)],
    [PRELOAD, measure(700 * MB), measure(980 * MB), measure(720 * MB)],
  );
  const row = rows.find(({ trial }) => trial === PRELOAD);
  expect(row?.figures.retained).toEqual({ median: 720 * MB, min: 700 * MB, max: 980 * MB, n: 3 });
  expect(row?.differences.retained?.withinNoise).toBe(true);
  expect(conclusion.outcome).toBe('no-gain');
  expect(noise).toContain('Medians of 3 runs');
});

test('repeats that disagree on the shape show all shapes', () => {
  const { rows } = compared([
    AS_BUILT,
    measure(900 * MB),
    measure(900 * MB, { profile: 'inconclusive' }),
    measure(900 * MB),
  ]);
  expect(rows[0]).toMatchObject({ profile: 'stair-step', profiles: ['stair-step', 'inconclusive'] });
});

test('failed and skipped trials leave the others standing, after them', () => {
  const comparison = compareTrials(
    foldOf(header([AS_BUILT, FIX, PRELOAD, ONE_ARENA]), [
      { kind: 'trial-skipped', trial: 'arena-max-1', reason: 'musl', remedy: 'none' },
      { kind: 'trial-finished', trial: 'as-built', repeat: 1, measure: built },
      { kind: 'trial-failed', trial: 'fix-jemalloc', repeat: 1, reason: 'no compiler', remedy: 'install' },
      { kind: 'trial-finished', trial: 'preload-jemalloc', repeat: 1, measure: measure(400 * MB) },
      { kind: 'finished', reason: 'completed' },
    ]),
  );
  expect(comparison.rows.map(({ trial, status }) => [trial.id, status.state])).toEqual([
    ['preload-jemalloc', 'measured'],
    ['as-built', 'measured'],
    ['fix-jemalloc', 'failed'],
    ['arena-max-1', 'skipped'],
  ]);
  expect(comparison).toMatchObject({ ended: 'completed', conclusion: { outcome: 'gain' } });
});

describe('where too little was measured', () => {
  const asBuilt = { kind: 'trial-finished', trial: 'as-built', repeat: 1, measure: built } as const;
  const started = { kind: 'trial-started', trial: 'fix-jemalloc', repeat: 1, at: '' } as const;
  const cancelled = { kind: 'finished', reason: 'cancelled' } as const;
  const completed = { kind: 'finished', reason: 'completed' } as const;
  const failed = (trial: string) =>
    ({ kind: 'trial-failed', trial, repeat: 1, reason: 'no compiler', remedy: 'install' }) as const;
  const again = 'Compare again, and let';

  test.each([
    ['it goes on', [], ' yet: as built has not been measured.'],
    ['it goes on after the first', [asBuilt, started], ' yet: no other trial has been measured.'],
    [
      'it was ended in the first trial',
      [cancelled],
      `: it was ended before as built had been measured. ${again} that and one more trial come to their end.`,
    ],
    [
      'it was ended after the first trial',
      [asBuilt, started, cancelled],
      `: it was ended when only as built had been measured. ${again} one more trial come to its end.`,
    ],
    [
      'the first trial failed',
      [failed('as-built'), completed],
      ': as built could not be measured, and the others are measured against it. Mend what is said of it, and compare again.',
    ],
    [
      'all others failed',
      [asBuilt, failed('fix-jemalloc'), completed],
      ': no trial but as built could be measured. Mend what is said of the others, and compare again.',
    ],
  ])('%s: what is true, and what to do', (_, events, text) => {
    const { conclusion } = compareTrials(foldOf(header([AS_BUILT, FIX]), events));
    expect(conclusion).toEqual({ outcome: 'undecided', text: `Nothing to compare${text}` });
  });

  test('a trial that was alone wants another', () => {
    const { conclusion } = compareTrials(foldOf(header([AS_BUILT]), [asBuilt, completed]));
    expect(conclusion.text).toBe('Nothing to compare: as built is alone. Compare again with another trial.');
  });
});
