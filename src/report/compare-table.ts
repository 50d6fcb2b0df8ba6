/** The table of a comparison as text: what the terminal, the HTML page and the Markdown all show. */
import { type Comparison, comparedPair } from '../core/compare/comparison';
import type { ComparisonRow, Figure } from '../core/compare/row';
import type { Spread } from '../core/compare/spread';
import { change } from '../core/compare/words';
import { formatBytes, formatSeconds } from '../core/units';
import { formatMilliseconds, formatRate, formatShare, plainText } from './words';

export interface TableRow {
  cells: string[];
  reference: boolean;
  /** the trial that the conclusion is about */
  best: boolean;
}

export interface RefusedRow {
  /** of the trial, or of all that share the rest */
  label: string;
  state: 'failed' | 'left out' | 'not run';
  reason: string;
  remedy: string;
}

export interface ComparisonTable {
  header: ColumnTitle[];
  rows: TableRow[];
  /** trials without a figure, and those that failed on a later repeat */
  refused: RefusedRow[];
}

/** `jemalloc, preloaded against as built`: what the first sentence of a comparison is about. */
export function pairWords(comparison: Comparison): string | undefined {
  const [one, other] = comparedPair(comparison) ?? [];
  return one && other && `${one.trial.label} against ${other.trial.label}`;
}

/** `sample-service: allocators compared`, or `runs` where recordings were given. */
export function comparisonTitle({ service, rows }: Comparison): string {
  const what = rows.every(({ trial }) => trial.kind === 'run') ? 'runs' : 'allocators';
  return `${plainText(service)}: ${what} compared`;
}

interface Column {
  title: string;
  cell: (row: ComparisonRow) => string;
}

const bytes: (value: number) => string = formatBytes;

const COLUMNS = [
  { title: 'Trial', cell: ({ trial }) => plainText(trial.label) },
  {
    title: 'Allocator',
    cell: ({ trial, measures }) => (trial.kind === 'run' ? plainText(measures[0]?.allocator ?? '') : ''),
  },
  { title: 'Shape', cell: ({ profiles }) => plainText(profiles.join(', ')) },
  { title: 'Retained', cell: (row) => figure(row, 'retained', bytes) },
  { title: 'Requests/s', cell: (row) => figure(row, 'rps', formatRate) },
  { title: 'p50', cell: (row) => figure(row, 'p50', formatMilliseconds) },
  { title: 'p99', cell: (row) => figure(row, 'p99', formatMilliseconds) },
  { title: 'Peak', cell: (row) => figure(row, 'peak', bytes) },
  { title: 'Mean', cell: (row) => figure(row, 'meanRss', bytes) },
  { title: 'Baseline', cell: (row) => figure(row, 'baseline', bytes) },
  { title: 'Failed', cell: ({ failedShare }) => (failedShare === 0 ? '0' : formatShare(failedShare)) },
  { title: 'CPU', cell: (row) => figure(row, 'cpuSeconds', formatSeconds) },
  { title: 'Build', cell: (row) => figure(row, 'buildSeconds', formatSeconds) },
] as const satisfies readonly Column[];
export type ColumnTitle = (typeof COLUMNS)[number]['title'];

/** Whether a column has words, which stand at its left, where figures stand at its right. */
export function isInWords(title: string | undefined): boolean {
  return title === 'Trial' || title === 'Allocator' || title === 'Shape';
}

/** The shapes in a cell of such a column, each to be kept on one line: a line may break at a hyphen. */
export function shapesIn(title: string | undefined, cell: string): string[] | undefined {
  return title === 'Shape' ? cell.split(/(?<=, )/) : undefined;
}

/** The least telling columns, which a narrow view leaves out first. */
export const LEFT_OUT_FIRST = [
  'p50',
  'Baseline',
  'Build',
  'Mean',
  'Failed',
  'Peak',
  'CPU',
  'p99',
  'Allocator',
  'Shape',
];

/** Rows in order of retained memory. Columns without a figure in any row are left out, and so are those named. */
export function comparisonTable(comparison: Comparison, without: readonly string[] = []): ComparisonTable {
  const measured = comparison.rows.filter(({ measures }) => measures.length > 0);
  const columns = COLUMNS.filter(
    ({ title, cell }) => !without.includes(title) && measured.some((row) => cell(row) !== ''),
  );
  return {
    header: columns.map(({ title }) => title),
    rows: measured.map((row) => ({
      cells: columns.map(({ cell }) => cell(row)),
      reference: row.reference,
      best: row.trial.id === comparison.conclusion.trial,
    })),
    refused: alikeAsOne(comparison.rows.flatMap((row) => refusedRow(row, comparison.ended))),
  };
}

/** `472 MB (-50 %)`, `930 MB (noise)`, with repeats `472 MB [460 MB to 480 MB] (-50 %)`; empty where there is none. */
function figure(row: ComparisonRow, name: Figure, format: (value: number) => string): string {
  const spread = row.figures[name];
  if (spread === undefined) return '';
  const difference = row.differences[name];
  const against =
    difference === undefined
      ? ''
      : difference.withinNoise
        ? ' (noise)'
        : Number.isFinite(difference.ratio)
          ? ` (${change(difference.ratio)})`
          : '';
  return `${format(spread.median)}${rangeOf(spread, format)}${against}`;
}

function rangeOf({ n, min, max }: Spread, format: (value: number) => string): string {
  if (n < 2 || format(min) === format(max)) return '';
  return ` [${format(min)} to ${format(max)}]`;
}

function refusedRow({ trial, status }: ComparisonRow, ended: Comparison['ended']): RefusedRow[] {
  const label = plainText(trial.label);
  if (status.state === 'failed' || status.state === 'skipped') {
    const state = status.state === 'failed' ? 'failed' : 'left out';
    return [{ label, state, reason: status.reason, remedy: status.remedy }];
  }
  if (status.state === 'measured') return [];
  const reason =
    ended === 'cancelled' ? 'The comparison was cancelled before it was done.' : 'It is not done.';
  return [{ label, state: 'not run', reason, remedy: 'Run the comparison again to measure it.' }];
}

/** Where one cause keeps many trials from running, it is told once. */
function alikeAsOne(rows: readonly RefusedRow[]): RefusedRow[] {
  const byCause = new Map<string, RefusedRow>();
  for (const row of rows) {
    const cause = JSON.stringify([row.state, row.reason, row.remedy]);
    const before = byCause.get(cause);
    byCause.set(cause, before ? { ...before, label: `${before.label}; ${row.label}` } : row);
  }
  return [...byCause.values()];
}
