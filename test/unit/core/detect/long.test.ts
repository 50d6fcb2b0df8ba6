/** One burst of minutes, and series of hours and days. */
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../../src/core/detect/detector';
import { classifySeries } from '../../../../src/core/detect/index';
import { judged, samples } from './support';

/** A run of one burst, 8 connections from 5 s on for so many seconds. */
function oneBurst(seconds: number, level: (into: number) => number): Evidence[] {
  const end = 5 + seconds;
  const { t, y } = samples(4, end + 30, (time) => level(Math.min(Math.max(time - 5, 0), seconds)));
  const evidence: Evidence[] = t.map((time, i) => ({ kind: 'sample', t: time, rss: y[i] ?? 0 }));
  evidence.push(
    { kind: 'phase', t: 0, phase: 'baseline' },
    { kind: 'phase', t: 5, phase: 'burst', burst: 1, connections: 8 },
    { kind: 'load', t: end - 0.1, dt: seconds - 0.2, requests: 80 * seconds, errors: 0, non2xx: 0, sent: 0 },
    { kind: 'phase', t: end, phase: 'tail', burst: 1 },
  );
  return evidence.sort((a, b) => a.t - b.t);
}

describe('one burst that lasts for minutes is a series by itself', () => {
  it('is a leak where memory grows in a line to its end', () => {
    expect(judged(oneBurst(200, (t) => 40 + 0.5 * t)).verdict.profile).toBe('leak');
  });

  it('is one, too, where the counter moves by half a megabyte at once', () => {
    const counted = (t: number) => 12 + 0.5 * Math.floor((0.2 * t) / 0.5);
    expect(judged(oneBurst(200, counted)).verdict.profile).toBe('leak');
  });

  it('is bounded where memory grows less and less, and then no more', () => {
    const { profile, findings } = judged(oneBurst(240, (t) => 40 + 90 * (1 - Math.exp(-t / 30)))).verdict;
    expect(profile).toBe('flat');
    expect(findings).toContain('saturated');
  });

  it('follows the load where memory is taken and given back again and again', () => {
    expect(judged(oneBurst(240, (t) => 40 + 1.5 * (t % 40))).verdict.profile).toBe('ragged');
  });

  it('of some seconds leaves a leak and fragmentation in question', () => {
    expect(judged(oneBurst(12, (t) => 40 + 5 * t)).verdict.profile).toBe('inconclusive');
  });
});

describe('a series whose load is not known', () => {
  it('that begins with a start-up and a burst at once follows the load, where it came back', () => {
    const use = (t: number) => 45 + 12 * Math.sin(7 * t) + 6 * Math.sin(3.1 * t);
    const level = (t: number) => Math.min(11, 2 + 9 * t) + (t > 2.5 && t < 12.5 ? use(t) : 0);
    const { profile, baseline } = classifySeries(samples(20, 42, level));
    expect(profile).toBe('ragged');
    expect(baseline / 1e6).toBeLessThan(12);
  });

  it('that grew in a line for a sixth of the time and then was still is bounded', () => {
    const { profile, findings } = classifySeries(samples(1, 450, (t) => 12 + Math.min(t, 75)));
    expect(profile).toBe('flat');
    expect(findings).toContain('saturated');
  });

  it('of rises that are followed by smaller ones at once has a step for each, and none for its tail', () => {
    const rise = (t: number, from: number, to: number) => Math.min(1, Math.max(0, (t - from) / (to - from)));
    const level = (t: number) =>
      [20, 70, 110].reduce(
        (sum, from, k) =>
          sum + (90 - 25 * k) * (rise(t, from, from + 3) + 0.2 * rise(t, from + 5.5, from + 6.5)),
        40,
      );
    const { profile, steps } = classifySeries(samples(10, 170, level));
    expect(profile).toBe('stair-step');
    expect(steps.map(({ kept }) => Math.round(kept / 1e6))).toEqual([108, 78, 48]);
  });

  it('of bursts that each grew to their end, the last no less than others, is no stair-step', () => {
    const starts = [3, 12, 21, 30];
    const left = [14, 29, 54, 54];
    const level = (t: number) =>
      starts.reduce((sum, from, k) => sum + (left[k] ?? 0) * Math.min(1, Math.max(0, (t - from) / 4)), 6);
    expect(classifySeries(samples(20, 54, level)).profile).toBe('inconclusive');
  });
});

const HOUR = 3600;

describe('a series of days, scraped once a minute', () => {
  const scraped = (hours: number, level: (hour: number) => number) =>
    samples(1 / 60, hours * HOUR, (t) => level(t / HOUR));

  it('of a leak that is ended every day is a leak, each life of its own', () => {
    const { profile, reasons } = classifySeries(scraped(62, (hour) => 90 + 16 * (hour % 19)));
    expect(profile).toBe('leak');
    expect(reasons.map(({ code }) => code)).toContain('fell-back');
  });

  it('with events of a quarter of an hour that leave something is a stair-step', () => {
    const events = [1, 2.4, 3.2, 4.9];
    const left = [33, 9, 20, 12];
    const level = (hour: number) =>
      events.reduce((sum, at, k) => sum + (left[k] ?? 0) * Math.min(1, Math.max(0, (hour - at) / 0.22)), 78);
    const { profile, steps } = classifySeries(scraped(9, level));
    expect(profile).toBe('stair-step');
    expect(steps).toHaveLength(4);
  });

  it('is flat where the next process takes a little more, after minutes without a sample', () => {
    const { t, y } = scraped(80, (hour) => (hour < 50 ? 166 : 169.5));
    const seen = t.map((time) => Math.abs(time - 50 * HOUR) > 300);
    const { profile } = classifySeries({ t: t.filter((_, i) => seen[i]), y: y.filter((_, i) => seen[i]) });
    expect(profile).not.toBe('stair-step');
  });
});
