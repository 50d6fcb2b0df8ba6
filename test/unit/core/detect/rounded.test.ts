/** Readings that somebody rounded before they were recorded. */
import { describe, expect, it } from 'vitest';
import { classifySeries } from '../../../../src/core/detect/index';
import { samples } from './support';

const HOUR = 3600;

describe('a level that `top` rounds to tenths of a gigabyte', () => {
  const rounded = (level: (t: number) => number) =>
    classifySeries(samples(1 / 10, 3 * HOUR, (t) => 100 * Math.floor(level(t) / 100)));

  it.each([
    ['early', [1000, 1200, 1500, 1600, 1900]],
    ['late', [4000, 6000, 8000, 8200]],
  ])('is flat, where it goes from one of them to the next and back, %s', (_, at) => {
    const wander = (t: number) => 2798 + 5 * (at.filter((x) => x <= t).length % 2);
    const { profile, steps } = rounded(wander);
    expect(profile).toBe('flat');
    expect(steps).toEqual([]);
  });

  it('is a leak where it goes up by one after the other', () => {
    expect(rounded((t) => 2790 + t / 8).profile).toBe('leak');
  });
});
