import type { LoadEvent } from './event';
import { LatencyHistogram } from './latency';

/** Totals of a run's load; latencies in milliseconds. */
export interface LoadTotals {
  requests: number;
  errors: number;
  non2xx: number;
  /** bytes */
  sent: number;
  /** requests a second over the time under load */
  rps: number;
  p50?: number;
  p99?: number;
  errorKinds: Record<string, number>;
}

/** Adds up the ticks of a run, in memory that does not grow with it. */
export class LoadSum {
  private readonly latency = new LatencyHistogram();
  private readonly sums = { requests: 0, errors: 0, non2xx: 0, sent: 0 };
  private readonly errorKinds: Record<string, number> = {};
  private seconds = 0;

  add(load: LoadEvent): void {
    this.sums.requests += load.requests;
    this.sums.errors += load.errors;
    this.sums.non2xx += load.non2xx;
    this.sums.sent += load.sent;
    this.seconds += load.dt;
    for (const [kind, n] of Object.entries(load.errorKinds ?? {})) {
      this.errorKinds[kind] = (this.errorKinds[kind] ?? 0) + n;
    }
    if (load.latencies) this.latency.addCounts(load.latencies);
  }

  totals(): LoadTotals {
    const p50 = this.latency.quantile(0.5);
    const p99 = this.latency.quantile(0.99);
    return {
      ...this.sums,
      rps: this.seconds > 0 ? this.sums.requests / this.seconds : 0,
      errorKinds: { ...this.errorKinds },
      ...(p50 !== undefined && { p50 }),
      ...(p99 !== undefined && { p99 }),
    };
  }
}

export function loadTotals(loads: readonly LoadEvent[]): LoadTotals {
  const sum = new LoadSum();
  for (const load of loads) sum.add(load);
  return sum.totals();
}
