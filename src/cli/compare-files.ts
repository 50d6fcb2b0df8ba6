/** Comparisons from files, and the recordings behind their rows. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { COMPARISON_FORMAT, type ComparisonHeader, type TrialInfo } from '../core/compare/event';
import { ComparisonFold, readComparison } from '../core/compare/fold';
import { type Measure, measureRun } from '../core/compare/measure';
import { UserError } from '../core/errors';
import type { RunFold } from '../core/run/fold';
import type { ComparedRun } from '../report/compare-svg';
import { readRun, unreadable } from './run-file';

export type ReadComparison = ComparisonFold & { header: ComparisonHeader };

/** Reads a `.memcompare`. Errors: {@link UserError} `file-unreadable`. */
export async function comparisonFile(file: string): Promise<ReadComparison> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw unreadable(file, error);
  });
  return withHeader(readComparison(text), file);
}

/** Recordings as a comparison; the first is the reference. Runs of one trial of a comparison are repeats of one row. */
export async function comparisonOfRuns(files: readonly string[], folder: string): Promise<ReadComparison> {
  const fold = new ComparisonFold();
  const rows: { info: TrialInfo; measures: Measure[] }[] = [];
  const runs = await Promise.all(files.map(async (file) => ({ file, run: await readRun(file) })));
  for (const { file, run } of runs) {
    const measure = measureRun(run, { file: path.relative(folder, file).split(path.sep).join('/') });
    if (!measure) {
      throw new UserError('file-unreadable', `${file} has no samples.`, 'Leave it out, or record it again.');
    }
    const info = infoOf(file, run);
    const row = rows.find((known) => run.header?.trial !== undefined && known.info.id === info.id);
    if (row) row.measures.push(measure);
    else rows.push({ info, measures: [measure] });
  }
  const [first] = runs;
  const names = [...new Set(runs.map(({ run }) => run.header?.service.name ?? 'unnamed service'))];
  fold.push({
    kind: 'comparison',
    format: COMPARISON_FORMAT,
    id: 'runs',
    startedAt: first?.run.header?.startedAt ?? '',
    tool: first?.run.header?.tool ?? '',
    service: { name: names.join(', ') },
    trials: rows.map(({ info }) => info),
    repeats: Math.max(1, ...rows.map(({ measures }) => measures.length)),
  });
  for (const { info, measures } of rows) {
    for (const [i, measure] of measures.entries()) {
      fold.push({ kind: 'trial-finished', trial: info.id, repeat: i + 1, measure });
    }
  }
  fold.push({ kind: 'finished', reason: 'completed' });
  return withHeader(fold, files[0] ?? '');
}

function infoOf(file: string, { header }: RunFold): TrialInfo {
  const name = path.basename(file, '.memprofile');
  const allocator = header?.allocator.name ?? 'unknown';
  return header?.trial
    ? {
        id: `${header.trial.comparison} ${header.trial.id}`,
        label: header.trial.label,
        kind: 'run',
        allocator,
      }
    : { id: file, label: name, kind: 'run', allocator };
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
