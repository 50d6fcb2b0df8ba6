/** Lines with a time and a size in each and no header: a service's own log, or what a loop about a tool has written. */
import { rankOf, saysTime } from './columns';
import { FoundSeries, type Reading } from './found';
import { BYTE, hasUnit, parseSize, type Unit, unitInCells, unitOf } from './sizes';
import { timesOf } from './times';

/** `2026-11-26T10:00:00.5Z`, the same with a space, or a time of day, at the start of a line or as the value of a key; a day before it has no year. */
const TIME =
  /(?:^|^[A-Z][a-z]{2} +\d{1,2} |\[|\b(?:time|ts|timestamp)="?)((?:\d{4}-\d{2}-\d{2}[T ])?\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2})\b)?)/;
/** `rss=104857600`, `"rss_bytes": 5`, `memory: 100 MiB` */
const KEYED = /(?<![\w.])"?([a-z][\w.]*)"?[=:] ?"?(\d[\d.]* ?(?:[kmgt]i?b?|b|bytes)?)(?![\w.])/gi;
/** What a terminal makes colours of. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape begins with one
const COLOURS = /\u001b\[[\d;]*m/g;
/** ` / 1.944GiB` behind what is in use */
const OF_A_LIMIT = / \/ *[\d.]+ ?[a-z]+/gi;

interface Line {
  time: string;
  name: string;
  size: string;
  unit: Unit | undefined;
}

/** The sure ones of resident memory: a log says much else by numbers. */
const SURE = 0;

/** Undefined where a line has no time, or no size of memory. */
function readLine(line: string): Line | undefined {
  const bare = line.replace(COLOURS, '');
  const match = TIME.exec(bare);
  const time = match?.[1];
  if (match === null || time === undefined) return undefined;
  const rest = bare.slice(match.index + match[0].length);
  const keyed = [...rest.matchAll(KEYED)].find(([, key = '']) => rankOf(key) === SURE);
  if (keyed !== undefined) {
    const [, name = '', size = ''] = keyed;
    return { time, name, size, unit: unitInCells([size]) ?? unitOf(name) };
  }
  // a table by another tool: what is in use, the last of the cells with a unit of memory
  const cells = rest.replace(OF_A_LIMIT, '').trim().split(/\s+/);
  const size = cells.findLast((cell) => /^\d[\d.]*[kmgt]i?b?$/i.test(cell) && hasUnit(cell));
  const [name = ''] = cells;
  return size === undefined || match.index > 0 || size === name
    ? undefined
    : { time, name, size, unit: unitInCells([size]) };
}

/** Lines of the head that tell, and of all that are not empty. */
const ENOUGH = { lines: 3, share: 0.1 };

/** Whether several of the first lines have a time and a size in them, and the first is no header of a table. */
export function isLog(head: string): boolean {
  const lines = head.split('\n').filter((line) => line.trim() !== '');
  const [first = ''] = lines;
  if (/^\s*[{"]/.test(first) || (!TIME.test(first) && first.split(/[\s,;]+/).some(saysTime))) return false;
  const told = lines.filter((line) => readLine(line) !== undefined).length;
  return told >= ENOUGH.lines && told >= ENOUGH.share * lines.length;
}

/** Lines that say nothing of memory are left out. */
export function readLog(text: string): Reading {
  const byName = new Map<string, FoundSeries>();
  const readers = new Map<string, (cell: string) => number>();
  let says = '';
  for (const [i, row] of text.split('\n').entries()) {
    const line = readLine(row);
    if (line === undefined) continue;
    const { time, name, size, unit } = line;
    const found = byName.get(name) ?? new FoundSeries(name, unit);
    byName.set(name, found);
    const times = readers.get(name) ?? newReader(time);
    readers.set(name, times);
    const bytes = parseSize(size, unit ?? BYTE, '.');
    found.push(times(time), bytes, () => `line ${i + 1}`);
  }
  const notes = ['there is no header: each line is read by its time and by its size of memory'];
  return { format: 'lines of a log', time: says, found: [...byName.values()], notes };

  function newReader(cell: string): (cell: string) => number {
    const times = timesOf('', [cell], '.');
    says = times.says;
    return times.reader();
  }
}
