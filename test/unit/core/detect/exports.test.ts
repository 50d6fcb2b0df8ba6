/** What an engineer would not have said of exports whose load nobody knew: forms of recordings that are public. */
import { describe, expect, it } from 'vitest';
import { classifySeries } from '../../../../src/core/detect/index';
import { Random } from '../../../corpus/generator/random';
import { samples } from './support';

const codes = (reasons: readonly { code: string }[]) => reasons.map(({ code }) => code);

describe('growth after a start-up that took more', () => {
  // a pod that is removed after some minutes, its memory every 15 s
  const warming = (seconds: number) =>
    classifySeries(samples(1 / 15, seconds, (t) => (t < 30 ? 5 : 340 + 80 * (t / 540))));

  it('may be a warm-up where the record has few samples', () => {
    const verdict = warming(540);
    expect(verdict).toMatchObject({ profile: 'inconclusive', confidence: 0.6 });
    expect(codes(verdict.reasons)).toContain('warming-up');
    expect(codes(verdict.missing)).toContain('longer-life');
  });

  it('is a leak where it goes on', () => {
    expect(warming(3600).profile).toBe('leak');
  });
});

describe('growth that stops', () => {
  const grown = (t: number) => 20 + 120 * Math.min(1, t / 60);

  it('and does not move by a byte any more may be a leak whose load has ended', () => {
    const verdict = classifySeries(samples(1, 200, grown));
    expect(verdict).toMatchObject({ profile: 'flat', confidence: 0.5 });
    expect(codes(verdict.reasons)).toContain('grew-until-idle');
    expect(codes(verdict.missing)).toContain('known-load');
  });

  it('and goes on to stir is bounded', () => {
    const verdict = classifySeries(samples(1, 200, (t) => grown(t) + (t > 60 ? Math.sin(t) : 0)));
    expect(verdict).toMatchObject({ profile: 'flat', confidence: 0.6 });
    expect(codes(verdict.reasons)).toContain('grew-and-saturated');
  });
});

it('one rise, half of which went back little by little, is no step', () => {
  const back = (t: number) => (t < 400 ? 0 : 26 - 12 * Math.min(1, (t - 400) / 800));
  const verdict = classifySeries(samples(1, 1200, (t) => 120 + back(t)));
  expect(verdict.profile).not.toBe('stair-step');
  expect(verdict.steps).toEqual([]);
});

it('a leak marks no steps where the load, and so what it would explain, is not known', () => {
  const worked = (seconds: number) => Math.floor(seconds / 12) + Math.min(1, (seconds % 12) / 6);
  const noise = (t: number) => ((t * 7919) % 13) / 6;
  const verdict = classifySeries(samples(5, 180, (t) => 500 + 30 * worked(Math.max(0, t - 60)) + noise(t)));
  expect(verdict).toMatchObject({ profile: 'leak', steps: [], findings: ['load-unknown'] });
});

describe('a leak that begins late', () => {
  const DAY = 86_400;
  // noise that remembers, as of queues
  const drifting = (seed: number, deviation: number) => {
    const random = new Random(seed);
    let drift = 0;
    return () => {
      drift = 0.9 * drift + 0.44 * deviation * random.normal();
      return Math.abs(drift);
    };
  };

  it.each([0, 1, 2, 3])('is one and no row of steps, whatever the noise (%d)', (seed) => {
    const noise = drifting(seed, 1.5);
    const verdict = classifySeries(
      samples(1 / 15, 36_000, (t) => 300 + (270 * Math.max(0, t - 21_600)) / 14_400 + noise()),
    );
    expect(verdict).toMatchObject({ profile: 'leak', steps: [] });
  });

  it.each([0, 1, 2, 3])('is one where it had grown slowly before, too (%d)', (seed) => {
    const noise = drifting(seed, 0.5);
    const slowly = (t: number) => (20 * t) / 36_000;
    const verdict = classifySeries(
      samples(1 / 15, 36_000, (t) => 250 + slowly(t) + (160 * Math.max(0, t - 21_600)) / 14_400 + noise()),
    );
    expect(verdict).toMatchObject({ profile: 'leak', steps: [] });
  });

  it.each([1, 2])('is no stair-step where two daily waves hold less than half of it (%d)', (seed) => {
    const noise = drifting(seed, 2);
    const wave = (t: number) => 100 * (0.5 - 0.5 * Math.cos(2 * Math.PI * (t / DAY - 1 / 6))) ** 1.3;
    const late = (t: number) => (300 * Math.max(0, t - 3.6 * DAY)) / (2.4 * DAY);
    const verdict = classifySeries(samples(1 / 60, 6 * DAY, (t) => 300 + wave(t) + late(t) + noise()));
    expect(verdict.profile).not.toBe('stair-step');
  });
});

describe('nights that each hold more than the one before', () => {
  const DAY = 86_400;
  it.each([6, 7, 8, 9])(
    'tell a leak under the waves of the days, of a record that begins at %d h',
    (hour) => {
      const random = new Random(hour);
      let drift = 0;
      const wave = (t: number) => (0.5 - 0.5 * Math.cos(2 * Math.PI * (t / DAY + hour / 24 - 1 / 6))) ** 1.3;
      const inUse = (t: number) => {
        drift = 0.95 * drift + 0.02 * random.normal();
        return 400 * wave(t) * (1 + drift);
      };
      const verdict = classifySeries(samples(1 / 60, 7 * DAY, (t) => 300 + (15 * t) / DAY + inUse(t)));
      expect(verdict.profile).toBe('leak');
    },
  );
});

it('stairs are stairs, though memory rose to many times as much for a minute', () => {
  const stairs = [60, 45, 30, 20];
  const risen = (t: number, k: number) => Math.min(1, Math.max(0, (t - (1 + 1.8 * k) * 3600) / 60));
  const spike = (t: number) => (t > 13_000 && t < 13_060 ? 1900 : 0);
  const verdict = classifySeries(
    samples(
      1 / 15,
      8 * 3600,
      (t) => 120 + stairs.reduce((sum, size, k) => sum + size * risen(t, k), 0) + spike(t),
    ),
  );
  expect(verdict.profile).toBe('stair-step');
  expect(verdict.steps.map(({ kept }) => Math.round(kept / 1e6))).toEqual(stairs);
});
