import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planSchema } from '../../../../src/core/plan/plan';
import type { LoadEvent } from '../../../../src/core/run/event';
import { LatencyHistogram } from '../../../../src/core/run/latency';
import { loadTotals as totalsOf } from '../../../../src/core/run/load-totals';
import { sampleEvents, sampleRun } from '../../report/sample-run';

const loadTotals = (loads: LoadEvent[]) => totalsOf({ header: undefined, phases: [], loads });

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

  it('counts the time of a burst in which no tick was written, and not what follows its load', () => {
    // as older recordings have it: the last second of each burst stands in no tick
    const silent = sampleEvents()
      .filter((event) => event.kind !== 'load' || (event.t - 3) % 8 < 4)
      .map((event) =>
        event.kind === 'phase' && event.phase === 'rest' ? { ...event, t: event.t + 0.1 } : event,
      );
    expect(totalsOf(sampleRun(silent)).requests).toBe(2100);
    expect(totalsOf(sampleRun(silent)).rps).toBeCloseTo(2100 / (7 * 4.1), 9);
    const planned = silent.map((event) =>
      event.kind === 'header' ? { ...event, plan: planSchema.parse({ burst: { seconds: 4 } }) } : event,
    );
    expect(totalsOf(sampleRun(planned)).rps).toBeCloseTo(75, 9);
  });

  it('knows no latency where nothing was answered', () => {
    expect(loadTotals([])).toEqual({
      tried: 0,
      requests: 0,
      errors: 0,
      non2xx: 0,
      sent: 0,
      rps: 0,
      errorKinds: {},
    });
  });
});
