import path from 'node:path';
import type { ComparisonInfo } from './comparison-info';
import type { RunInfo } from './run-info';

/** What the view lists: a run, or a comparison with the recordings that were made for it. */
export type Entry = RunInfo | ComparisonInfo;

interface At {
  uri: { path: string };
}
type SomeRun = Pick<RunInfo, 'header'> & At;
type SomeComparison = Pick<ComparisonInfo, 'comparison'> & At;

export function isComparison(entry: Entry): entry is ComparisonInfo {
  return 'comparison' in entry;
}

/** Whether a comparison recorded this run. Those of two services may be as old as each other, so that their folder counts. */
export function isMadeFor(
  { uri, header: { trial } }: SomeRun,
  { uri: of, comparison }: SomeComparison,
): boolean {
  const folder = (file: string) => path.posix.dirname(path.posix.dirname(file));
  return trial?.comparison === comparison.id && folder(uri.path) === folder(of.path);
}

/** The recordings that a comparison made, in the order in which it did; `runs` are all there are. */
export function recordingsOf<Run extends SomeRun>(comparison: SomeComparison, runs: readonly Run[]): Run[] {
  return runs
    .filter((run) => isMadeFor(run, comparison))
    .sort((a, b) => a.header.startedAt.localeCompare(b.header.startedAt));
}

/** Newest first; recordings of a comparison that is listed stand below it. */
export function topEntries<Run extends SomeRun, Comparison extends SomeComparison>(
  runs: readonly Run[],
  comparisons: readonly Comparison[],
): (Run | Comparison)[] {
  const alone = runs.filter((run) => !comparisons.some((comparison) => isMadeFor(run, comparison)));
  return [...alone, ...comparisons].sort((a, b) => dateOf(b).localeCompare(dateOf(a)));
}

function dateOf(entry: SomeRun | SomeComparison): string {
  return 'comparison' in entry ? entry.comparison.startedAt : entry.header.startedAt;
}
