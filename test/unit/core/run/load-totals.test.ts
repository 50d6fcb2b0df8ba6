import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LatencyHistogram } from '../../../../src/core/run/latency';
import { loadTotals } from '../../../../src/core/run/load-totals';

function tick(latencies: number[], dt = 0.5) {
  const histogram = new LatencyHistogram();
  for (const ms of latencies) histogram.add(ms);
  return {
    kind: 'load' as const,
    t: 0,
    dt,
    requests: latencies.length,
    errors: 1,
    non2xx: 0,
    sent: 10,
    latencies: histogram.toCounts(),
    errorKinds: { timeout: 1 },
  };
}

describe('the totals of a load', () => {
  it('gives percentiles of all requests, not of the ticks', () => {
    const slowTick = tick([1000, 1000]);
    const fast = Array.from({ length: 98 }, () => 10);
    const { p50, p99, requests, errors, sent, rps, errorKinds } = loadTotals([tick(fast), slowTick]);
    expect({ requests, errors, sent, rps, errorKinds }).toEqual({
      requests: 100,
      errors: 2,
      sent: 20,
      rps: 100,
      errorKinds: { timeout: 2 },
    });
    expect(p50).toBeGreaterThan(9.7);
    expect(p50).toBeLessThan(10.3);
    expect(p99).toBeGreaterThan(970);
  });

  it('is within 2 % of the exact percentile, however the requests are cut into ticks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.double({ min: 0.02, max: 60_000, noNaN: true }), { minLength: 1 }), {
          minLength: 1,
        }),
        (ticks) => {
          const all = ticks.flat().sort((a, b) => a - b);
          const exact = all[Math.ceil(0.99 * all.length) - 1] ?? 0;
          const said = loadTotals(ticks.map((latencies) => tick(latencies))).p99 ?? 0;
          expect(Math.abs(said - exact) / exact).toBeLessThan(0.025);
        },
      ),
      { seed: 3 },
    );
  });

  it('knows no latency where nothing was answered', () => {
    expect(loadTotals([])).toEqual({ requests: 0, errors: 0, non2xx: 0, sent: 0, rps: 0, errorKinds: {} });
  });
});
