import { expect, test } from 'vitest';
import type { TrialInfo } from '../../../../src/core/compare/event';
import { AS_BUILT, compared, MB, measure, ONE_ARENA, PINNED, PRELOAD } from './support';

const built = measure(953 * MB);

test('steps that vanish with pinned thresholds', () => {
  const { mechanism } = compared([AS_BUILT, built], [PINNED, measure(60 * MB)], [PRELOAD, measure(50 * MB)]);
  expect(mechanism).toMatchObject({ code: 'thresholds', trials: ['pinned-thresholds'] });
});

test('steps that vanish with one arena', () => {
  const { mechanism } = compared([AS_BUILT, built], [ONE_ARENA, measure(60 * MB)]);
  expect(mechanism).toMatchObject({ code: 'arenas', trials: ['arena-max-1'] });
});

test('steps that vanish only with another allocator', () => {
  const { mechanism } = compared(
    [AS_BUILT, built],
    [ONE_ARENA, measure(900 * MB)],
    [PINNED, measure(920 * MB)],
    [PRELOAD, measure(30 * MB)],
  );
  expect(mechanism?.code).toBe('allocator-only');
  expect(mechanism?.text).toContain('but not with glibc, one arena; glibc, thresholds pinned');
});

test('steps that vanish with another allocator, where nothing else was tried', () => {
  expect(compared([AS_BUILT, built], [PRELOAD, measure(30 * MB)]).mechanism?.code).toBe('allocator');
});

test('steps that stay with every allocator are of the program', () => {
  expect(compared([AS_BUILT, built], [PRELOAD, measure(900 * MB)]).mechanism?.code).toBe('program');
});

test('memory that another allocator has not given back yet is not said to be of the program', () => {
  const { mechanism } = compared([AS_BUILT, built], [PRELOAD, measure(1400 * MB, { profile: 'ragged' })]);
  expect(mechanism).toMatchObject({ code: 'not-yet-back', trials: ['preload-jemalloc'] });
});

test('steps that go in part', () => {
  const { mechanism } = compared([AS_BUILT, built], [PRELOAD, measure(482 * MB)]);
  expect(mechanism).toMatchObject({ code: 'partly', trials: ['preload-jemalloc'] });
  expect(mechanism?.text).toContain('50 % of the growth');
});

test('memory that comes back anyway needs no explanation', () => {
  expect(compared([AS_BUILT, measure(12 * MB)], [PRELOAD, measure(12 * MB)]).mechanism?.code).toBe(
    'comes-back',
  );
});

test('jemalloc that gives back once its options say so was waiting to decay', () => {
  const jemalloc: TrialInfo = { ...AS_BUILT, allocator: 'jemalloc' };
  const eager: TrialInfo = {
    id: 'jemalloc-eager',
    label: 'giving back early',
    kind: 'environment',
    allocator: 'jemalloc',
    env: { _RJEM_MALLOC_CONF: 'background_thread:true' },
  };
  expect(compared([jemalloc, built], [eager, measure(16 * MB)]).mechanism?.code).toBe('decay');
});

test('tuning alone that changes nothing shows nothing', () => {
  expect(compared([AS_BUILT, built], [ONE_ARENA, measure(950 * MB)]).mechanism).toBeUndefined();
});
