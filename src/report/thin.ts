/** A long log made short enough to travel: fewer samples, every peak and every other event kept. */
import { encodeEvent, type LogSink } from '../core/run/codec';
import type { RunEvent, SampleEvent } from '../core/run/event';
import { type SampleFields, sampleOf } from '../core/run/sample-line';

/** Samples that a report carries at most. */
const MOST_SAMPLES = 200_000;

/** Keeps the lowest and the highest of each group of neighbours, in the order of time. */
export class LogThinner implements LogSink {
  readonly lines: string[] = [];
  private readonly group: number;
  private pending: SampleEvent[] = [];

  /** `samples`: how many are to come. */
  constructor(samples: number, most = MOST_SAMPLES) {
    this.group = samples <= most ? 1 : Math.ceil(samples / most) * 2;
  }

  sample(fields: Readonly<SampleFields>): void {
    this.pending.push(sampleOf(fields));
    if (this.pending.length >= this.group) this.flush();
  }

  event(event: Exclude<RunEvent, SampleEvent>): void {
    this.flush();
    this.lines.push(encodeEvent(event));
  }

  /** The log, once everything was pushed. */
  finish(): string {
    this.flush();
    return this.lines.join('');
  }

  private flush(): void {
    const { pending } = this;
    this.pending = [];
    const [first] = pending;
    if (first === undefined) return;
    const low = pending.reduce((a, b) => (b.rss < a.rss ? b : a), first);
    const high = pending.reduce((a, b) => (b.rss > a.rss ? b : a), first);
    for (const event of pending) if (event === low || event === high) this.lines.push(encodeEvent(event));
  }
}
