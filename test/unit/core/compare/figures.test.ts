import fc from 'fast-check';
import { expect, test } from 'vitest';
import { measureRun } from '../../../../src/core/compare/measure';
import { differenceOf, spreadOf } from '../../../../src/core/compare/spread';
import { runLength, secondsLeft } from '../../../../src/core/compare/time-left';
import type { TrialFacts } from '../../../../src/core/compare/trial';
import { trialInfo } from '../../../../src/core/compare/trial-info';
import { TRIALS } from '../../../../src/core/compare/trials';
import { fraction, times } from '../../../../src/core/compare/words';
import { planSchema } from '../../../../src/core/plan/plan';
import { RunFold } from '../../../../src/core/run/fold';

const size = fc.integer({ min: 1, max: 1e10 });
const sizes = fc.array(size, { minLength: 1, maxLength: 9 });

test('a median lies between the extremes, whatever the order', () => {
  fc.assert(
    fc.property(sizes, (values) => {
      const spread = spreadOf(values);
      expect(spread).toEqual(spreadOf(values.toReversed()));
      expect(spread?.median).toBeGreaterThanOrEqual(spread?.min ?? Number.NaN);
      expect(spread?.median).toBeLessThanOrEqual(spread?.max ?? Number.NaN);
    }),
  );
  expect(spreadOf([])).toBeUndefined();
});

test('whether a difference is noise does not depend on the side it is seen from', () => {
  fc.assert(
    fc.property(sizes, sizes, (a, b) => {
      const [left, right] = [spreadOf(a), spreadOf(b)];
      if (!left || !right) return;
      expect(differenceOf(left, right, 'memory').withinNoise).toBe(
        differenceOf(right, left, 'memory').withinNoise,
      );
      expect(differenceOf(left, left, 'memory')).toMatchObject({ ratio: 1, by: 0, withinNoise: true });
    }),
  );
});

test('words for ratios', () => {
  expect([0.33, 0.5, 0.68, 0.9, 0.04].map(fraction)).toEqual([
    'a third',
    'half',
    'two thirds',
    '90 %',
    '4 %',
  ]);
  expect([1.62, 2, 12.3, 0.33].map(times)).toEqual(['1.6 x', '2 x', '12 x', '0.33 x']);
});

test('the figures of a run without a verdict come from its samples, weighted by time', () => {
  const run = new RunFold();
  expect(measureRun(run)).toBeUndefined();
  for (let t = 0; t < 10; t++) run.push({ kind: 'sample', t, rss: 100 });
  for (let t = 10; t <= 30; t += 0.1) run.push({ kind: 'sample', t, rss: t < 20 ? 1000 : 400 });
  run.push({ kind: 'load', t: 20, dt: 10, requests: 50, errors: 2, non2xx: 3, sent: 0, p50: 10, p99: 30 });
  run.push({ kind: 'end', t: 30, reason: 'completed', cpuSeconds: 12 });
  const measure = measureRun(run, { file: '../runs/a.memprofile' });
  expect(measure).toMatchObject({
    profile: 'inconclusive',
    baseline: 100,
    peak: 1000,
    retained: 400,
    requests: 50,
    errors: 5,
    tried: 52,
    rps: 5,
    cpuSeconds: 12,
    file: '../runs/a.memprofile',
  });
  expect(measure?.meanRss).toBeGreaterThan(480);
  expect(measure?.meanRss).toBeLessThan(530);
});

test('the time left shrinks with what is done', () => {
  const plan = planSchema.parse({
    connections: [1, 1],
    burst: { seconds: 4 },
    baseline: 3,
    rest: 4,
    tail: 9,
  });
  expect(runLength(plan)).toEqual({ seconds: 30, atLeast: false });
  expect(secondsLeft(plan, [], 2, 0)).toBe(60);
  expect(secondsLeft(plan, [40], 2, 10)).toBe(70);
  expect(secondsLeft(plan, [40], 1, 400)).toBe(0);
});

test('how long bursts of so many requests are is not known before a run', () => {
  const plan = planSchema.parse({
    connections: [8, 8],
    burst: { requests: 900 },
    baseline: 3,
    rest: 4,
    tail: 9,
  });
  expect(runLength(plan)).toEqual({ seconds: 22, atLeast: true });
});

test('a trial carries what to copy, and the same built in', () => {
  const facts: TrialFacts = {
    platform: 'linux',
    libc: 'glibc',
    dynamic: true,
    allocator: 'system',
    libraries: { jemalloc: '/usr/lib/libjemalloc.so.2' },
    feature: { names: ['jemalloc'], allocator: 'jemalloc' },
    fixes: { mimalloc: true },
  };
  const info = (id: string, of = facts) => {
    const trial = TRIALS.find((known) => known.id === id);
    return trial && trialInfo(trial, of, 'release');
  };
  expect(info('preload-jemalloc')).toMatchObject({
    env: { LD_PRELOAD: '/usr/lib/libjemalloc.so.2' },
    snippet: '# Debian, Ubuntu: sudo apt-get install libjemalloc2\nLD_PRELOAD=/usr/lib/libjemalloc.so.2',
    permanent: 'cargo build --release --features jemalloc',
  });
  expect(info('feature-eager')?.snippet).toBe(
    'cargo build --release --features jemalloc\n_RJEM_MALLOC_CONF=background_thread:true,dirty_decay_ms:3000',
  );
  expect(info('feature')?.label).toBe('built with its feature (jemalloc)');
  expect(info('fix-mimalloc')).toMatchObject({
    fix: 'mimalloc',
    snippet: 'stairstep fix --allocator mimalloc --write',
  });
  const { feature: _, ...plain } = facts;
  expect(info('preload-jemalloc', { ...plain, fixes: { jemalloc: true } })?.permanent).toBe(
    'stairstep fix --allocator jemalloc --write',
  );
  expect(info('as-built')?.snippet).toBeUndefined();
});
