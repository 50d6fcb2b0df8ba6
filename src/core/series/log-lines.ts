/** Lines with a time and a size in each and no header, or with a time above the lines of a tool: what services log and loops write. */

import type { Reading, TextFormat } from './found';
import { eachLine } from './lines';
import { likeliest, rankOf, SURE, saysTime } from './names';
import { type ReadRow, type Row, rowOf, tableOf } from './process-rows';
import { quoted } from './refuse';
import { hasUnit, KIB, type Unit, unitOf } from './sizes';
import { type Stamp, stampOf } from './stamps';
import { PROBED, readTable, type Visit } from './table';

/** `rss=104857600`, `"rss_bytes": 5`, `rss: '100 MiB'` */
const KEYED =
  /(?<![\w.])["']?([a-z][\w.]*(?: ?\((?:[kmgt]i?b|bytes)\))?)["']?(?:=|:\s*|= )["']?(\d(?:[\d.,]*\d)?\s?(?:[kmgt]i?b?|b|bytes)?)(?![\w.])/gi;
/** The kernel's kB are of 1024 bytes. */
const OF_THE_KERNEL = /^(?:VmRSS|Rss):\s*(\d+) kB$/;
/** What a terminal makes colours of. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape begins with one
const COLOURS = /\u001b\[[\d;?]*[A-Za-z]/g;
/** The first pair of a row, `412MiB / 1.944GiB`: those behind it are of the network and the disk. */
const IN_USE = /(?<![^\s,;|])(\d[\d.]*[kmgt]?i?b) \/ *[\d.]+ ?[a-z]+/i;
/** ` / 1.944GiB` behind what is in use */
const OF_A_LIMIT = / \/ *[\d.]+ ?[a-z]+/gi;

/** One size with its time, and what a table would call its column. */
interface Told {
  time: string;
  key: string;
  pid: string;
  name: string;
  size: string;
  unit?: Unit;
  /** whether nothing but a measurement of a process looks like it */
  sure: boolean;
}

/** Reads line after line: what stands below a time without one of its own is of that time. */
class LineReader {
  private time: string | undefined;
  private table: ReadRow | undefined;

