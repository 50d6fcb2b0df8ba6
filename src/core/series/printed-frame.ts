/** A data frame as pandas prints it: cells two spaces apart, right under their names, and an index without one. */
import { quoted, refuse } from './refuse';

const SIZE = /^\[\d+ rows x \d+ columns\]\s*$/;
/** Below a series, which has no header. */
const OF_A_SERIES = /^(?:Freq: [^,]+, )?(?:Name: (?<name>[^,]+), )?(?:Length: \d+, )?dtype: \w+\s*$/;

/** The same table with tabs between its cells; undefined where it is none. Errors: `usage` where its middle was not printed. */
export function withTabs(text: string): string | undefined {
  const lines = text.split('\n');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  const end = OF_A_SERIES.exec(lines[last] ?? '');
  const named = lines.findIndex((line) => line.trim() !== '');
  const header = end === null ? cellsOf(lines[named] ?? '') : [end.groups?.name ?? 'value'];
  // a series has no line for its own name, and both may have one for that of their index
  const below = end === null ? named + 1 : named;
  const under = cellsOf(lines[below] ?? '');
  const index = under.length === 1 ? (under[0] ?? '') : '';
  const rows = lines.slice(index === '' ? below : below + 1, end === null ? undefined : last);
  const first = rows[0] ?? '';
  if (/^\s/.test(first) || cellsOf(first).length !== header.length + 1) return undefined;
  if (end === null && !/^ {2}/.test(lines[named] ?? '')) return undefined;
  const left = rows.find((row) => /^\.\.\.? /.test(row));
  if (left !== undefined)
    refuse(
      `a data frame was printed without its middle: ${quoted(left)}`,
      "Write all of it: df.to_csv('series.csv'), or print(df.to_string()).",
    );
  const table = [[index, ...header], ...rows.filter((row) => !SIZE.test(row)).map(cellsOf)];
  return `${'\n'.repeat(lines.length - rows.length - 1)}${table.map((cells) => cells.join('\t')).join('\n')}`;
}

function cellsOf(line: string): string[] {
  return line.trim().split(/ {2,}/);
}
