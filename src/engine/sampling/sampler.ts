/** Samples at a steady rate: each tick aims at its place on the clock, so lateness does not add up. */
import type { SampleEvent } from '../../core/run/event';
import type { Children, MemorySource } from './memory';

/** Milliseconds. */
const DETAIL_EVERY = 1000;
const REFRESH_EVERY = 500;
/** looking for children may take this share of the time */
const REFRESH_SHARE = 0.02;

export interface SamplerOptions {
  source: MemorySource;
  hz: number;
  /** milliseconds, monotonic */
  clock: () => number;
  /** milliseconds of that clock at t = 0 */
  origin: number;
  take: (sample: SampleEvent) => void;
}

export class Sampler {
  private timer: NodeJS.Timeout | undefined;
  private readonly period: number;
  private readonly start: number;
  private tick = 0;
  private nextDetail = 0;
  private nextRefresh = 0;

  constructor(private readonly options: SamplerOptions) {
    this.period = 1000 / options.hz;
    this.start = options.clock();
    this.sample();
  }

  get childrenAtPeak(): Children | undefined {
    return this.options.source.childrenAtPeak?.();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.options.source.close();
  }

  private sample(): void {
    const { source, clock, origin, take } = this.options;
    const now = clock();
    const rss = source.rss();
    if (rss === undefined) return;
    take({ kind: 'sample', t: (now - origin) / 1000, rss, ...this.detail(now) });
    if (now >= this.nextRefresh) {
      source.refresh();
      const cost = clock() - now;
      this.nextRefresh = now + Math.max(REFRESH_EVERY, cost / REFRESH_SHARE);
    }
    this.schedule();
  }

  private detail(now: number) {
    if (now < this.nextDetail) return undefined;
    this.nextDetail = now + DETAIL_EVERY - this.period / 2;
    return this.options.source.detail();
  }

  private schedule(): void {
    const late = this.options.clock() - this.start;
    this.tick = Math.max(this.tick + 1, Math.ceil(late / this.period));
    this.timer = setTimeout(() => this.sample(), this.start + this.tick * this.period - this.options.clock());
  }
}
