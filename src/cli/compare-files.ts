/** Comparisons from files, and the recordings behind their rows. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ComparisonFold, type HeadedComparison, headed, readComparison } from '../core/compare/fold';
import { eventsOfRuns } from '../core/compare/of-runs';
import { UserError } from '../core/errors';
import { portablePath } from '../engine/record/portable-path';
import type { ComparedRun } from '../report/compare-labels';
import { readRun, unreadable } from './run-file';

/** Reads a `.memcompare`. Errors: {@link UserError} `file-unreadable`. */
export async function comparisonFile(file: string): Promise<HeadedComparison> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw unreadable(file, error);
  });
  try {
    return readComparison(text);
  } catch (error) {
    throw error instanceof UserError
      ? new UserError(error.code, `${file}: ${error.message}`, error.remedy)
      : error;
  }
}

/** Recordings as a comparison; the first is the reference. Runs of one trial of a comparison are repeats of one row. */
export async function comparisonOfRuns(files: readonly string[], folder: string): Promise<HeadedComparison> {
  const runs = await Promise.all(
    files.map(async (file) => ({
      file: portablePath(folder, file),
      name: path.basename(file, '.memprofile'),
      run: await readRun(file),
    })),
  );
  const fold = new ComparisonFold();
  for (const event of eventsOfRuns('runs', runs)) fold.push(event);
  return headed(fold);
}

/** The first recording of each measured trial, the reference first; files that are gone are left out. */
export async function recordingsOf(fold: HeadedComparison, folder: string): Promise<ComparedRun[]> {
  const rows = await Promise.all(
    [...fold.trials.values()].map(async ({ trial, measures }) => {
      const file = measures[0]?.file;
      const run =
        file === undefined ? undefined : await readRun(path.resolve(folder, file)).catch(() => undefined);
      return run ? [{ label: trial.label, run }] : [];
    }),
  );
  return rows.flat();
}
