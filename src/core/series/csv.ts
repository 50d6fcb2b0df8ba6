/** Delimited text: commas, semicolons, tabs or spaces; quotes, comments, and what spreadsheets put before it. */
import { dsvFormat } from 'd3-dsv';
import type { Reading } from './found';
import { goesOn } from './header-rows';
import { lineAt } from './lines';
import { withTabs } from './printed-frame';
import { quoted, refuse } from './refuse';
import { PROBED, readTable, type Visit } from './table';

/** lines of a header below its first */
const MOST_LEVELS = 3;
/** characters: a table that begins further down is not looked for */
const MARKED = 4096;
/** `# time rss_kib` above lines of numbers, as plotting tools have it: the last comment before the first of them. */
const COMMENTED_HEADER = /^((?:#.*\n)*)#(?!TYPE )[ \t]*(\S.*\n)(?=[ \t]*[\d"])/;
/** `| time | rss |` and `|---|---|`, as issues and notes have tables. */
const MARKDOWN = /^\|.*\|[ \t]*\r?\n\|[-:| \t]+\|[ \t]*$/m;
/** `time | rss` and `-----+----`, as psql has them, and mysql with lines around them too. */
const RULED = /^[^\n|]*\|.*\r?\n[ \t]*\+?-+(?:\+-+)+\+?[ \t]*$/m;
/** Of such a table, and of one that spaces part, as sqlite3 and PowerShell have it. */
const RULE = /^[ \t]*(?:\|[-:| \t]+\||\+?-+(?:\+-+)+\+?|-{2,}(?:[ \t]+-{2,})+)[ \t\r]*$/gm;
/** `(120 rows)`, below an answer */
const COUNT = /^\(\d+ rows?\)[ \t\r]*$/gm;

/** A table with lines between its columns as one that tabs part, its lines where they are; what stands around it is left out. */
function unruled(text: string, row: RegExp): string {
  const plain = (line: string) => {
    const bare = line.trim();
    if (!row.test(bare)) return '';
    const cells = bare
      .replace(/^\|(.*)\|$/, '$1')
      .replaceAll('*', '')
      .replaceAll('\t', ' ')
      .split('|');
    // a name that is empty would be none at the end of the header
    return cells.map((cell) => cell.trim() || '-').join('\t');
  };
  return text.replace(RULE, '').split('\n').map(plain).join('\n');
}

/** Refused with the line that is none. */
export function readCsv(text: string): Reading {
  const beginning = text.slice(0, MARKED);
  if (MARKDOWN.test(beginning)) return { ...readCsv(unruled(text, /^\|.*\|$/)), format: 'Markdown table' };
  if (RULED.test(beginning)) return { ...readCsv(unruled(text, /\|/)), format: 'table' };
  const frame = withTabs(text);
  if (frame !== undefined) return { ...readCsv(frame), format: 'printed data frame' };
  const headed = text.replace(COMMENTED_HEADER, '$1$2');
  // empty lines keep the numbers of those after them
  const bare = headed
    .replace(/^(#|sep=).*$/gm, '')
    .replace(RULE, '')
    .replace(COUNT, '');
  const start = bare.search(/\S/);
  if (start < 0) refuse('there is nothing but comments in it');
  const header = lineAt(bare, bare.lastIndexOf('\n', start) + 1);
  const split = splitter(header);
  const end = bare.lastIndexOf('\n') + 1;
  let names = split.cells(header);
  let from = bare.indexOf('\n', start) + 1;
  for (let levels = 0; from > 0 && levels < MOST_LEVELS; levels++) {
    const next = split.cells(lineAt(bare, from));
    if (!goesOn(names, next)) break;
    names = names.map((name, i) => `${name} ${next[i]}`.trim());
    from = bare.indexOf('\n', from) + 1;
  }
  const before = bare.slice(0, from).split('\n').length;
  const body = from === 0 ? '' : bare.slice(from, end);
  const each = (visit: Visit) => {
    const count = split.rows(body, (cells, i) => visit(cells, before + i, false));
    const last = bare.slice(Math.max(end, from));
    if (from > 0 && last !== '') split.rows(last, (cells) => visit(cells, before + count, true));
  };
  const tail = body.slice(body.indexOf('\n', body.length - PROBED * header.length) + 1);
  const probe: string[][] = [];
  for (const part of [firstLines(body), tail === body ? '' : tail, end > from ? '' : bare.slice(from)])
    split.rows(part, (cells) => {
      if (cells.length > 1) probe.push([...cells]);
    });
  return readTable({ format: split.name, header: names, probe, each, grouping: split.mark === ';' });
}

/** The first lines of a text, as many as are probed. */
function firstLines(text: string): string {
  let end = 0;
  for (let i = 0; i < PROBED; i++) {
    const next = text.indexOf('\n', end);
    if (next < 0) return text;
    end = next + 1;
  }
  return text.slice(0, end);
}

interface Splitter {
  name: string;
  mark: string;
  /** Gives the number of rows. */
  rows: (text: string, row: (cells: readonly string[], index: number) => void) => number;
  /** Of one line. */
  cells: (line: string) => readonly string[];
}

function splitter(header: string): Splitter {
  const outside = header.replace(/"[^"]*"/g, '');
  const mark =
    ['\t', ';', ',', '|'].find((one) => outside.includes(one)) ?? (/\S\s+\S/.test(outside) ? ' ' : ',');
  const format = dsvFormat(mark);
  const rows: Splitter['rows'] = (text, row) => {
    let count = 0;
    // `"time", "rss"`: the quote would be taken for a part of the cell
    const tight = mark === ',' && text.includes(', "') ? text.replace(/, +"/g, ',"') : text;
    // nothing is kept: a file may have millions of rows
    format.parseRows(mark === ' ' ? text.replace(/ +/g, ' ').replace(/^ | $/gm, '') : tight, (cells, i) => {
      count++;
      if (cells.some((cell) => cell.includes('\n')))
        refuse(`a quote is not closed: ${quoted(cells.join(mark))}`, 'Close it, or take the quotes out.');
      row(cells, i);
      return null;
    });
    return count;
  };
  return {
    name: mark === '\t' ? 'TSV' : mark === ' ' ? 'columns' : 'CSV',
    mark,
    rows,
    cells: (line) => {
      let all: readonly string[] = [];
      rows(line, (cells) => {
        all = cells;
      });
      return all;
    },
  };
}
