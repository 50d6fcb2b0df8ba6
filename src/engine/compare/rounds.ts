/** The rounds of a comparison: each runs every trial once, in an order that shifts by one a round. */
import { stripVTControlCharacters } from 'node:util';
import type { AllocatorInUse, AllocatorName } from '../../core/allocator/allocator';
import type { Trial, TrialFacts } from '../../core/allocator/trial';
import type { ComparisonEvent, ComparisonHeader } from '../../core/compare/event';
import { measureRun } from '../../core/compare/measure';
import { secondsLeft } from '../../core/compare/time-left';
import { UserError } from '../../core/errors';
import type { Plan } from '../../core/plan/plan';
import type { EndEvent } from '../../core/run/event';
import { RunFold } from '../../core/run/fold';
import type { EngineDeps } from '../run/deps';
import { runService } from '../run/profile';
import type { ComparisonFile } from './comparison-file';
import type { CompareObserver, CompareProgress } from './options';
import type { TrialBuild, TrialBuilder } from './trial-build';

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
      this.going.delete(trial);
      emit({
        kind: 'trial-failed',
        trial: trial.id,
        repeat,
        reason: stripVTControlCharacters(error.message).slice(0, LONGEST_REASON),
        remedy: error.remedy,
      });
    }
  }

  private build(trial: Trial, repeat: number): Promise<TrialBuild> {
    const { builder, facts } = this.work;
    return builder.build(trial.id, trial.change(facts), (text) =>
      this.report(trial, repeat, 'building', text, 0),
    );
  }

  private async measure(trial: Trial, repeat: number, { built, buildSeconds }: TrialBuild): Promise<void> {
    const { facts, header, file, emit, observer, deps, signal, allowRemote } = this.work;
    const { env, preload, allocator } = trial.change(facts);
    const fold = new RunFold();
    const handle = runService(
      built,
      {
        env,
        ...(preload !== undefined && { preload: [preload] }),
        allowRemote,
        trial: { id: trial.id, label: trial.label, repeat, comparison: header.id },
      },
      {
        file: (runFile) => observer.runFile?.(trial.id, runFile),
        events: (events, from) => {
          for (const event of events) fold.push(event);
          observer.runEvents?.(trial.id, events, from);
        },
      },
      deps,
    );
    const stop = () => handle.stop();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    const timer = setInterval(
      () => this.report(trial, repeat, 'running', phaseOf(fold), fold.now),
      REPORT_EVERY * 1000,
    );
    try {
      const result = await handle.done;
      if (signal.aborted) return;
      const measure = measureRun(fold, {
        file: file.relative(result.file),
        ...(buildSeconds !== undefined && { buildSeconds }),
      });
      if (result.end.reason !== 'completed' || measure === undefined) throw cutShort(result.end);
      checkAllocator(allocator, result.header.allocator);
      this.lengths.push(fold.now);
      emit({ kind: 'trial-finished', trial: trial.id, repeat, measure });
    } finally {
      clearInterval(timer);
      signal.removeEventListener('abort', stop);
    }
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

function phaseOf({ status: { state, phase, burst, connections } }: RunFold): string {
  if (phase === undefined) return state;
  return burst === undefined ? phase : `${phase} ${burst}, ${connections} connections`;
}

/** A library that did not load, or a feature that brings nothing, must not pass for the trial. */
function checkAllocator(wanted: AllocatorName, { name, evidence }: AllocatorInUse): void {
  if (name === wanted || wanted === 'unknown') return;
  throw new UserError(
    'service-failed',
    `The service ran with ${name}, not with ${wanted} (${evidence}): the change did not take.`,
    'A program that clears LD_PRELOAD, runs with raised privileges or starts another one cannot be preloaded: compare the fix.',
  );
}

function cutShort({ text, reason }: EndEvent): UserError {
  return new UserError(
    'service-failed',
    `The run was not completed: ${text ?? reason}`,
    'See its recording among the runs. If it happens with this trial only, this change does not suit the service.',
  );
}
