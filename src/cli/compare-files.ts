/** Comparisons from files, and the recordings behind their rows. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ComparisonHeader } from '../core/compare/event';
import { ComparisonFold, readComparison } from '../core/compare/fold';
import { eventsOfRuns } from '../core/compare/of-runs';
import { UserError } from '../core/errors';
import type { ComparedRun } from '../report/compare-labels';
import { readRun, unreadable } from './run-file';

export type ReadComparison = ComparisonFold & { header: ComparisonHeader };

/** Reads a `.memcompare`. Errors: {@link UserError} `file-unreadable`. */
export async function comparisonFile(file: string): Promise<ReadComparison> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw unreadable(file, error);
  });
  try {
    return withHeader(readComparison(text), file);
  } catch (error) {
    throw error instanceof UserError
      ? new UserError(error.code, `${file}: ${error.message}`, error.remedy)
      : error;
  }
}

/** Recordings as a comparison; the first is the reference. Runs of one trial of a comparison are repeats of one row. */
export async function comparisonOfRuns(files: readonly string[], folder: string): Promise<ReadComparison> {
  const runs = await Promise.all(
    files.map(async (file) => ({
      file: path.relative(folder, file).split(path.sep).join('/'),
      name: path.basename(file, '.memprofile'),
      run: await readRun(file),
    })),
  );
  const fold = new ComparisonFold();
  for (const event of eventsOfRuns('runs', runs)) fold.push(event);
  return withHeader(fold, files[0] ?? '');
}

function withHeader(fold: ComparisonFold, file: string): ReadComparison {
  const { header } = fold;
  if (!header) throw new UserError('file-unreadable', `${file} is empty.`, 'Run the comparison again.');
  return Object.assign(fold, { header });
}

/** The first recording of each measured trial, the reference first; files that are gone are left out. */
export async function recordingsOf(fold: ReadComparison, folder: string): Promise<ComparedRun[]> {
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
