/** What of a run is drawn as a line, ready to be drawn at any zoom. */
import type { RunFold } from '../../src/core/run/fold';
import { Pyramid } from '../../src/core/view/pyramid';
import { GrowingLine } from '../../src/core/view/series';

export class RunSeries {
  /** bytes */
  readonly rss: Pyramid;
  readonly anon = new GrowingLine();
  readonly file = new GrowingLine();
  /** requests a second */
  readonly rps = new GrowingLine();
  /** milliseconds */
  readonly p99 = new GrowingLine();
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
      if (load.dt > 0) this.rps.push(load.t, load.requests / load.dt);
      if (load.p99 !== undefined) this.p99.push(load.t, load.p99);
    }
    for (const line of [this.rss, this.anon, this.file, this.rps, this.p99]) line.refresh();
  }
}
