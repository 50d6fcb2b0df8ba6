/** Bursts of which only the times are known: what is too unlike for a leak, and what is not. */
import { describe, expect, it } from 'vitest';
import { classifySeries } from '../../../../src/core/detect/index';
import type { Verdict } from '../../../../src/core/run/verdict';
import { samples } from './support';

interface Rise {
  /** megabytes left, and seconds that it took */
  left: number;
  seconds?: number;
  /** megabytes in use besides, while it lasted */
  used?: number;
}

/** A staircase with the times of its rises as the load; 12 s of plateau after each, or `tail` after the last. */
function staircase(rises: readonly Rise[], tail = 12): Verdict {
  const load: [number, number][] = [];
  let end = 10;
  for (const { seconds = 3 } of rises) {
    load.push([end, end + seconds]);
    end += seconds + 12;
  }
  const level = (t: number) =>
    rises.reduce((sum, { left, used = 0 }, k) => {
      const [from, to] = load[k] ?? [0, 1];
      const atWork = t > from && t < to ? used : 0;
      return sum + atWork + left * Math.min(1, Math.max(0, (t - from) / (to - from)));
    }, 60);
  return classifySeries({ ...samples(10, end - 12 + tail, level), load });
}

const left = (...megabytes: number[]) => megabytes.map((left): Rise => ({ left }));

describe('bursts of which only the times are known', () => {
  it.each([[left(40, 90, 25, 60, 35)], [left(80, 30)], [left(50, 90, 30)]])(
    'are a stair-step where some left far less than one before: %j',
    (rises) => {
      const verdict = staircase(rises);
      expect(verdict.profile).toBe('stair-step');
      expect(verdict.steps).toHaveLength(rises.length);
      expect(verdict.reasons.map(({ code }) => code)).toContain('bursts-add-unlike');
    },
  );

  it.each([[left(40, 40, 40, 40, 40)], [left(90, 40, 42, 39, 41, 40)]])(
    'are no stair-step where they left the same, but for the first: %j',
    (rises) => expect(staircase(rises).profile).not.toBe('stair-step'),
  );

  it('are none where each left more, as a leak does while the connections ramp up', () => {
    expect(staircase(left(10, 20, 40, 60, 80)).profile).toBe('inconclusive');
  });

  it('are none where what they left is as long as they lasted', () => {
    const rises = [8, 3, 6, 2, 9, 4].map((seconds): Rise => ({ left: 10 * seconds, seconds }));
    expect(staircase(rises).profile).not.toBe('stair-step');
  });

  it('are a leak where what they left is in proportion to what they used, be it most of it or little', () => {
    for (const share of [0.9, 0.08]) {
      const rises = [300, 120, 420, 80, 350, 200].map((used): Rise => ({ left: share * used, used }));
      expect(staircase(rises).profile).toBe('leak');
    }
  });

  it('are a stair-step where bursts that used as much left far less', () => {
    const rises = left(120, 60, 90, 25, 60, 35).map((rise): Rise => ({ ...rise, used: 40 }));
    expect(staircase(rises).profile).toBe('stair-step');
  });

  it('are none where only the last gain, before bursts that add nothing, fell short: a cache may have met its bound', () => {
    expect(staircase(left(40, 40, 40, 12, 0, 0)).profile).not.toBe('stair-step');
  });
});

describe('a ramp that nobody told of', () => {
  it('and repeats that add as much as its last burst are a leak', () => {
    expect(staircase(left(5, 10, 20, 31, 40, 41, 39, 40, 41)).profile).toBe('leak');
  });

  it('and repeats that add less each time are not', () => {
    expect(staircase(left(20, 30, 40, 60, 24, 10, 4, 2)).profile).toBe('stair-step');
  });
});
