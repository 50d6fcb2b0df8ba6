/** What the service or its recorder does beside the load: jobs of the clock in rests, a record that ends too early. */
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../../src/core/detect/detector';
import { judged, LAYOUT, MB, runOf, type TestBurst } from './support';

const REST = 16;
const LEFT = [60, 130, 170, 180, 182, 182, 183];
const STAIRS = LEFT.map((after, k): TestBurst => {
  const connections = Math.min(64, 8 * 2 ** k);
  return { connections, requests: 20 * connections, peak: 110 + after, after: 100 + after };
});

/** A job that takes memory in the rests after some bursts, from `from` to `to` seconds after them, and gives it back. */
function withJobs(run: readonly Evidence[], after: readonly number[], from: number, to: number, mb: number) {
  const ends = after.map((k) => LAYOUT.baseline + k * (LAYOUT.burst + REST) + LAYOUT.burst);
  const on = (t: number) => ends.some((end) => t >= end + from && t < end + to);
  return run.map((item) =>
    item.kind === 'sample' && on(item.t) ? { ...item, rss: item.rss + mb * MB } : item,
  );
}

describe('a job of the clock in a rest', () => {
  const run = runOf(STAIRS, { base: 100, rest: REST, tail: REST });

  it('of some seconds at its end is nothing that the burst before it left', () => {
    const { verdict } = judged(withJobs(run, [2, 3, 5], REST - 4, REST, 60));
    expect(verdict.profile).toBe('stair-step');
    expect(verdict.bursts.map(({ after }) => Math.round(after / MB))).toEqual(LEFT.map((x) => 100 + x));
  });

  it('of some seconds at the end of the record is not kept', () => {
    const healthy = Array.from(
      { length: 6 },
      (): TestBurst => ({ connections: 16, requests: 300, peak: 160, after: 100 }),
    );
    const { verdict } = judged(
      withJobs(runOf(healthy, { base: 100, rest: REST, tail: REST }), [5], 12, 16, 60),
    );
    expect(verdict.profile).toBe('ragged');
    expect(verdict.retained).toBeLessThan(101 * MB);
  });

  it('that takes as much time after time in their later halves is no growth by the clock', () => {
    const { verdict } = judged(withJobs(run, [0, 1, 2, 3, 4, 5, 6], 9, REST - 1.5, 15));
    expect(verdict.reasons.map(({ code }) => code)).not.toContain('grows-by-the-clock');
    expect(verdict.profile).not.toBe('leak');
  });
});

describe('a record that ended before most of the load', () => {
  const upTo = (t: number, bursts = STAIRS) =>
    runOf(bursts, { base: 100, rest: REST }).filter((item) => item.kind !== 'sample' || item.t < t);
  const seconds = (bursts: number) => LAYOUT.baseline + bursts * (LAYOUT.burst + REST) - 2;

  it.each([1, 2, 3])('after %i of 7 bursts is not judged, whatever it shows', (bursts) => {
    const quiet = STAIRS.map((burst) => ({ ...burst, peak: 104, after: 103 }));
    for (const run of [upTo(seconds(bursts)), upTo(seconds(bursts), quiet)]) {
      const { verdict } = judged(run);
      expect(verdict.profile).toBe('inconclusive');
      expect(verdict.reasons[0]).toMatchObject({
        code: 'unseen-load',
        numbers: { unseen: 7 - bursts, bursts: 7 },
      });
      expect(verdict.missing[0]?.code).toBe('whole-record');
    }
  });

  it('after most of it is', () => {
    expect(judged(upTo(seconds(6))).verdict.profile).toBe('stair-step');
  });
});
