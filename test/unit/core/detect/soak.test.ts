/** Soak tests of minutes of load and of rest, read each 15 s: what a sample shows may be the mean of the time that follows it. */
import { expect, it } from 'vitest';
import { classifySeries } from '../../../../src/core/detect/index';
import type { LoadInterval } from '../../../../src/core/detect/series';
import { samples } from './support';

const STEP = 15;
const load = Array.from({ length: 6 }, (_, k): LoadInterval => [200 + 300 * k, 320 + 300 * k, 50]);

/** 60 MB in use while the load is on, and `left` MB that the bursts until then have left behind, as they go on. */
function level(t: number, left: (served: number) => number): number {
  const served = load.reduce(
    (sum, [from, to]) => sum + Math.min(1, Math.max(0, (t - from) / (to - from))),
    0,
  );
  return 100 + left(served) + (load.some(([from, to]) => t >= from && t < to) ? 60 : 0);
}

/** The mean of the interval that begins at a time, told 2 s too late. */
const meanOf = (left: (served: number) => number, shift: number) => (t: number) =>
  Array.from({ length: STEP }, (_, k) => level(t + k + shift, left)).reduce((a, b) => a + b) / STEP;

const soak = (left: (served: number) => number, shift: number) =>
  classifySeries({ ...samples(1 / STEP, 2100, meanOf(left, shift)), load });

it.each([0, 3, 7, 11])(
  'what a burst adds is not put down to the rest before it, at %i s after a scrape',
  (shift) => {
    const { profile, bursts } = soak((served) => 12 * served, shift);
    expect(profile).toBe('leak');
    expect(bursts.map(({ before, after }) => Math.round((after - before) / 1e6))).toEqual([
      12, 12, 12, 12, 12, 12,
    ]);
  },
);

it.each([0, 3, 7, 11])('what came back did, at %i s after a scrape', (shift) => {
  expect(soak(() => 0, shift).profile).toBe('ragged');
});

it('one sample that stands out at the end of a rest is not what the burst left', () => {
  const y = (t: number) => level(t, () => 0) + (Math.abs(t - 480) < 8 || Math.abs(t - 1080) < 8 ? 25 : 0);
  const { bursts } = classifySeries({ ...samples(1 / STEP, 2100, y), load });
  for (const { before, after } of bursts) expect(Math.abs(after - before)).toBeLessThan(1e6);
});
