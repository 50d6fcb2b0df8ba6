/** Series without their load that fit more than one shape: what the verdict says it could not know. */
import { describe, expect, it } from 'vitest';
import { Buckets } from '../../../../src/core/detect/curve/buckets';
import { classifySeries } from '../../../../src/core/detect/index';
import { quietPlateaus, returnedBetween } from '../../../../src/core/detect/rises/plateaus';
import type { Verdict } from '../../../../src/core/run/verdict';
import { MB, samples } from './support';

/** Levels in megabytes from their seconds on, a ramp of half a second to each. */
function staircase(levels: readonly (readonly [seconds: number, level: number])[], end: number): Verdict {
  return classifySeries(
    samples(10, end, (t) => {
      const k = levels.findLastIndex(([from]) => from <= t);
      const [from, level] = levels[k] ?? [0, 0];
      const before = levels[k - 1]?.[1] ?? level;
      return before + (level - before) * Math.min(1, (t - from) / 0.5);
    }),
  );
}

const codes = ({ reasons }: Verdict) => reasons.map(({ code }) => code);

describe('without a load', () => {
  it('plateaus that fall and rise again as work begins are not proven to be kept', () => {
    const up = [10, 40, 70, 95, 110];
    const verdict = classifySeries(
      samples(10, 60, (t) => {
        const k = Math.min(4, Math.floor(t / 10));
        const level = up[k] ?? 0;
        const before = up[k - 1] ?? level;
        const into = t - 10 * k;
        const dip = Math.min(1, into / 0.5) - Math.max(0, Math.min(1, (into - 1) / 0.5));
        return (into < 1 ? before : level) - (k > 0 ? 0.5 * before * dip : 0);
      }),
    );
    expect(verdict.profile).toBe('inconclusive');
    expect(codes(verdict)[0]).toBe('given-back-at-work');
  });

  it('rises that are alike may be a leak, a cache or growing load', () => {
    const verdict = staircase(
      [
        [0, 10],
        [8, 60],
        [16, 110],
        [24, 159],
        [32, 210],
      ],
      60,
    );
    expect(verdict.profile).toBe('inconclusive');
    expect(codes(verdict)).toContain('equal-rises');
    expect(verdict.missing.map(({ code }) => code)).toContain('known-load');
  });

  describe('rises of one size to the last', () => {
    const ramp = [0, 20, 61, 142];
    const rises = (last: number, end: number) =>
      staircase(
        [...ramp, 304, 464, 624, last].map((level, k) => [8 * k, level] as const),
        end,
      );

    it('are a leak whose load has ended, where none before was larger', () => {
      const verdict = rises(785, 80);
      expect(verdict.profile).toBe('leak');
      expect(verdict.steps).toEqual([]);
      expect(codes(verdict)).toContain('equal-rises');
    });

    it('are in question where the last was cut short, as by a bound', () => {
      expect(rises(700, 80).profile).toBe('inconclusive');
    });

    it('are in question where memory was still for longer than they took', () => {
      expect(rises(785, 200).profile).not.toBe('leak');
    });

    it('are told from growth that hardly rests, too', () => {
      const burst = (t: number, k: number) => Math.min(15, Math.max(0, t - 3 - 17 * k));
      const growth = (t: number) => [0, 1, 2, 3].reduce((sum, k) => sum + 15 * burst(t, k), 3);
      expect(classifySeries(samples(10, 90, growth)).profile).toBe('leak');
    });
  });

  it('many rises that add up to a line are steps where some are far less than ones before, and no slower', () => {
    const left = [35, 67, 90, 54, 82, 25, 19, 22, 90, 74, 97];
    const level = (k: number) => 50 + left.slice(0, k).reduce((a, b) => a + b, 0);
    const verdict = staircase(
      Array.from({ length: left.length + 1 }, (_, k) => [k === 0 ? 0 : 10 * k, level(k)] as const),
      125,
    );
    expect(verdict.profile).toBe('stair-step');
    expect(verdict.steps).toHaveLength(left.length);
  });

  it('and in question where each took as long as it is high', () => {
    const seconds = [2, 6, 3, 7, 4, 8, 3, 5, 2, 6];
    const verdict = classifySeries(
      samples(10, 130, (t) =>
        seconds.reduce((sum, length, k) => sum + 8 * Math.min(length, Math.max(0, t - 10 - 11 * k)), 60),
      ),
    );
    expect(verdict.profile).not.toBe('stair-step');
  });

  it('two equal rises, a smaller one and bursts that add nothing may be a cache that is full', () => {
    const kept = [20, 20, 11, 0, 0, 0, 0];
    const verdict = classifySeries(
      samples(10, 120, (t) => {
        const k = Math.min(kept.length - 1, Math.floor((t - 8) / 12));
        const before = 10 + kept.slice(0, Math.max(0, k)).reduce((a, b) => a + b, 0);
        const into = t - 8 - 12 * k;
        if (t < 8) return 10;
        return before + (kept[k] ?? 0) * Math.min(1, into / 5) + (into < 5 ? 9 : 0);
      }),
    );
    expect(verdict.profile).toBe('inconclusive');
    expect(codes(verdict)[0]).toBe('equal-rises');
  });

  it('a last rise like three that came back may come back, too', () => {
    const day = (t: number) => Math.max(0, Math.sin((2 * Math.PI * t) / 100));
    const verdict = classifySeries(samples(2, 425, (t) => 100 + 60 * Math.min(1, 3 * day(t))));
    expect(verdict.profile).not.toBe('stair-step');
  });

  it('rises of which each takes less than the one before are steps', () => {
    const verdict = staircase(
      [
        [0, 10],
        [8, 160],
        [18, 220],
        [30, 245],
      ],
      70,
    );
    expect(verdict.profile).toBe('stair-step');
    expect(verdict.steps).toHaveLength(3);
  });

  it('all growth at the very beginning may be the start-up or a burst', () => {
    const verdict = classifySeries(
      samples(10, 40, (t) => (t < 0.3 ? 4 : t < 4 ? 4 + 100 * (t - 0.3) : t < 5 ? 374 + 60 * (5 - t) : 330)),
    );
    expect(verdict.profile).toBe('inconclusive');
    expect(codes(verdict)).toContain('early-rise');
  });

  it('growth of a megabyte or two is nothing', () => {
    const verdict = classifySeries(samples(10, 40, (t) => 4 + 1.7 * Math.min(1, t / 30)));
    expect(['flat', 'inconclusive']).toContain(verdict.profile);
  });
});

describe('quiet plateaus', () => {
  function curveOf(levels: readonly number[]): Buckets {
    const curve = new Buckets();
    levels.forEach((level, i) => void curve.push(0.5 * i, level * MB));
    curve.finish();
    return curve;
  }
  const held = (level: number) => Array.from({ length: 8 }, () => level);

  it('are stretches that hold their level', () => {
    const curve = curveOf([...held(10), 30, 50, 70, ...held(90)]);
    expect(quietPlateaus(curve, MB)).toEqual([
      { from: 0, to: 8 },
      { from: 11, to: 19 },
    ]);
  });

  it('count what goes back between them, and neither bursts above nor falls for good', () => {
    const returned = (levels: readonly number[]) => {
      const curve = curveOf(levels);
      return returnedBetween(curve, quietPlateaus(curve, MB), MB, 0.5) / MB;
    };
    expect(returned([...held(80), 50, 70, ...held(90)])).toBe(30);
    expect(returned([...held(80), 120, 100, ...held(90)])).toBe(0);
    expect(returned([...held(80), 60, ...held(40)])).toBe(0);
  });
});
