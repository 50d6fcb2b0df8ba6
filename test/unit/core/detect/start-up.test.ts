/** What a process takes at its start and gives back before it works: no restart, and none of what the load left. */
import { describe, expect, it } from 'vitest';
import { classifySeries } from '../../../../src/core/detect/index';
import type { Verdict } from '../../../../src/core/run/verdict';
import { MB, samples } from './support';

const load = Array.from({ length: 6 }, (_, k): [number, number] => [8 + 10 * k, 12 + 10 * k]);
/** 100 MB are read in two seconds, and freed in the fourth. */
const start = (t: number) => (t < 4.2 ? 3 + 50 * Math.min(2, t) : 5);
const codes = ({ reasons }: Verdict) => reasons.map(({ code }) => code);

describe.each([
  ['with the times of the load', load],
  ['without them', undefined],
])('a start that gives back what it took, %s', (_, known) => {
  const series = (level: (t: number) => number) => ({
    ...samples(10, 90, level),
    ...(known === undefined ? {} : { load: known }),
  });

  it('is no restart, and no memory that came back after the load', () => {
    const verdict = classifySeries(series(start));
    expect(verdict.profile).toBe('flat');
    expect(verdict.findings).toContain('start-up');
    expect(verdict.findings).not.toContain('restarted');
    expect(codes(verdict)).toContain('start-up');
    expect(verdict.peak / MB).toBeLessThan(10);
  });

  it('hides no step after it', () => {
    const verdict = classifySeries(series((t) => start(t) + (t < 19 ? 0 : 60 * Math.min(1, t - 19))));
    expect(verdict.profile).toBe('stair-step');
    expect(verdict.steps).toHaveLength(1);
    expect(verdict.baseline / MB).toBeCloseTo(5, 0);
  });

  it('is a restart where it happens again', () => {
    const crashing = (t: number) => (t < 24 ? 3 + 50 * Math.min(2, t % 6) : 5);
    const { findings } = classifySeries({
      ...samples(10, 200, crashing),
      ...(known ? { load: [[40, 50]] } : {}),
    });
    expect(findings).toContain('restarted');
  });
});

it('a start that takes more for two minutes, and then stands for hours, is no burst that came back', () => {
  const start = [20, 250, 480, 690, 900, 900, 900, 900, 900, 850, 800, 750];
  const bloat = (t: number) => start[Math.floor(t / 15)] ?? 700 + 0.5 * Math.floor(t / 10_000);
  const verdict = classifySeries(samples(1 / 15, 8 * 3600, bloat));
  expect(verdict.profile).toBe('flat');
  expect(verdict.findings).toContain('start-up');
});
