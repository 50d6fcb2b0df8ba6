/** Where the steps of a known load are, and whether they are held. */
import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../../src/core/detect/bursts/effects';
import { beyondPace } from '../../../../src/core/detect/bursts/law';
import type { Evidence } from '../../../../src/core/detect/detector';
import { judged, MB, runOf, type TestBurst } from './support';

const RAMP: TestBurst[] = [
  { connections: 8, requests: 400, peak: 48, after: 45 },
  { connections: 16, requests: 800, peak: 64, after: 60 },
  { connections: 32, requests: 1600, peak: 96, after: 90 },
  ...Array.from({ length: 4 }, () => ({ connections: 32, requests: 1600, peak: 97, after: 91 })),
];

/** The same with other levels: `level` makes of a time and of megabytes what is seen, in megabytes. */
const seenAs = (evidence: readonly Evidence[], level: (t: number, mb: number) => number): Evidence[] =>
  evidence.map((item) =>
    item.kind === 'sample' ? { ...item, rss: MB * level(item.t, item.rss / MB) } : item,
  );

describe('the step of a burst', () => {
  it('that comes soon after the start-up begins with the burst, not with the start', () => {
    const run = runOf(RAMP, { baseline: 2.6, base: 33 });
    const started = seenAs(run, (t, mb) => (t < 0.7 ? 3 + (30 * t) / 0.7 : mb));
    const { profile, steps } = judged(started).verdict;
    expect(profile).toBe('stair-step');
    expect(steps[0]?.start).toBeGreaterThan(1.6);
    expect(steps[0]?.end).toBeLessThan(6);
  });
});

describe('what a step holds', () => {
  it('is told in rests: a later burst may free it for a moment and take it again', () => {
    const left = [60, 60, 60, 80, 80];
    const run = runOf(left.map((after) => ({ connections: 32, requests: 1600, peak: after + 2, after })));
    const dipped = seenAs(run, (t, mb) => (t > 45.2 && t < 46.2 ? 62 : mb));
    const { profile, steps } = judged(dipped).verdict;
    expect(profile).toBe('stair-step');
    expect(steps.map(({ burst }) => burst)).toEqual([1, 4]);
  });
});

describe('so little that a first use explains it', () => {
  it('is no step, once the verdict says so, though nothing but the times of the load is known', () => {
    const run = runOf(Array.from({ length: 6 }, () => ({ peak: 8.4, after: 8.4 })));
    const { profile, steps } = judged(run).verdict;
    expect(profile).toBe('flat');
    expect(steps).toEqual([]);
  });
});

describe('beside a leak', () => {
  const requests = [612, 1232, 1643, 1655, 1635, 1612, 1645, 1653];
  const gains = [8.4, 12.4, 21, 22.3, 18.2, 14.7, 15.4, 12];
  const run = runOf(
    gains.map((_, k) => {
      const after = 10 + gains.slice(0, k + 1).reduce((a, b) => a + b);
      return { connections: [8, 16, 32][k] ?? 64, requests: requests[k] ?? 0, peak: after + 2, after };
    }),
    { base: 10 },
  );

  it('steps are what bursts added beyond the pace at which it went on in the end', () => {
    const { profile, steps } = judged(run).verdict;
    expect(profile).toBe('leak');
    expect(steps.map(({ burst }) => burst)).toEqual([1, 3, 4]);
    expect((steps[1]?.kept ?? 0) / MB).toBeCloseTo(21 - (1643 * 27.4) / 3298, 0);
  });

  it('are none where what lies beyond that pace came evenly to the end, as with a cache', () => {
    const pace = { lasting: 5, scatter: 0.5 };
    const effect = (evenness: number) => ({ before: 0, after: 100, weight: 10, evenness }) as Effect;
    expect(beyondPace(effect(0.5), pace)).toBe(50);
    expect(beyondPace(effect(0.99), pace)).toBe(0);
  });
});
