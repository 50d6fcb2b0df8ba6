/** Resident memory over time, drawn in characters. */
import type { PhaseSpan, RunFold } from '../core/run/fold';
import { type Axis, byteAxis, runAxis } from './scale';
import { TerminalCanvas } from './terminal-canvas';
import { type Paint, painter, type Style } from './terminal-style';
import { stepsOf } from './words';

export interface TerminalOptions {
  /** characters a line */
  width: number;
  /** rows of the chart itself */
  height?: number;
  colour: boolean;
  /** whether the terminal shows UTF-8; else plain ASCII */
  unicode: boolean;
}

const NARROWEST = 30;
const LABEL_WIDTH = 8;
const COLUMNS_PER_TIME_LABEL = 12;
const ROWS_PER_SIZE_LABEL = 3;

/** The chart as lines of text: the curve, the time axis, the steps and the load under it. */
export function terminalChart(run: RunFold, options: TerminalOptions): string[] {
  const { height = 14, unicode } = options;
  const paint = painter(options.colour);
  const columns = Math.max(NARROWEST, options.width - LABEL_WIDTH - 2);
  const { t, rss } = run.samples;
  const highest = rss.reduce((most, size) => Math.max(most, size), 0);
  const sizes = byteAxis(highest, Math.max(2, Math.floor(height / ROWS_PER_SIZE_LABEL)));
  const times = runAxis(t, Math.max(2, Math.floor(columns / COLUMNS_PER_TIME_LABEL)));
  const canvas = new TerminalCanvas(columns, height, unicode);
  drawLine(canvas, t, rss, times, sizes);
  const column = (at: number) => place(at, times, columns);
  return [
    ...curveRows(canvas, sizes, paint, stepColumns(run, column), unicode),
    ...timeRows(times, column, columns, unicode),
    ...bandRow('steps', stepMarks(run, column, columns, unicode), paint, 'yellow'),
    ...bandRow('load', loadBand(run.phases, column, columns, unicode), paint, 'dim'),
  ];
}

/** The cell of `count` that `at` falls into. */
function place(at: number, { from, to }: Axis, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.floor(((at - from) / (to - from)) * count)));
}

/** From the lowest to the highest sample of each column of dots, joined to the column before. */
function drawLine(
  canvas: TerminalCanvas,
  t: Float64Array,
  rss: Float64Array,
  times: Axis,
  sizes: Axis,
): void {
  const row = (size: number) => canvas.dotRows - 1 - place(size, sizes, canvas.dotRows);
  let last: number | undefined;
  for (let i = 0; i < t.length; ) {
    const column = place(t[i] ?? 0, times, canvas.dotColumns);
    let top = last ?? row(rss[i] ?? 0);
    let bottom = top;
    for (; i < t.length && place(t[i] ?? 0, times, canvas.dotColumns) === column; i++) {
      last = row(rss[i] ?? 0);
      top = Math.min(top, last);
      bottom = Math.max(bottom, last);
    }
    canvas.stroke(column, top, bottom);
  }
}

/** The columns in which a step rises. */
function stepColumns(run: RunFold, column: (t: number) => number): Set<number> {
  const marked = new Set<number>();
  for (const { step } of stepsOf(run))
    for (let i = column(step.start); i <= column(step.end); i++) marked.add(i);
  return marked;
}

function curveRows(
  canvas: TerminalCanvas,
  sizes: Axis,
  paint: Paint,
  steps: Set<number>,
  unicode: boolean,
): string[] {
  const labels = new Map(
    sizes.ticks.map(({ at, label }) => [canvas.rows - 1 - place(at, sizes, canvas.rows), label]),
  );
  return Array.from({ length: canvas.rows }, (_, row) => {
    const label = labels.get(row);
    const edge = unicode ? (label === undefined ? '│' : '┤') : label === undefined ? '|' : '+';
    const cells = canvas.text(row);
    while (cells.at(-1) === ' ') cells.pop();
    const line = painted(cells, (i) => (steps.has(i) ? 'yellow' : 'cyan'), paint);
    return `${(label ?? '').padStart(LABEL_WIDTH)} ${edge}${line}`;
  });
}

/** Cells of one style in a row are painted at once. */
function painted(cells: readonly string[], style: (cell: number) => Style, paint: Paint): string {
  let text = '';
  for (let from = 0; from < cells.length; ) {
    let to = from + 1;
    while (to < cells.length && style(to) === style(from)) to++;
    text += paint(style(from), cells.slice(from, to).join(''));
    from = to;
  }
  return text;
}

function timeRows(times: Axis, column: (t: number) => number, columns: number, unicode: boolean): string[] {
  const line = new Array<string>(columns).fill(unicode ? '─' : '-');
  const labels = new Array<string>(columns).fill(' ');
  let free = 0;
  for (const { at, label } of times.ticks) {
    const i = column(at);
    line[i] = unicode ? '┬' : '+';
    const from = Math.min(i, columns - label.length);
    if (from < free) continue;
    write(labels, from, label);
    free = from + label.length + 1;
  }
  const indent = ' '.repeat(LABEL_WIDTH + 1);
  return [`${indent}${unicode ? '└' : '+'}${line.join('')}`, `${indent} ${labels.join('').trimEnd()}`];
}

function stepMarks(run: RunFold, column: (t: number) => number, columns: number, unicode: boolean): string {
  const marks = new Array<string>(columns).fill(' ');
  let free = 0;
  for (const [index, { step, status }] of stepsOf(run).entries()) {
    const mark = `${unicode ? '▲' : '^'}${index + 1}${status === 'provisional' ? '?' : ''}`;
    const from = Math.min(column(step.end), columns - mark.length);
    if (from < free) continue;
    write(marks, from, mark);
    free = from + mark.length;
  }
  return marks.join('').trimEnd();
}

/** Bursts as bars with their connections on them, rests left blank. */
function loadBand(
  phases: readonly PhaseSpan[],
  column: (t: number) => number,
  columns: number,
  unicode: boolean,
): string {
  const band = new Array<string>(columns).fill(' ');
  for (const { phase, from, to, connections } of phases) {
    if (phase !== 'burst') continue;
    const first = column(from);
    const length = Math.max(1, column(to) - first);
    const label = connections === undefined ? '' : `${connections}`;
    write(band, first, (unicode ? '━' : '=').repeat(length));
    if (label.length <= length) write(band, first + ((length - label.length) >> 1), label);
  }
  return band.join('').trimEnd();
}

function write(cells: string[], from: number, text: string): void {
  for (const [i, letter] of [...text].entries()) if (from + i < cells.length) cells[from + i] = letter;
}

function bandRow(name: string, band: string, paint: Paint, style: Style): string[] {
  return band === '' ? [] : [`${name.padStart(LABEL_WIDTH)}  ${paint(style, band)}`];
}
