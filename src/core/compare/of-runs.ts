/** Any recordings as a comparison: the first is the reference, runs of one trial of a comparison are repeats of one row. */
import { zonedDate } from '../dates';
import { UserError } from '../errors';
import type { RunFold } from '../run/fold';
import { COMPARISON_FORMAT, type ComparisonEvent, type TrialInfo } from './event';
import { type Measure, measureRun } from './measure';
import { otherLoad } from './other-load';

export interface RecordedRun {
  /** as the comparison names it, relative to its own folder */
  file: string;
  /** title of its row, where the run was no trial */
  name: string;
  run: RunFold;
}

/** The log of the comparison; `madeAt`, ISO 8601, is when the first run began where left out. Errors: {@link UserError} `file-unreadable` where a run has no samples. */
export function eventsOfRuns(id: string, runs: readonly RecordedRun[], madeAt?: string): ComparisonEvent[] {
  const names = [...new Set(runs.map(({ run }) => serviceOf(run)))];
  const rows: { info: TrialInfo; measures: Measure[] }[] = [];
  const files = new Set<string>();
  for (const { file, name, run } of runs) {
    // a recording that is named twice is no repeat of itself
    if (files.has(file)) continue;
    files.add(file);
    const differs = otherLoad(run.header?.plan, runs[0]?.run.header?.plan);
    const service = serviceOf(run);
    const measure = measureRun(run, {
      file,
      ...(differs.length > 0 && { otherLoad: differs }),
      ...(service !== names[0] && { otherService: service }),
    });
    if (!measure)
      throw new UserError('file-unreadable', `${name} has no samples.`, 'Leave it out, or record it again.');
    const info = infoOf(file, titleOf(name, run, names.length > 1), run);
    const row = rows.find((known) => run.header?.trial !== undefined && known.info.id === info.id);
    if (row) row.measures.push(measure);
    else rows.push({ info, measures: [measure] });
  }
  tellApart(rows.map(({ info }) => info));
  const header = runs[0]?.run.header;
  const { manifest } = header?.service ?? {};
  return [
    {
      kind: 'comparison',
      format: COMPARISON_FORMAT,
      id,
      startedAt: madeAt ?? header?.startedAt ?? '',
      tool: header?.tool ?? '',
      service: { name: names.join(', '), ...(names.length === 1 && manifest !== undefined && { manifest }) },
      trials: rows.map(({ info }) => info),
      repeats: Math.max(1, ...rows.map(({ measures }) => measures.length)),
    },
    ...rows.flatMap(({ info, measures }) =>
      measures.map((measure, i) => ({
        kind: 'trial-finished' as const,
        trial: info.id,
        repeat: i + 1,
        measure,
      })),
    ),
    { kind: 'finished', reason: 'completed' },
  ];
}

function serviceOf({ header }: RunFold): string {
  return header?.service.name ?? 'unnamed service';
}

/** A file that nobody named is told by its date, and by its service where there are several. */
function titleOf(name: string, { header }: RunFold, several: boolean): string {
  if (name !== header?.id) return name;
  const date = zonedDate(header.startedAt);
  return several ? `${header.service.name}, ${date}` : date;
}

function infoOf(file: string, name: string, { header }: RunFold): TrialInfo {
  const allocator = header?.allocator.name ?? 'unknown';
  const trial = header?.trial;
  return trial
    ? { id: `${trial.comparison} ${trial.id}`, label: trial.label, kind: 'run', allocator }
    : { id: file, label: name, kind: 'run', allocator };
}

/** Numbers labels that are the same as one before. */
function tellApart(trials: TrialInfo[]): void {
  const times = new Map<string, number>();
  for (const trial of trials) {
    const count = (times.get(trial.label) ?? 0) + 1;
    times.set(trial.label, count);
    if (count > 1) trial.label = `${trial.label} (${count})`;
  }
}
