/** What an examiner found who knew nothing of the detector: series of which the times of the load are known. */
import { describe, expect, it } from 'vitest';
import { classifySeries } from '../../../../src/core/detect/index';
import type { Verdict } from '../../../../src/core/run/verdict';
import { MB, samples } from './support';

interface Burst {
  /** megabytes kept, and used beside that while it lasted; seconds that it takes to rise */
  kept: number;
  used: number;
  rise?: number;
  /** megabytes above all that, for a quarter of a second */
  spike?: number;
}

const BURST = 9;
const REST = 12;
const START = 10;
const times = (count: number, last = BURST): [number, number][] =>
  Array.from({ length: count }, (_, k) => [
    START + k * (BURST + REST),
    START + k * (BURST + REST) + (k === count - 1 ? last : BURST),
  ]);

function level(bursts: readonly Burst[], base = 80): (t: number) => number {
  return (t) =>
    bursts.reduce((sum, { kept, used, rise = 2, spike = 0 }, k) => {
      const into = t - START - k * (BURST + REST);
      const up = Math.min(1, Math.max(0, into / rise));
      const busy = into >= 0 && into < BURST ? up : into >= BURST ? Math.max(0, 1 - (into - BURST) / 2) : 0;
      return sum + kept * up + used * busy + (into > 4 && into < 4.25 ? spike : 0);
    }, base);
}

function verdictOn(bursts: readonly Burst[], tail = 40): Verdict {
  const load = times(bursts.length);
  return classifySeries({ ...samples(10, (load.at(-1)?.[1] ?? 0) + tail, level(bursts)), load });
}

const repeat = (count: number, burst: Burst): Burst[] => Array.from({ length: count }, () => burst);

describe('steps that then come to an end', () => {
  it.each([
    ['alike', [60, 60, 60]],
    ['that get smaller', [60, 55, 50]],
    ['that get smaller and smaller', [173, 125, 100, 63]],
    ['that get larger', [50, 60, 70]],
  ])('%s, are a stair-step and no cache, where each was taken at once', (_, kept) => {
    const verdict = verdictOn([
      ...kept.map((bytes) => ({ kept: bytes, used: 30 })),
      ...repeat(5, { kept: 0, used: 30 }),
    ]);
    expect(verdict.profile).toBe('stair-step');
    expect(verdict.steps.map((step) => Math.round(step.kept / MB / 5) * 5)).toEqual(
      kept.map((bytes) => Math.round(bytes / 5) * 5),
    );
  });

  it('are a cache where each grew evenly through its burst', () => {
    const filling = repeat(3, { kept: 60, used: 0, rise: BURST });
    expect(verdictOn([...filling, ...repeat(5, { kept: 0, used: 0 })]).profile).toBe('flat');
  });
});

describe('plateaus that stand still under later bursts', () => {
  it('are held, though far more than them came and went', () => {
    const verdict = verdictOn([
      { kept: 90, used: 170 },
      { kept: 60, used: 120 },
      ...repeat(4, { kept: 0, used: 200 }),
    ]);
    expect(verdict.profile).toBe('stair-step');
    expect(verdict.steps).toHaveLength(2);
  });

  it('are measured against the level of their bursts, and not against spikes', () => {
    const spiky = { used: 5, spike: 250 };
    const verdict = verdictOn([
      { kept: 30, ...spiky },
      { kept: 25, ...spiky },
      ...repeat(3, { kept: 0, ...spiky }),
    ]);
    expect(verdict.profile).toBe('stair-step');
    expect(verdict.steps).toHaveLength(2);
  });
});

it('a record that ends in a burst shows nothing of that burst', () => {
  const bursts = repeat(5, { kept: 0, used: 250 });
  const load = times(5);
  const verdict = classifySeries({ ...samples(10, (load.at(-1)?.[1] ?? 0) + 0.6, level(bursts)), load });
  expect(verdict.profile).toBe('ragged');
  expect(verdict.retained / MB).toBeLessThan(85);
});

