/** One run of a comparison. */
import type { RunFold } from '../../src/core/run/fold';
import { RunLog } from './run-log';
import { RunSeries } from './run-series';

/** How it is told from the others. */
export interface RunIdentity {
  title: string;
  /** id of the trial that it is a recording of */
  trial: string;
  /** of its line */
  colour: string;
  /** of its trial, from 1: tells lines apart where colours do not */
  number: number;
  /** the first recording of its trial */
  first: boolean;
}

export class ComparedRun {
  readonly log = new RunLog();
  readonly series: RunSeries;

  constructor(public identity: RunIdentity) {
    this.series = new RunSeries(this.log.fold);
  }

  get fold(): RunFold {
    return this.log.fold;
  }
}

/** The identities of runs: those of one trial share a colour. `colours` is not empty. */
export function identitiesOf(
  names: readonly string[],
  trials: readonly string[],
  colours: readonly string[],
): RunIdentity[] {
  const known = [...new Set(trials)];
  return names.map((title, i) => {
    const trial = trials[i] ?? title;
    const place = known.indexOf(trial);
    const colour = colours[place % colours.length] ?? '';
    return { title, trial, colour, number: place + 1, first: trials.indexOf(trial) === i };
  });
}
