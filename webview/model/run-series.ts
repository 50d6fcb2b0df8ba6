/** What of a run is drawn as a line, ready to be drawn at any zoom. */
import type { LoadEvent } from '../../src/core/run/event';
import type { RunFold } from '../../src/core/run/fold';
import { GrowingLine } from '../../src/core/view/growing-line';
import { Pyramid } from '../../src/core/view/pyramid';

/** Seconds without an answered request that leave a gap in the latencies. */
const LATENCY_PAUSE = 2.5;
/** Seconds between two ticks that are more than lateness: there was no load. */
const LOAD_PAUSE = 0.25;

export class RunSeries {
  /** bytes */
  readonly rss: Pyramid;
  readonly anon = new GrowingLine();
  readonly file = new GrowingLine();
  /** requests a second */
  readonly rps = new GrowingLine();
  /** milliseconds */
  readonly p99 = new GrowingLine(LATENCY_PAUSE);
  private parts = 0;
  private loads = 0;

  constructor(private readonly fold: RunFold) {
    const { samples } = fold;
    this.rss = new Pyramid({
      get length() {
        return samples.length;
      },
      get t() {
        return samples.t;
      },
      get y() {
        return samples.rss;
      },
    });
  }

  /** Takes in what the run has got since. */
  refresh(): void {
    const { samples, loads } = this.fold;
    for (; this.parts < samples.parts.length; this.parts++) {
      const part = samples.parts[this.parts];
      if (part === undefined) break;
      if (part.anon >= 0) this.anon.push(part.t, part.anon);
      if (part.file >= 0) this.file.push(part.t, part.file);
    }
    for (; this.loads < loads.length; this.loads++) {
      const load = loads[this.loads];
      if (load === undefined) break;
      this.rate(load);
      if (load.p99 !== undefined) this.p99.push(load.t, load.p99);
    }
    for (const line of [this.rss, this.anon, this.file, this.rps, this.p99]) line.refresh();
  }

  /** The time of the next sample before (-1) or after (1) `t`; `t` where there is none. */
  sampleBeside(t: number, direction: -1 | 1): number {
    const i = direction > 0 ? this.rss.indexAt(t + 1e-9) : this.rss.indexAt(t) - 1;
    return this.rss.source.t[i] ?? t;
  }

  /** Between two stretches of load the rate is nought. */
  private rate({ t, dt, requests }: LoadEvent): void {
    if (dt <= 0) return;
    const last = this.rps.source.t.at(-1) ?? 0;
    if (t - dt - last > LOAD_PAUSE) {
      this.rps.push(last, 0);
      this.rps.push(t - dt, 0);
      this.rps.push(t - dt, requests / dt);
    }
    this.rps.push(t, requests / dt);
  }
}
