/** Counts what a burst does between two reports. */
import type { LoadEvent } from '../../core/run/event';
import { type LatencyCounts, LatencyHistogram } from '../../core/run/latency';

export type Tick = Omit<LoadEvent, 'kind' | 't'>;

export class TickCounter {
  private latencies: number[] = [];
  private errors = 0;
  private non2xx = 0;
  private sent = 0;
  private kinds: Record<string, number> = {};
  private from: number;

  /** `clock` in milliseconds, monotonic; it counts from here on */
  constructor(private readonly clock: () => number = () => performance.now()) {
    this.from = clock();
  }

  /** `bytes` of body were sent, here and below; statuses to `accept` are no failure, beside 2xx */
  answered(status: number, milliseconds: number, bytes: number, accept: readonly number[] = []): void {
    this.sent += bytes;
    this.latencies.push(milliseconds);
    if ((status >= 200 && status < 300) || accept.includes(status)) return;
    this.non2xx++;
    this.count(String(status));
  }

  /** A request without an answer; `kind`: `ECONNRESET`, `timeout`, ... */
  failed(kind: string, bytes: number): void {
    this.sent += bytes;
    this.errors++;
    this.count(kind);
  }

  /** What happened since the last time; undefined where nothing did, and that time is the next tick's. */
  take(): Tick | undefined {
    if (this.latencies.length === 0 && this.errors === 0) return undefined;
    const now = this.clock();
    const dt = (now - this.from) / 1000;
    const { latencies, errors, non2xx, sent, kinds } = this;
    this.latencies = [];
    this.errors = this.non2xx = this.sent = 0;
    this.kinds = {};
    this.from = now;
    latencies.sort((a, b) => a - b);
    const quantile = (share: number) => latencies[Math.ceil(share * latencies.length) - 1] ?? 0;
    return {
      dt: round(dt),
      requests: latencies.length,
      errors,
      non2xx,
      sent,
      ...(latencies.length > 0 && {
        p50: round(quantile(0.5)),
        p90: round(quantile(0.9)),
        p99: round(quantile(0.99)),
        latencies: counted(latencies),
      }),
      ...(Object.keys(kinds).length > 0 && { errorKinds: kinds }),
    };
  }

  private count(kind: string): void {
    this.kinds[kind] = (this.kinds[kind] ?? 0) + 1;
  }
}

function counted(latencies: readonly number[]): LatencyCounts {
  const histogram = new LatencyHistogram();
  for (const ms of latencies) histogram.add(ms);
  return histogram.toCounts();
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
