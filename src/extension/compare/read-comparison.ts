import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Comparison, compareTrials } from '../../core/compare/comparison';
import type { ComparisonHeader } from '../../core/compare/event';
import { readComparison } from '../../core/compare/fold';
import { UserError } from '../../core/errors';
import { LogReader } from '../../core/run/codec';
import { RunFold } from '../../core/run/fold';
import type { ComparedRun } from '../../report/compare-svg';

/** A comparison as its page shows it. */
export interface ShownComparison {
  header: ComparisonHeader;
  comparison: Comparison;
  /** the first recording of each measured trial, the reference first; those that are gone are left out */
  runs: ComparedRun[];
}

/** Reads a `.memcompare`, and the recordings that it names. Errors: {@link UserError} `file-unreadable`. */
export async function readComparisonFile(file: string): Promise<ShownComparison> {
  const fold = readComparison(await readFile(file, 'utf8'));
  const { header } = fold;
  if (!header)
    throw new UserError('file-unreadable', 'This comparison is empty.', 'Compare the allocators again.');
  const rows = await Promise.all(
    [...fold.trials.values()].map(async ({ trial, measures }) => {
      const recording = measures[0]?.file;
      if (recording === undefined) return [];
      const run = await readRecording(path.resolve(path.dirname(file), recording)).catch(() => undefined);
      return run ? [{ label: trial.label, run }] : [];
    }),
  );
  return { header, comparison: compareTrials(Object.assign(fold, { header })), runs: rows.flat() };
}

/** A whole recording. Errors: {@link UserError} `file-unreadable`, or of the file system. */
export async function readRecording(file: string): Promise<RunFold> {
  const run = new RunFold();
  const decoder = new TextDecoder();
  const reader = new LogReader(run, (bytes) => decoder.decode(bytes));
  reader.push(await readFile(file));
  reader.finish();
  return run;
}
