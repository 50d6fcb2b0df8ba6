/** A comparison as lines for a terminal. */
import type { Comparison } from '../core/compare/comparison';
import {
  type ComparisonTable,
  comparisonTable,
  comparisonTitle,
  isInWords,
  LEFT_OUT_FIRST,
  pairWords,
  type RefusedRow,
  type TableRow,
} from './compare-table';
import { type Paint, painter, wrap } from './terminal-style';
import { formatDate, plainText } from './words';

export interface CompareTerminalOptions {
  /** characters a line */
  width: number;
  colour: boolean;
  /** whether the terminal shows UTF-8; else plain ASCII */
  unicode: boolean;
}

/** The table, the sentence, what it shows and what to do, ending in a newline. */
export function terminalComparison(
  comparison: Comparison,
  { width, colour, unicode }: CompareTerminalOptions,
): string {
  const paint = painter(colour);
  const { startedAt, conclusion, mechanism, notes, noise = '' } = comparison;
  const text = (words: string) => wrap(plainText(words), width);
  const between = unicode ? ' · ' : ' - ';
  const { cheapest } = conclusion;
  const pair = pairWords(comparison);
  const code = (snippet: string) => snippet.split('\n').map((line) => `  ${paint('cyan', plainText(line))}`);
  const blocks = [
    [`${paint('bold', comparisonTitle(comparison))}${paint('dim', `${between}${formatDate(startedAt)}`)}`],
    tableLines(comparison, width, paint),
    [
      ...text(conclusion.text).map((line) => paint('bold', line)),
      ...(pair === undefined ? [] : text(pair).map((line) => paint('dim', line))),
    ],
    mechanism ? text(mechanism.text) : [],
    cheapest ? text(cheapest.text) : [],
    cheapest?.snippet ? code(cheapest.snippet) : [],
    cheapest?.permanent ? ['Built in for good:', ...code(cheapest.permanent)] : [],
    comparisonTable(comparison).refused.flatMap((row) =>
      refusedLines(row, width).map((line) => paint('dim', line)),
    ),
    notes.flatMap(text),
    text(noise).map((line) => paint('dim', line)),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

const LONGEST_REASON = 400;

/** What a compiler or the service said stands in lines of its own, as that wrote them. */
function refusedLines({ label, state, reason, remedy }: RefusedRow, width: number): string[] {
  const short = reason.length > LONGEST_REASON ? `${reason.slice(0, LONGEST_REASON)} ...` : reason;
  const [first = '', ...said] = short.split('\n');
  const text = (words: string) => wrap(plainText(words), width);
  if (said.length === 0) return text(`${label}: ${state}. ${first} ${remedy}`);
  const quoted = said.map((line) => `  ${plainText(line).trimEnd()}`);
  return [...text(`${label}: ${state}. ${first}`), ...quoted, ...text(remedy)];
}

const BETWEEN = 2;
/** Characters of a line of a trial's label; a longer one takes several lines, so that figures are not left out for it. */
const LABEL_WIDTH = 30;

function tableLines(comparison: Comparison, width: number, paint: Paint): string[] {
  const { header, rows } = fittingTable(comparison, width);
  if (rows.length === 0) return [];
  const widths = columnWidths(header, rows);
  const line = ([label = '', ...figures]: readonly string[]) => {
    const [first = '', ...more] = wrap(label, LABEL_WIDTH);
    const cells = figures.map((cell, i) => aligned(cell, widths[i + 1] ?? 0, header[i + 1]));
    return [[first.padEnd(widths[0] ?? 0), ...cells].join('').trimEnd(), ...more].join('\n');
  };
  return [
    paint('dim', line(header)),
    ...rows.map(({ cells, best, reference }) => {
      const text = line(cells);
      return best ? paint('green', text) : reference ? paint('bold', text) : text;
    }),
  ];
}

/** Words begin at the left of their column, figures end at its right; the space between columns is at its left. */
function aligned(cell: string, width: number, title: string | undefined): string {
  return isInWords(title) ? ' '.repeat(BETWEEN) + cell.padEnd(width - BETWEEN) : cell.padStart(width);
}

function fittingTable(comparison: Comparison, width: number): ComparisonTable {
  for (let n = 0; ; n++) {
    const table = comparisonTable(comparison, LEFT_OUT_FIRST.slice(0, n));
    if (n === LEFT_OUT_FIRST.length || sum(columnWidths(table.header, table.rows)) <= width) return table;
  }
}

function columnWidths(header: readonly string[], rows: readonly TableRow[]): number[] {
  return header.map((title, i) => {
    const widest = Math.max(title.length, ...rows.map(({ cells }) => cells[i]?.length ?? 0));
    return i === 0 ? Math.min(widest, LABEL_WIDTH) : widest + BETWEEN;
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
