/** The list of runs and comparisons: what is said of a comparison, and what stands where. */
import { describe, expect, it } from 'vitest';
import { type ComparisonEvent, encodeComparisonEvent } from '../../../src/core/compare/event';
import { summariseComparison } from '../../../src/extension/compare/summarise-comparison';
import { recordingsOf, topEntries } from '../../../src/extension/runs/run-entries';
import { AS_BUILT, header, MB, measure, PRELOAD } from '../core/compare/support';
import { madeUpHeader } from '../core/run/made-up-header';

const measured = (trial: string, retained: number): ComparisonEvent => ({
  kind: 'trial-finished',
  trial,
  repeat: 1,
  measure: measure(retained),
});
const summary = (...events: ComparisonEvent[]) =>
  summariseComparison([header([AS_BUILT, PRELOAD]), ...events].map(encodeComparisonEvent).join(''));
const asBuilt = measured(AS_BUILT.id, 953 * MB);

describe('a comparison in the list', () => {
  it('says which trial it comes to, and what that keeps', () => {
    const whole = summary(asBuilt, measured(PRELOAD.id, 72 * MB), { kind: 'finished', reason: 'completed' });
    expect(whole).toMatchObject({
      service: 'sample-service',
      isOfRuns: false,
      trials: 2,
      measured: 2,
      hasEnded: true,
      outcome: 'gain',
      best: { label: PRELOAD.label, against: AS_BUILT.label, retained: 72 * MB },
    });
    expect(whole.conclusion).toContain('Keeps 72 MB instead of 953 MB');
  });

  it('says how far it came, where it has no end', () => {
    const part = summary(asBuilt);
    expect(part).toMatchObject({ trials: 2, measured: 1, hasEnded: false, outcome: 'undecided' });
    expect(part.best).toBeUndefined();
  });

  it('is refused where it is none', () => {
    expect(() => summariseComparison('hello\n')).toThrow('not a comparison');
  });
});

describe('the list', () => {
  const comparison = {
    uri: { path: '/w/.stairstep/comparisons/c.memcompare' },
    comparison: summary(asBuilt),
  };
  const run = (name: string, startedAt: string, of?: string, folder = '/w') => ({
    uri: { path: `${folder}/.stairstep/runs/${name}.memprofile` },
    header: madeUpHeader({
      startedAt,
      ...(of !== undefined && { trial: { id: 'as-built', label: 'as built', repeat: 1, comparison: of } }),
    }),
  });
  const { id } = comparison.comparison;
  const earlier = run('earlier', '2026-11-23T08:00:00.000Z');
  const first = run('first', '2026-11-23T08:31:00.000Z', id);
  const second = run('second', '2026-11-23T08:35:00.000Z', id);
  const elsewhere = run('elsewhere', '2026-11-23T08:32:00.000Z', id, '/w/member');
  const orphan = run('orphan', '2026-11-23T08:33:00.000Z', 'deleted since');
  const later = run('later', '2026-11-23T09:00:00.000Z');
  const all = [later, second, orphan, elsewhere, first, earlier];

  it('has runs and comparisons by date, and what a comparison made below it', () => {
    expect(topEntries(all, [comparison])).toEqual([later, orphan, elsewhere, comparison, earlier]);
    expect(recordingsOf(comparison, all)).toEqual([first, second]);
  });

  it('has all runs by themselves where no comparison is left', () => {
    expect(topEntries(all, [])).toEqual([later, second, orphan, elsewhere, first, earlier]);
  });
});
