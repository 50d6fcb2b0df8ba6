/** Where the steps of a known load are, and whether they are held. */
import { describe, expect, it } from 'vitest';
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
