/** One run of a comparison. */
import type { RunFold } from '../../src/core/run/fold';
import { RunLog } from './run-log';
import { RunSeries } from './run-series';

export class ComparedRun {
  readonly log = new RunLog();
  readonly series: RunSeries;

  constructor(
    readonly title: string,
    /** of its line */
    public colour: string,
  ) {
    this.series = new RunSeries(this.log.fold);
  }

  get fold(): RunFold {
    return this.log.fold;
  }
}
