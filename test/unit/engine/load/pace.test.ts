import { describe, expect, it } from 'vitest';
import { Pace } from '../../../../src/engine/load/pace';

describe('a pace', () => {
  it('lets requests through evenly', () => {
    const pace = new Pace(20, 0);
    const sent: number[] = [];
    for (let now = 0; now <= 1000; now++) if (pace.take(now)) sent.push(now);
    expect(sent).toHaveLength(21);
    const gaps = sent.slice(1).map((at, i) => at - (sent[i] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(49);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(51);
  });

  it('says how long to wait for the next', () => {
    const pace = new Pace(4, 0);
    expect(pace.take(0)).toBe(true);
    expect(pace.take(100)).toBe(false);
    expect(pace.wait()).toBeCloseTo(150);
  });

  it('makes up for no more than a second', () => {
    const pace = new Pace(10, 0);
    let sent = 0;
    while (pace.take(60_000)) sent++;
    expect(sent).toBe(10);
  });
});
