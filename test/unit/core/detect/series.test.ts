import { describe, expect, it } from 'vitest';
import { classifySeries } from '../../../../src/core/detect/index';
import { UserError } from '../../../../src/core/errors';
import { samples } from './support';

const step = samples(10, 120, (t) => (t < 40 ? 50 : t < 42 ? 50 + 60 * (t - 40) : 170));

function errorOf(run: () => unknown): UserError {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('classifySeries', () => {
  it('names a step with the indices of its samples', () => {
    const verdict = classifySeries(step);
    expect(verdict.profile).toBe('stair-step');
    expect(verdict.steps).toHaveLength(1);
    expect(Math.abs((verdict.steps[0]?.startIndex ?? 0) - 400)).toBeLessThanOrEqual(10);
    expect(Math.abs((verdict.steps[0]?.endIndex ?? 0) - 420)).toBeLessThanOrEqual(10);
    expect(verdict.steps[0]?.kept).toBeCloseTo(120e6, -6);
    expect(verdict.findings).toContain('load-unknown');
  });

  it.each([
    ['NaN', { t: [0, 1, 2], y: [1, Number.NaN, 1] }, 'size 1 is not a number'],
    ['an infinite time', { t: [0, Number.POSITIVE_INFINITY], y: [1, 1] }, 'time 1 is not a number'],
    ['a negative size', { t: [0, 1], y: [1, -5] }, 'size 1 is negative'],
    ['time that goes back', { t: [0, 2, 1], y: [1, 1, 1] }, 'time goes back at index 2'],
    ['equal times', { t: [0, 1, 1], y: [1, 1, 1] }, 'same time, 1 s, at index 2'],
    ['unequal lengths', { t: [0, 1], y: [1] }, '"t" has 2 values and "y" has 1'],
    [
      'a load that ends before it begins',
      { t: [0], y: [1], load: [[5, 4]] as [number, number][] },
      'load 0 ends before',
    ],
  ])('refuses %s and says where and what to do', (_, series, message) => {
    const error = errorOf(() => classifySeries(series));
    expect(error.message).toContain(message);
    expect(error.remedy).not.toBe('');
  });

  it.each([0, 1, 2, 11])('is inconclusive about %i samples, and says so', (count) => {
    const verdict = classifySeries({ t: step.t.slice(0, count), y: step.y.slice(0, count) });
    expect(verdict.profile).toBe('inconclusive');
    expect(verdict.missing.map((missing) => missing.code)).toEqual(['more-samples']);
    expect(verdict.reasons[0]?.code).toBe('too-short');
  });

  it('takes ten years and huge values', () => {
    const t = Array.from({ length: 5000 }, (_, i) => i * 63_072);
    const verdict = classifySeries({ t, y: t.map((_, i) => 9e15 + (i % 2)) });
    expect(verdict.profile).toBe('flat');
  });

  it('takes a size of 0 for a reading that failed, as no process lives in none', () => {
    expect(classifySeries({ t: step.t, y: step.y.map(() => 0) }).profile).toBe('inconclusive');
    const failed = { t: step.t, y: step.y.map((y, i) => (i % 50 === 7 ? 0 : y)) };
    const { findings, steps, profile } = classifySeries(failed);
    expect(findings).not.toContain('restarted');
    expect({ profile, steps }).toMatchObject({
      profile: classifySeries(step).profile,
      steps: classifySeries(step).steps.map(({ startIndex, kept }) => ({ startIndex, kept })),
    });
  });

  it('takes loads outside the series, and loads that overlap', () => {
    const load: [number, number][] = [
      [-50, -10],
      [38, 44],
      [40, 45],
      [500, 600],
    ];
    expect(classifySeries({ ...step, load }).steps).toHaveLength(1);
  });

  it('says nothing of a few megabytes of first use below what is used at work, its load known or not', () => {
    const used = [6, 9, 17, 31, 31, 31, 31];
    const load = used.map((_, k): [number, number] => [10 + 20 * k, 20 + 20 * k]);
    const inUse = (t: number) => used[load.findIndex(([from, to]) => t > from && t < to)] ?? 0;
    const series = samples(20, 190, (t) => 12 + inUse(t) + 5.4 * Math.min(1, Math.max(0, t - 10)));
    expect(classifySeries({ ...series, load })).toMatchObject({ profile: 'ragged', steps: [] });
    expect(classifySeries(series).profile).toBe('ragged');
  });

  it('keeps the connections of a load with its burst', () => {
    expect(classifySeries({ ...step, load: [[0, 1, 8]] }).bursts).toMatchObject([{ connections: 8 }]);
  });
});
