/** One run of a comparison. */
import type { RunFold } from '../../src/core/run/fold';
import { alignedRun, alignment } from './aligned';
import { RunLog } from './run-log';
import { RunSeries } from './run-series';

/** In the words of CSS. */
export type Stroke = 'solid' | 'dashed' | 'dotted';

/** How it is told from the others. */
export interface RunIdentity {
  title: string;
  /** id of the trial that it is a recording of */
  trial: string;
  /** of its line */
  colour: string;
  stroke: Stroke;
  /** of its trial, from 1: tells lines apart where colours do not */
  number: number;
  /** the first recording of its trial */
  first: boolean;
}

interface Shown {
  fold: RunFold;
  series: RunSeries;
}

export class ComparedRun {
  readonly log = new RunLog();
  private readonly recorded: Shown;
  private aligned: (Shown & { key: string }) | undefined;

  constructor(public identity: RunIdentity) {
    const { fold } = this.log;
    this.recorded = { fold, series: new RunSeries(fold) };
  }

  /** As it is shown. */
  get fold(): RunFold {
    return (this.aligned ?? this.recorded).fold;
  }

  get series(): RunSeries {
    return (this.aligned ?? this.recorded).series;
  }

  /** Takes in what it has got since; in its own time, or in that of a reference whose phases it went through. */
  refresh(reference: RunFold | undefined): void {
    if (!reference) this.aligned = undefined;
    else if (reference !== this.log.fold) this.align(reference);
    this.series.refresh();
  }

  canAlign(reference: RunFold): boolean {
    return alignment(this.log.fold, reference) !== undefined;
  }

  private align(reference: RunFold): void {
    const run = this.log.fold;
    const key = JSON.stringify([run.now, run.samples.length, run.phases, [...run.steps], reference.phases]);
    if (key === this.aligned?.key) return;
    const map = alignment(run, reference);
    if (!map) return;
    const fold = alignedRun(run, map);
    this.aligned = { fold, series: new RunSeries(fold), key };
  }
}

const STROKES: readonly Stroke[] = ['solid', 'dashed', 'dotted'];

/** The identities of runs: those of one trial share a colour and a stroke. `colours` is not empty; where they are used up they begin again, in another stroke. */
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
    const stroke = STROKES[Math.floor(place / colours.length) % STROKES.length] ?? 'solid';
    return { title, trial, colour, stroke, number: place + 1, first: trials.indexOf(trial) === i };
  });
}