describe('a leak', () => {
  /** Noise to one side, seeded, that decays over a few seconds. */
  function noise(size: number): (t: number) => number {
    let seed = 7;
    const random = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed / 2_147_483_648;
    };
    const bumps = Array.from({ length: 120 }, () => ({ at: 400 * random(), size: size * random() }));
    return (t) =>
      bumps.reduce((sum, bump) => sum + (t >= bump.at ? bump.size * Math.exp((bump.at - t) / 6) : 0), 0);
  }

  it.each([
    [0.14, 8],
    [0.14, 20],
    [0.2, 12],
    [0.3, 14],
  ])(
    'of %d MB/s under noise of up to %d MB is none that bursts explain, nor memory that comes back',
    (slope, size) => {
      const bursts = level(repeat(16, { kept: 0, used: 4 }), 140);
      const beside = noise(size);
      const { profile } = classifySeries({
        ...samples(5, 400, (t) => bursts(t) + slope * t + beside(t)),
        load: times(16),
      });
      expect(profile).toBe('leak');
    },
  );

  it('is told from many bursts that all add, however uneven', () => {
    const added = [17, 26, 15, 24, 14, 22, 27, 16, 25, 18];
    expect(verdictOn(added.map((kept) => ({ kept, used: 20 }))).profile).toBe('leak');
  });

  it('that begins late, too', () => {
    const added = [0, 0, 0, 21, 18, 24, 19, 23, 20, 22];
    const verdict = verdictOn(added.map((kept) => ({ kept, used: 20 })));
    expect(verdict.profile).toBe('leak');
    expect(verdict.steps).toEqual([]);
  });

  const through = (kept: number): Burst => ({ kept, used: 0, rise: BURST });

  it('of unlike bursts shows in the largest, which add as much again, where each grew from its beginning to its end', () => {
    const verdict = verdictOn([244, 79, 240, 40, 158, 239, 238].map(through));
    expect(verdict.profile).toBe('leak');
  });

  it('is no staircase where its bursts did unlike work and each grew from its beginning to its end', () => {
    const verdict = verdictOn([244, 79, 190, 40, 158, 120, 99].map(through));
    expect(verdict.profile).toBe('inconclusive');
    expect(verdict.steps).toEqual([]);
    expect(verdict.missing.map(({ code }) => code)).toEqual(['known-work']);
  });

  it('is none where bursts at the end add nothing, however those before them grew', () => {
    const verdict = verdictOn([...[144, 97, 172, 306].map(through), ...repeat(2, through(0))]);
    expect(verdict.profile).toBe('stair-step');
    expect(verdict.steps).toHaveLength(4);
  });

  it('is told once its connections, of which nobody told, ramp up no more', () => {
    const verdict = verdictOn([8, 16, 32, 58, 62, 57, 56].map(through));
    expect(verdict.profile).toBe('leak');
    expect(verdict.steps).toEqual([]);
  });

  it('is not told where such bursts took at once what they kept', () => {
    const verdict = verdictOn([8, 16, 32, 62, 60, 56, 50].map((kept) => ({ kept, used: 0, rise: 1 })));
    expect(verdict.profile).not.toBe('leak');
  });

  it('of many small lumps is no staircase of as many steps', () => {
    const lumps = [
      4, 2, 3, 5, 2, 2, 1.5, 3, 5, 4, 2.5, 3, 2, 1.5, 3, 4, 5, 2, 3, 4, 1.5, 2, 5, 3, 4, 2, 3, 1.5,
    ];
    const level = (t: number) =>
      40 + lumps.slice(0, Math.max(0, Math.floor((t - 8) / 6))).reduce((a, b) => a + b, 0);
    const verdict = classifySeries(samples(10, 8 + 6 * lumps.length + 12, level));
    expect(['leak', 'inconclusive']).toContain(verdict.profile);
    expect(verdict.steps).toEqual([]);
  });

  it('is not told from as many where the gains fade', () => {
    const added = [90, 45, 30, 22, 18, 15, 13, 11];
    expect(verdictOn(added.map((kept) => ({ kept, used: 20 }))).profile).not.toBe('leak');
  });
});

it('memory that rose in the last seconds has not come back, nor can it have', () => {
  const verdict = classifySeries(samples(10, 60, (t) => (t < 58 ? 20 : 20 + 80 * (t - 58))));
  expect(verdict.profile).toBe('inconclusive');
});