  read(line: string): Told | undefined {
    const bare = line.replace(COLOURS, '').trim();
    // first, for a row may have the time that a process has computed, or when it began
    const below = rowOf(bare) ?? this.table?.(bare);
    if (below !== undefined)
      return this.time === undefined ? undefined : { time: this.time, ...ofRow(below) };
    const stamp = stampOf(bare);
    if (stamp !== undefined) this.time = stamp.text;
    const rest = stamp === undefined ? bare : bare.slice(stamp.to).replace(/^[\s\]:,;|=#-]+/, '');
    const table = tableOf(rest);
    if (table !== undefined) this.table = table;
    else if (stamp !== undefined && rest === '') this.table = undefined;
    if (this.time === undefined || rest === '' || table !== undefined) return undefined;
    const found = sizeIn(rest, stamp);
    return found === undefined ? undefined : { time: this.time, ...found };
  }
}

function ofRow(row: Row): Omit<Told, 'time'> {
  return { key: 'rss', ...row, sure: true };
}

function sizeIn(rest: string, stamp: Stamp | undefined): Omit<Told, 'time'> | undefined {
  const row = rowOf(rest);
  if (row !== undefined) return ofRow(row);
  const kernel = OF_THE_KERNEL.exec(rest)?.[1];
  if (kernel !== undefined) return ofRow({ pid: '', name: '', size: kernel, unit: KIB });
  const keyed = [...rest.matchAll(KEYED)].find(([, key = '']) => rankOf(key) === SURE);
  if (keyed !== undefined) {
    const [, key = '', size = ''] = keyed;
    return { key, pid: '', name: '', size, sure: stamp !== undefined };
  }
  return (stamp?.from === 0 ? inUse(rest) : undefined) ?? phraseIn(rest, stamp);
}

/** `Memory usage: 100 MiB`, `working_set_mib=100`: with its unit only, for much else is called memory. */
const PHRASE =
  /(?<![\w.-])([a-z][\w-]*(?: [a-z][\w-]*){0,2}) ?[:=] ?["']?(\d(?:[\d.,]*\d)?(?: ?[kmgt]i?b)?)(?![\w./])/gi;
const OF_OTHER_MEMORY = /heap|peak|max|cache|gpu|cuda|system|host|machine|delta|growth/i;

function phraseIn(rest: string, stamp: Stamp | undefined): Omit<Told, 'time'> | undefined {
  if (stamp === undefined) return undefined;
  for (const [, key = '', size = ''] of rest.matchAll(PHRASE)) {
    const known = rankOf(key) !== undefined && !OF_OTHER_MEMORY.test(key);
    if (known && (hasUnit(size) || unitOf(key) !== undefined))
      return { key, pid: '', name: '', size, sure: false };
  }
  return undefined;
}

/** A row by another tool: what is in use, the last of the cells with a unit of memory. */
function inUse(rest: string): Omit<Told, 'time'> | undefined {
  const limited = IN_USE.exec(rest)?.[1];
  const cells = rest
    .replace(OF_A_LIMIT, '')
    .trim()
    .split(/[\s,;|]+/);
  const size = limited ?? cells.findLast((cell) => /^\d[\d.]*[kmgt]i?b?$/i.test(cell) && hasUnit(cell));
  const [name = ''] = cells;
  return size === undefined || size === name ? undefined : ofRow({ pid: '', name, size });
}

/** Lines of the head that tell, and of all that are not empty. */
const ENOUGH = { lines: 3, share: 0.1 };

export const logLines: TextFormat = { is: isLog, read: readLog };

/** Whether several of the first lines have a time and a size, and the first is no header of a table. */
function isLog(head: string): boolean {
  const lines = head.split('\n').filter((line) => line.trim() !== '');
  // JSON, of which lines look like those of a log
  if (/^\s*(["{]|\[\s*([[{"]|$))/.test(head)) return false;
  const reader = new LineReader();
  const told = lines.map((line) => reader.read(line)).filter((one) => one !== undefined);
  // a table of all processes fills the head by itself
  if (told.some(({ sure, unit }) => sure && unit === KIB)) return true;
  return !isHeaded(lines) && told.length >= ENOUGH.lines && told.length >= ENOUGH.share * lines.length;
}

/** Whether the first line below the comments, or one of them, names a column of times. */
function isHeaded(lines: readonly string[]): boolean {
  const from = lines.findIndex((line) => !/^\s*(#|sep=)/.test(line));
  return lines
    .slice(0, from + 1)
    .some((line) => stampOf(line.replace(COLOURS, '')) === undefined && line.split(/[\s,;]+/).some(saysTime));
}

/** Whether the first lines have a time each and words behind it, as a log has them that says nothing of memory. */
export function isLogOfElse(head: string): boolean {
  const lines = head.split('\n').filter((line) => line.trim() !== '');
  const worded = lines.filter((line) => {
    const bare = line.replace(COLOURS, '');
    const stamp = stampOf(bare);
    return stamp !== undefined && stamp.from <= 1 && /^[\]:)]* *[[(a-z-]/i.test(bare.slice(stamp.to));
  });
  return worded.length >= ENOUGH.lines && !isHeaded(lines);
}

type Args = Parameters<Visit>;

interface Kind {
  header: readonly string[];
  unit?: Unit;
  rows: Args[];
}

/** Lines that say nothing of memory are left out. */
function readLog(text: string): Reading {
  const kinds = new Map<string, Kind>();
  const reader = new LineReader();
  eachLine(text, (line, number, cut) => {
    const told = reader.read(line);
    if (told === undefined) return;
    const { time, key, pid, name, size, unit } = told;
    const header = pid === '' ? ['time', 'series', key] : ['time', 'pid', 'command', key];
    const id = [...header, unit?.name].join();
    const kind = kinds.get(id) ?? { header, rows: [], ...(unit !== undefined && { unit }) };
    kinds.set(id, kind);
    kind.rows.push([pid === '' ? [time, name, size] : [time, pid, name, size], number, cut]);
  });
  const likely = likeliest([...kinds.values()], ({ header }) => header.at(-1) ?? '');
  const readings = likely.map(({ rows, ...kind }) =>
    readTable({
      ...kind,
      format: 'lines of a log',
      probe: rows.slice(0, PROBED).map(([cells]) => cells),
      each: (visit) => {
        for (const row of rows) visit(...row);
      },
    }),
  );
  const notes = ['there is no header: each line is read by its time and by its size of memory'];
  const name = likely[0]?.header.at(-1) ?? '';
  if (name !== '' && rankOf(name) !== SURE)
    notes.push(`no line names resident memory: ${quoted(name)} is taken for it`);
  return {
    format: 'lines of a log',
    time: readings[0]?.time ?? '',
    found: readings.flatMap(({ found }) => found),
    notes: [...notes, ...readings.flatMap((reading) => reading.notes)],
  };
}
