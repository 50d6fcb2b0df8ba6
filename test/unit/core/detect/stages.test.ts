/** Each stage of the pipeline by itself. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stillness, takeAccount } from '../../../../src/core/detect/bursts/account';
import type { Effect } from '../../../../src/core/detect/bursts/effects';
import { filledUp } from '../../../../src/core/detect/bursts/filled-up';
import { LoadTimeline } from '../../../../src/core/detect/bursts/load';
import { Buckets } from '../../../../src/core/detect/curve/buckets';
import { lookAhead, retainedFloor } from '../../../../src/core/detect/curve/floor';
import { measureTrend } from '../../../../src/core/detect/curve/trend';
import { quantile } from '../../../../src/core/detect/curve/vector';
import { isRamp } from '../../../../src/core/detect/judge/line';
import { splitEpochs } from '../../../../src/core/detect/life/epoch';
import type { Candidate } from '../../../../src/core/detect/life/step';
import { findRises } from '../../../../src/core/detect/rises/hysteresis';
import { wanderBeside } from '../../../../src/core/detect/rises/support';
import { lowerBound } from '../../../../src/core/run/sorted';
import { MB } from './support';

function bucketsOf(values: readonly number[], interval: number, capacity?: number): Buckets {
  const buckets = new Buckets(capacity);
  values.forEach((value, i) => void buckets.push(i * interval, value));
  buckets.finish();
  return buckets;
}

describe('buckets', () => {
  it('hold median, extremes, times and the index of the first sample', () => {
    const buckets = bucketsOf([1, 9, 2, 8, 3, 100, 100, 100, 100, 100], 0.1);
    expect(buckets.n).toBe(2);
    expect([buckets.level[0], buckets.low[0], buckets.high[0], buckets.first[1]]).toEqual([3, 1, 9, 5]);
    expect(buckets.end[0]).toBeCloseTo(0.4);
  });

  it('keep one sample each where these come slowly', () => {
    expect(bucketsOf([4, 5, 6], 30).n).toBe(3);
  });

  it('take no more room than they may, and lose neither samples nor peaks', () => {
    const values = Array.from({ length: 5000 }, (_, i) => (i === 3333 ? 1e9 : i));
    const buckets = bucketsOf(values, 1, 64);
    expect(buckets.n).toBeLessThanOrEqual(64);
    expect(buckets.samples).toBe(5000);
    expect(Math.max(...buckets.high.subarray(0, buckets.n))).toBe(1e9);
    expect(buckets.end[buckets.n - 1]).toBe(4999);
  });

  it('have the median of many samples within what these are', () => {
    const buckets = bucketsOf(
      Array.from({ length: 1000 }, (_, i) => i % 100),
      0.0004,
    );
    expect(buckets.level[0]).toBeGreaterThan(30);
    expect(buckets.level[0]).toBeLessThan(70);
  });
});

describe('retained floor', () => {
  it('is the least of what is to come within reach', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 60 }),
        fc.nat(20),
        (y, window) => {
          const time = y.map((_, i) => i);
          const floor = retainedFloor(y, lookAhead(time, window));
          y.forEach((_, i) => {
            expect(floor[i]).toBe(Math.min(...y.slice(i, i + window + 1)));
          });
        },
      ),
      { seed: 1 },
    );
  });
});

describe('rises', () => {
  const options = { tolerance: 1, step: 5, hold: 2, plateau: 2 };
  const time = Array.from({ length: 60 }, (_, i) => i * 0.5);

  it('are found between plateaus, whole, with a pause or without', () => {
    const floor = time.map((t) => (t < 10 ? 100 : t < 13 ? 100 + 10 * (t - 10) : 130));
    const [rise] = findRises(time, floor, options);
    expect(rise).toMatchObject({ before: 100, startup: false });
    expect(rise?.after).toBeGreaterThanOrEqual(127);
    expect(time[rise?.from ?? 0]).toBeLessThanOrEqual(10.5);
  });

  it('without a plateau before them are start-up', () => {
    const floor = time.map((t) => Math.min(100, 10 + 20 * t));
    expect(findRises(time, floor, options).every((rise) => rise.startup)).toBe(true);
  });

  it('are not seen in moves below the step', () => {
    expect(
      findRises(
        time,
        time.map((t) => 100 + (t > 10 ? 4 : 0)),
        options,
      ),
    ).toEqual([]);
  });
});

it('what a burst has in use tells nothing of the plateau that it left, at any rate of samples', () => {
  const levels = [...Array(20).fill(1), ...Array(12).fill(90), ...Array(11).fill(50), ...Array(20).fill(53)];
  for (const interval of [0.5, 60]) {
    const curve = bucketsOf(levels, interval);
    const at = (from: number, to: number, before: number, after: number) => ({
      ...{ from, to, before, after, startup: false },
      ...{ start: from * interval, end: to * interval },
    });
    const beside = wanderBeside(
      curve,
      curve.level,
      at(19, 20, 1, 50),
      undefined,
      at(34, 43, 50, 53),
      5 * interval,
    );
    expect(beside).toBe(0);
  }
});

describe('a ramp of steps', () => {
  const step = (start: number, end: number, megabytes: number): Candidate => ({
    from: 0,
    to: 1,
    start,
    end,
    before: 0,
    after: megabytes * MB,
    startup: false,
    kept: megabytes * MB,
    givenBack: 0,
  });

  it('is told by those that hold most, whatever small ones come long after', () => {
    const filling = [step(1878, 4021, 15), step(4272, 6837, 13), step(7235, 8264, 5), step(8761, 9618, 7)];
    expect(isRamp(filling)).toBe(true);
    expect(isRamp([...filling, step(20930, 21659, 2), step(26373, 27016, 1)])).toBe(true);
  });

  it('is none with plateaus between', () => {
    expect(isRamp([step(100, 200, 40), step(900, 1000, 30), step(2000, 2100, 20)])).toBe(false);
  });
});

describe('trend', () => {
  const time = Array.from({ length: 20 }, (_, i) => i * 10);

  it('of a line goes on', () => {
    const trend = measureTrend(
      time,
      time.map((t) => 100 + 2 * t),
    );
    expect(trend).toMatchObject({ tau: 1, growth: 380, slope: 2 });
    expect(trend?.persistence).toBeCloseTo(1);
    expect(trend?.lastQuarter).toBeCloseTo(0.25, 1);
  });

  it('of a curve that has met its ceiling does not', () => {
    const trend = measureTrend(
      time,
      time.map((t) => 100 * (1 - Math.exp(-t / 20))),
    );
    expect(trend?.persistence).toBeLessThan(0.1);
  });

  it('is nothing with few blocks', () => {
    expect(measureTrend([0, 1, 2], [1, 2, 3])).toBeUndefined();
  });
});

function effects(
  gains: readonly number[],
  options: { evenness?: number; connections?: number[]; weight?: number[] } = {},
): Effect[] {
  let level = 0;
  return gains.map((gain, k): Effect => {
    const before = level;
    level += gain * MB;
    const connections = options.connections?.[k];
    return {
      burst: k + 1,
      before,
      after: level,
      peak: Math.max(before, level) + 50 * MB,
      keptShare: 0.5,
      from: 10 * k,
      to: 10 * k + 4,
      restEnd: 10 * k + 10,
      varied: false,
      weight: options.weight?.[k] ?? 100,
      evenness: options.evenness ?? 0,
      late: options.evenness ?? 0,
      height: Number.NaN,
      dip: 0,
      ...(connections === undefined ? {} : { connections }),
    };
  });
}

describe('account of the bursts', () => {
  const still = stillness(MB);

  it('takes bursts that did no more than one before them for repeats', () => {
    const account = takeAccount(effects([5, 6, 7, 8], { connections: [8, 16, 16, 8] }), still);
    expect(account.repeats?.count).toBe(2);
    expect(account.ramp).toBe(false);
  });

  it('sees equal gains as even growth, and gains in proportion to the work too', () => {
    expect(takeAccount(effects([16, 16, 16, 16, 16]), still).repeats).toMatchObject({
      unevenness: 0,
      lasting: 1,
    });
    const unlike = takeAccount(effects([10, 30, 20, 40, 10], { weight: [100, 300, 200, 400, 100] }), still);
    expect(unlike.all?.unevenness).toBeCloseTo(0);
    expect(unlike.all?.variety).toBeGreaterThan(0.25);
  });

  it('sees growth that ends', () => {
    const { repeats } = takeAccount(effects([1000, 18, 28, 0, 0, 3, 0, 0]), still);
    expect(repeats?.late).toBeLessThan(4 * MB);
  });

  it('tells a cache that fills from fragmentation', () => {
    expect(filledUp(effects([20, 20, 20, 20, 6, 0, 0, 0], { evenness: 0.6 }), still)).toBe(true);
    expect(filledUp(effects([20, 20, 20, 20, 6, 0, 0, 0], { evenness: 0.1 }), still)).toBe(false);
    expect(filledUp(effects([20, 20, 6, 0, 0, 0], { evenness: 0.95 }), still)).toBe(true);
    expect(filledUp(effects([300, 18, 28, 0, 0, 0]), still)).toBe(false);
    expect(filledUp(effects([20, 60, 90, 30, 0, 0]), still)).toBe(false);
  });

  it('tells a cache that fills under a ramp, each burst of which adds less, from stairs that go with the connections', () => {
    const connections = [8, 16, 32, 48, 64, 64, 64, 64];
    const ramp = { connections, weight: [200, 350, 350, 350, 360, 350, 350, 370], evenness: 0.8 };
    expect(filledUp(effects([34.8, 33.4, 18.3, 11.4, 0.4, 1.3, 0, 0.2], ramp), still)).toBe(true);
    expect(filledUp(effects([34.6, 42.4, 22.5, 14.4, 7.8, 5.3, 2.2, 2], ramp), still)).toBe(true);
    const byConnections = { ...ramp, weight: connections.map((count) => 900 * count) };
    expect(filledUp(effects([22, 21, 40, 35, 0, 0, 0, 0], byConnections), still)).toBe(false);
  });

  it('tells a leak that goes on by little from a cache that is full', () => {
    const course = { evenness: 0.8 };
    expect(filledUp(effects([9, 5, 4, 1.7, 1, 0.9, 1.1, 0.8], course), (_) => 1.1 * MB)).toBe(true);
    expect(filledUp(effects([9, 5, 4, 1.7, 1, 1.8, 2.1], course), (_) => 1.1 * MB)).toBe(false);
  });
});

describe('lives', () => {
  it('end with a restart that falls below all that was', () => {
    const values = [
      ...Array(40).fill(100 * MB),
      ...Array(40).fill(200 * MB),
      5 * MB,
      ...Array(40).fill(100 * MB),
    ];
    const lives = splitEpochs(bucketsOf(values, 30), 30, MB);
    expect(lives.map((life) => life.from)).toEqual([0, 80]);
  });

  it('do not end with the teeth of a saw', () => {
    const values = Array.from({ length: 400 }, (_, i) => (100 + 5 * (i % 40)) * MB);
    expect(splitEpochs(bucketsOf(values, 1), 1, MB)).toHaveLength(1);
  });
});

describe('load', () => {
  it('tells bursts from ticks of requests where there are no phases', () => {
    const load = new LoadTimeline();
    for (let t = 1; t <= 12; t++) {
      const requests = t % 6 < 3 ? 10 : 0;
      load.load({ kind: 'load', t, dt: 1, requests, errors: 0, non2xx: 0, sent: 0 });
    }
    expect(load.bursts.map(({ from, to, requests }) => [from, to, requests])).toEqual([
      [0, 2, 20],
      [5, 8, 30],
      [11, 12, 10],
    ]);
  });

  it('stays bounded, and keeps what was done', () => {
    const load = new LoadTimeline();
    for (let k = 0; k < 40_000; k++) {
      load.phase({ kind: 'phase', t: 10 * k, phase: 'burst', burst: k + 1, connections: 8 });
      load.load({ kind: 'load', t: 10 * k + 4, dt: 4, requests: 5, errors: 0, non2xx: 0, sent: 0 });
      load.phase({ kind: 'phase', t: 10 * k + 5, phase: 'rest', burst: k + 1 });
    }
    expect(load.bursts.length).toBeLessThanOrEqual(16_384);
    expect(load.bursts.reduce((sum, burst) => sum + (burst.requests ?? 0), 0)).toBe(200_000);
  });
});

describe('vector', () => {
  it('has quantiles and a lower bound', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([], 0.5)).toBeNaN();
    expect(lowerBound([1, 3, 5], 4, 0, 3)).toBe(2);
    expect(lowerBound([1, 3, 5], 9, 0, 3)).toBe(3);
  });
});
