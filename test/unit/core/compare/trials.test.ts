import { describe, expect, test } from 'vitest';
import type { TrialFacts } from '../../../../src/core/compare/trial';
import { defaultTrials, TRIALS } from '../../../../src/core/compare/trials';

const glibc: TrialFacts = {
  platform: 'linux',
  libc: 'glibc',
  dynamic: true,
  allocator: 'system',
  libraries: { jemalloc: '/usr/lib/libjemalloc.so.2' },
  fixes: { jemalloc: true },
};

function runnable(facts: TrialFacts): string[] {
  return TRIALS.filter((trial) => trial.applies(facts) === true).map(({ id }) => id);
}

function refusal(id: string, facts: TrialFacts) {
  const answer = TRIALS.find((trial) => trial.id === id)?.applies(facts);
  return answer === true || answer === undefined ? undefined : answer;
}

test('ids are unique and the reference comes first', () => {
  expect(new Set(TRIALS.map(({ id }) => id)).size).toBe(TRIALS.length);
  expect(TRIALS[0]?.kind).toBe('baseline');
});

test('every refusal has a reason and a remedy', () => {
  const facts: TrialFacts = { ...glibc, platform: 'darwin', libc: 'unknown', libraries: {}, fixes: {} };
  const refused = TRIALS.map((trial) => trial.applies(facts)).filter((answer) => answer !== true);
  expect(refused).toHaveLength(TRIALS.length - 1);
  for (const { reason, remedy } of refused)
    expect([reason, remedy].every((text) => /\S+/.test(text))).toBe(true);
});

describe('what runs', () => {
  test('a dynamic glibc binary', () => {
    expect(runnable(glibc)).toEqual([
      'as-built',
      'preload-jemalloc',
      'preload-jemalloc-eager',
      'arena-max-1',
      'arena-max-2',
      'pinned-thresholds',
      'fix-jemalloc',
      'fix-jemalloc-eager',
    ]);
    expect(refusal('preload-mimalloc', glibc)?.remedy).toContain('apt-get install libmimalloc2.0');
    expect(defaultTrials(glibc).map(({ id }) => id)).toEqual(['as-built', 'preload-jemalloc']);
  });

  test('a service on jemalloc already', () => {
    const facts: TrialFacts = { ...glibc, allocator: 'jemalloc', fixes: {} };
    expect(runnable(facts)).toEqual(['as-built', 'jemalloc-eager']);
    expect(refusal('preload-jemalloc', facts)?.reason).toContain('jemalloc built in');
    expect(defaultTrials(facts).map(({ id }) => id)).toEqual(['as-built', 'jemalloc-eager']);
  });

  test('a static musl binary', () => {
    const facts: TrialFacts = { ...glibc, libc: 'musl', dynamic: false };
    expect(refusal('preload-jemalloc', facts)?.reason).toContain('static');
    expect(refusal('arena-max-1', facts)?.reason).toContain('static or another libc');
    expect(defaultTrials(facts).map(({ id }) => id)).toEqual(['as-built', 'fix-jemalloc']);
  });

  test('a feature that is off', () => {
    const facts: TrialFacts = { ...glibc, feature: { names: ['mi'], allocator: 'mimalloc' } };
    expect(runnable(facts)).toContain('feature');
    expect(refusal('feature-eager', facts)?.reason).toContain('brings mimalloc');
  });
});

test('changes carry the library, the options and the feature', () => {
  const facts: TrialFacts = { ...glibc, feature: { names: ['je'], allocator: 'jemalloc' } };
  const change = (id: string) => TRIALS.find((trial) => trial.id === id)?.change(facts);
  expect(change('preload-jemalloc-eager')).toEqual({
    allocator: 'jemalloc',
    env: { MALLOC_CONF: 'background_thread:true,dirty_decay_ms:3000' },
    preload: '/usr/lib/libjemalloc.so.2',
  });
  expect(change('feature-eager')).toMatchObject({
    features: ['je'],
    env: { _RJEM_MALLOC_CONF: expect.stringContaining('background_thread:true') },
  });
  expect(change('fix-jemalloc')).toEqual({ allocator: 'jemalloc', env: {}, fix: 'jemalloc' });
});

test('a jemalloc without its prefix reads its options elsewhere', () => {
  const eager = TRIALS.find(({ id }) => id === 'jemalloc-eager');
  const facts: TrialFacts = { ...glibc, allocator: 'jemalloc' };
  expect(Object.keys(eager?.change(facts).env ?? {})).toEqual(['_RJEM_MALLOC_CONF']);
  expect(Object.keys(eager?.change({ ...facts, variable: 'MALLOC_CONF' }).env ?? {})).toEqual([
    'MALLOC_CONF',
  ]);
});
