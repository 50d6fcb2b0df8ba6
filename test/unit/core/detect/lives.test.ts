/** Series of more than one life, or that only look so, under a load of which the times are known. */
import { describe, expect, it } from 'vitest';
import { classifySeries } from '../../../../src/core/detect/index';
import type { Verdict } from '../../../../src/core/run/verdict';
import { samples } from './support';

/** Bursts of 4 s, 10 s apart. */
const load = Array.from({ length: 20 }, (_, k): [number, number] => [5 + 10 * k, 9 + 10 * k]);
const inBurst = (t: number) => load.some(([from, to]) => t >= from && t < to);

const restarts = ({ findings }: Verdict) => findings.includes('restarted');

describe('a restart', () => {
  it('that falls into a burst takes the usual baseline at its start, which is no step', () => {
    const level = (t: number) => (t < 104 ? 214 : Math.min(214, 21 + 80 * (t - 104)));
    const verdict = classifySeries({ ...samples(10, 215, level), load });
    expect(restarts(verdict)).toBe(true);
    expect(verdict.profile).toBe('flat');
    expect(verdict.steps).toEqual([]);
  });

  it('is still followed by the steps of its own life', () => {
    const steps = (t: number) =>
      60 * Math.min(1, Math.max(0, t - 125)) + 45 * Math.min(1, Math.max(0, t - 155));
    const level = (t: number) => (t < 104 ? 214 : Math.min(214, 21 + 80 * (t - 104)) + steps(t));
    const verdict = classifySeries({ ...samples(10, 215, level), load });
    expect(verdict.profile).toBe('stair-step');
    expect(verdict.steps.map(({ kept }) => Math.round(kept / 5e6) * 5)).toEqual([60, 45]);
  });
});

describe('a gap', () => {
  const level = (t: number) => (inBurst(t) ? 60 : 20);
  const without = (from: number, to: number) => {
    const { t, y } = samples(2, 215, level);
    const kept = t.map((time) => time <= from || time >= to);
    return { t: t.filter((_, i) => kept[i]), y: y.filter((_, i) => kept[i]), load };
  };

  it.each([
    ['the first burst', 8, 13],
    ['a later burst', 58, 63],
  ])('over the end of %s hides no restart: what the burst used went back', (_, from, to) => {
    const verdict = classifySeries(without(from, to));
    expect(restarts(verdict)).toBe(false);
    expect(verdict.profile).toBe('ragged');
  });

  it('over a fall to a level that memory came back to before hides none either, without a known load', () => {
    const { t, y } = without(58, 63);
    expect(restarts(classifySeries({ t, y }))).toBe(false);
  });
});

describe('bursts that use much and hardly keep any', () => {
  it('are healthy, also where only a few of them left something', () => {
    // of 800 MB, 2 of 8 bursts leave some 30
    const left = (t: number) => (t > 5 ? 11 : 0) + (t > 35 ? 26 : 0);
    const verdict = classifySeries({
      ...samples(5, 85, (t) => 454 + left(t) + (inBurst(t) ? 780 : 0)),
      load: load.slice(0, 8),
    });
    expect(verdict.profile).toBe('ragged');
  });
});
