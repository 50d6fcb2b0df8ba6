/** One run of a trial: the service with the change of the trial, and what is measured of it. */
import type { AllocatorInUse, AllocatorName } from '../../core/allocator/allocator';
import { type Measure, measureRun } from '../../core/compare/measure';
import type { Trial, TrialChange } from '../../core/compare/trial';
import { UserError } from '../../core/errors';
import type { EndEvent } from '../../core/run/event';
import type { RunFold } from '../../core/run/fold';
import type { EngineDeps } from '../run/deps';
import { runService } from '../run/profile';
import type { ComparisonFile } from './comparison-file';
import type { CompareObserver } from './options';
import type { TrialBuild } from './trial-build';

export interface TrialRun {
  trial: Trial;
  /** counts from 1 */
  repeat: number;
  /** id of the comparison */
  comparison: string;
  change: TrialChange;
  build: TrialBuild;
  allowRemote: boolean;
}

export interface TrialRunParts {
  /** takes the events of the run */
  fold: RunFold;
  file: ComparisonFile;
  observer: CompareObserver;
  deps: EngineDeps;
  signal: AbortSignal;
  /** ends it at once */
  hurry: AbortSignal;
}

/** What a run came to: its figures, or how it ended before it was whole. */
export type TrialOutcome = { measure: Measure } | { cut: EndEvent };

/** Undefined where it is cancelled. Errors: {@link UserError} where the run never began, or was not one of the trial. */
export async function measureTrial(
  { trial, repeat, comparison, change, build, allowRemote }: TrialRun,
  { fold, file, observer, deps, signal, hurry }: TrialRunParts,
): Promise<TrialOutcome | undefined> {
  const { env, preload, allocator } = change;
  const { built, buildSeconds } = build;
  const handle = runService(
    built,
    {
      env,
      ...(preload !== undefined && { preload: [preload] }),
      allowRemote,
      trial: { id: trial.id, label: trial.label, repeat, comparison },
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
  const abort = () => handle.abort();
  signal.addEventListener('abort', stop, { once: true });
  hurry.addEventListener('abort', abort, { once: true });
  if (signal.aborted) stop();
  try {
    const result = await handle.done;
    if (signal.aborted) return undefined;
    const measure = measureRun(fold, {
      file: file.relative(result.file),
      ...(buildSeconds !== undefined && { buildSeconds }),
    });
    if (result.end.reason !== 'completed' || measure === undefined) return { cut: result.end };
    checkAllocator(allocator, result.header.allocator);
    return { measure };
  } finally {
    signal.removeEventListener('abort', stop);
    hurry.removeEventListener('abort', abort);
  }
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
