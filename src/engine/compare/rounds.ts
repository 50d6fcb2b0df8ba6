/** The rounds of a comparison: each runs every trial once, in an order that shifts by one a round. */
import { stripVTControlCharacters } from 'node:util';
import type { ComparisonEvent, ComparisonHeader } from '../../core/compare/event';
import { secondsLeft } from '../../core/compare/time-left';
import type { Obstacle, Trial, TrialFacts } from '../../core/compare/trial';
import { UserError } from '../../core/errors';
import type { Plan } from '../../core/plan/plan';
import { RunFold } from '../../core/run/fold';
import { phaseText } from '../../core/run/phase-text';
import type { EngineDeps } from '../run/deps';
import type { ComparisonFile } from './comparison-file';
import type { CompareObserver, CompareProgress } from './options';
import { cutShort, mayLive, without } from './refusals';
import type { TrialBuild, TrialBuilder } from './trial-build';
import { measureTrial } from './trial-run';

export interface RoundsWork {
  trials: readonly Trial[];
  facts: TrialFacts;
  header: ComparisonHeader;
  plan: Plan;
  builder: TrialBuilder;
  file: ComparisonFile;
  emit: (event: ComparisonEvent) => void;
  observer: CompareObserver;
  deps: EngineDeps;
  signal: AbortSignal;
  /** ends the run under way at once */
  hurry: AbortSignal;
  allowRemote: boolean;
}

/** A compiler may say very much. */
const LONGEST_REASON = 4000;

/** Seconds between two reports of the time left. */
const REPORT_EVERY = 1;

interface Turn {
  trial: Trial;
  repeat: number;
}

export class Rounds {
  /** those that still run; a failed one drops out */
  private readonly going: Set<Trial>;
  private readonly builds = new Map<Trial, TrialBuild>();
  /** seconds of each finished run */
  private readonly lengths: number[] = [];
  private waiting: Turn[] = [];
  private over = 0;

  constructor(private readonly work: RoundsWork) {
    this.going = new Set(work.trials.filter((trial) => trial.applies(work.facts) === true));
  }

  /** Returns early where it is cancelled. */
  async run(): Promise<void> {
    const { trials, facts, header, emit, signal } = this.work;
    for (const trial of trials) {
      const answer = trial.applies(facts);
      if (answer !== true) emit({ kind: 'trial-skipped', trial: trial.id, ...answer });
    }
    const order = [...this.going];
    for (let round = 0; round < header.repeats; round++) {
      const shift = round % order.length;
      for (const trial of [...order.slice(shift), ...order.slice(0, shift)]) {
        this.waiting.push({ trial, repeat: round + 1 });
      }
    }
    for (let turn = this.next(); turn && !signal.aborted; turn = this.next()) {
      await this.once(turn.trial, turn.repeat);
      this.over++;
    }
  }

  private next(): Turn | undefined {
    this.waiting = this.waiting.filter(({ trial }) => this.going.has(trial));
    return this.waiting.shift();
  }

  private async once(trial: Trial, repeat: number): Promise<void> {
    const { emit, signal } = this.work;
    emit({ kind: 'trial-started', trial: trial.id, repeat, at: new Date().toISOString() });
    try {
      const build = this.builds.get(trial) ?? (await this.build(trial, repeat));
      this.builds.set(trial, build);
      await this.measure(trial, repeat, build);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof UserError)) throw error;
      this.fail(trial, repeat, { reason: error.message, remedy: error.remedy });
      if (this.isReference(trial)) this.skipRest(trial);
    }
  }

  private fail(trial: Trial, repeat: number, { reason, remedy }: Obstacle): void {
    this.going.delete(trial);
    this.work.emit({
      kind: 'trial-failed',
      trial: trial.id,
      repeat,
      reason: stripVTControlCharacters(reason).slice(0, LONGEST_REASON),
      remedy,
    });
  }

  private isReference(trial: Trial): boolean {
    return trial === this.work.trials[0];
  }

  /** Where the reference has no figures, those of the others have nothing to stand against. */
  private skipRest(reference: Trial): void {
    if (this.lengths.length > 0) return;
    for (const { id } of this.going)
      this.work.emit({ kind: 'trial-skipped', trial: id, ...without(reference) });
    this.going.clear();
  }

  private build(trial: Trial, repeat: number): Promise<TrialBuild> {
    const { builder, facts } = this.work;
    return builder.build(trial.id, trial.change(facts), (text) =>
      this.report(trial, repeat, 'building', text, 0),
    );
  }

  private async measure(trial: Trial, repeat: number, build: TrialBuild): Promise<void> {
    const { facts, header, file, emit, observer, deps, signal, hurry, allowRemote } = this.work;
    const fold = new RunFold();
    const timer = setInterval(
      () => this.report(trial, repeat, 'running', phaseOf(fold), fold.now),
      REPORT_EVERY * 1000,
    );
    const run = { trial, repeat, comparison: header.id, change: trial.change(facts), build, allowRemote };
    const outcome = await measureTrial(run, { fold, file, observer, deps, signal, hurry }).finally(() =>
      clearInterval(timer),
    );
    if (outcome === undefined) return;
    if ('measure' in outcome) {
      this.lengths.push(fold.now);
      emit({ kind: 'trial-finished', trial: trial.id, repeat, measure: outcome.measure });
      return;
    }
    this.fail(trial, repeat, cutShort(outcome.cut, fold, this.isReference(trial)));
    if (this.isReference(trial) && !mayLive(outcome.cut)) this.skipRest(trial);
  }

  private report(
    { id, label }: Trial,
    repeat: number,
    doing: CompareProgress['doing'],
    text: string,
    elapsed: number,
  ): void {
    const { plan, observer } = this.work;
    const left = this.waiting.length + 1;
    observer.progress?.({
      trial: id,
      label,
      repeat,
      doing,
      text,
      done: this.over,
      total: this.over + left,
      secondsLeft: secondsLeft(plan, this.lengths, left, elapsed),
    });
  }
}

function phaseOf({ status: { state, phase, ...which } }: RunFold): string {
  return phase === undefined ? state : phaseText({ phase, ...which });
}
