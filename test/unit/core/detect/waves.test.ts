/** Series of days that go up and down in waves, of which no load is known. */
import { describe, expect, it } from 'vitest';
import { classifySeries } from '../../../../src/core/detect/index';
import { Random } from '../../../corpus/generator/random';
import { samples } from './support';

const HOUR = 3600;

describe('waves of a day', () => {
  const wave = (t: number, size: number) => (size / 2) * (1 - Math.cos((2 * Math.PI * t) / (24 * HOUR)));
  const days = (level: (t: number) => number) => classifySeries(samples(1 / 120, 6 * 24 * HOUR, level));

  it('hide no leak, whose nights rise as much each day', () => {
    const verdict = days((t) => 200 + wave(t + 8 * HOUR, 90) + (100 * t) / (6 * 24 * HOUR));
    expect(verdict.profile).toBe('leak');
    expect(verdict.reasons[0]?.code).toBe('troughs-rise');
  });

  it('are seen beside a job of one hour that takes far more', () => {
    const job = (t: number) => (t > 50 * HOUR && t < 51 * HOUR ? 900 : 0);
    const verdict = days((t) => 200 + wave(t + 8 * HOUR, 90) + (100 * t) / (6 * 24 * HOUR) + job(t));
    expect(verdict.reasons[0]?.code).toBe('troughs-rise');
  });

  it('are healthy where each night is as low as the others, though the days are unlike', () => {
    const replicas = (t: number) =>
      60 * Math.ceil(wave(t, 5) * (Math.floor(t / (24 * HOUR)) % 2 ? 0.6 : 1) + 0.1);
    const verdict = days((t) => 100 + replicas(t));
    expect(verdict.profile).toBe('ragged');
    expect(verdict.reasons[0]?.numbers?.times).toBeGreaterThanOrEqual(5);
  });

  it('of a tenth of the level are seen, though they are high for most of the time', () => {
    const random = new Random(4);
    const high = (t: number) => 160 * Math.min(1, 1.4 * (1 - wave(t, 1) ** 4));
    const verdict = days((t) => 1900 + high(t) + 50 * random.unit());
    expect(verdict.profile).toBe('ragged');
  });

  it('are no proof of health where they end on a level that holds', () => {
    const still = (t: number) => (t > 3 * 24 * HOUR ? 120 : wave(t, 90));
    expect(days((t) => 100 + still(t)).profile).not.toBe('ragged');
  });
});

describe('without a load, on the move for most of the time', () => {
  /** Bursts of 4 s with rests of a second, in megabytes, from 7 to 80 and down to `kept` in each rest and after all. */
  const busy = (kept: number) => samples(10, 90, (t) => (t < 4 ? 7 : t < 60 && (t - 4) % 5 < 4 ? 80 : kept));

  it('memory of which next to nothing stays came back', () => {
    const { profile, steps } = classifySeries(busy(18));
    expect(profile).toBe('ragged');
    expect(steps).toEqual([]);
  });

  it('memory of which more stays is left open', () => {
    expect(classifySeries(busy(32)).profile).toBe('inconclusive');
  });
});

describe('days under waves', () => {
  const busy = (t: number, size: number) => Math.max(0, size * Math.sin((2 * Math.PI * t) / (24 * HOUR)));
  const random = new Random(11);
  // a record that begins in the start-up, and ends in the night: four nights between five days
  const record = (grown: (day: number) => number) =>
    classifySeries(
      samples(1 / 60, 5 * 24 * HOUR - 600, (t) =>
        t < 150 ? 90 : 146 + grown(t / (24 * HOUR)) + busy(t, 75) + 3 * random.unit(),
      ),
    );

  it('tell a leak beneath them where each held more than the one before', () => {
    const verdict = record((day) => 9 * day);
    expect(verdict.profile).toBe('leak');
    expect(verdict.reasons[0]?.code).toBe('rising-days');
  });

  it('tell none where growth came to an end', () => {
    expect(record((day) => 20 * Math.min(1, day)).profile).not.toBe('leak');
  });
});

it('memory that fell while the load was away and came back where it had begun is no step', () => {
  const away = (t: number) =>
    Math.min(1, Math.max(0, (t - 3.3 * HOUR) / 900, 0), Math.max(0, (4.4 * HOUR - t) / 60));
  const verdict = classifySeries(samples(1 / 15, 10 * HOUR, (t) => 516 - 307 * away(t)));
  expect(verdict.profile).toBe('ragged');
  expect(verdict.steps).toEqual([]);
  expect(verdict.reasons[0]?.code).toBe('came-back-up');
});
