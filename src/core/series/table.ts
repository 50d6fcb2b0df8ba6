/** Series from a table, whatever it was read from. */
import type { LoadInterval } from '../detect/series';
import { type Columns, columnsOf } from './columns';
import { FoundSeries, type Reading } from './found';
import { rankOf, SURE } from './names';
import { decimalOf } from './numbers';
import { quoted, refuse } from './refuse';
import { BYTE, isOfKernel, parseSize, type Unit, unitInCells, unitOf, unitOfPages, wordsOf } from './sizes';
import { type ReadTime, timesOf } from './times';

/** rows, to see how a table is written */
export const PROBED = 500;

/** `cut`: whether the file ends in this row, without a newline. */
export type Visit = (cells: readonly string[], line: number, cut: boolean) => void;

export interface Table {
  format: string;
  header: readonly string[];
  /** some of the rows, to see how they are written */
  probe: readonly (readonly string[])[];
  each: (visit: Visit) => void;
  /** of all sizes, where the tool has but one */
  unit?: Unit;
  /** whether a point may group thousands */
  grouping?: boolean;
  /** what a row is called, where it is no line */
  place?: string;
}

interface Group {
  time: ReadTime;
  nickname: string;
  found: FoundSeries[];
}

/** Errors: `usage` with the line that is none. */
export function readTable({
  format,
  header,
  probe,
  each,
  unit,
  grouping = false,
  place = 'line',
}: Table): Reading {
  const columns = columnsOf(header, probe);
  const { time, clock, sizes, labels, nicknames } = columns;
  const cellsOf = (i: number) => probe.map((row) => row[i]?.trim() ?? '');
  const timeOf = (cells: readonly string[]) =>
    (clock === undefined ? (cells[time] ?? '') : `${cells[time]} ${cells[clock]}`)
      .trim()
      .replace(/^\[(.*)\]$/, '$1');
  const moments = probe.map(timeOf);
  const plain = moments.filter((cell) => /^[+-]?\d+[.,]?\d*$/.test(cell));
  const decimal = decimalOf(plain, sizes.flatMap(cellsOf), grouping);
  const times = timesOf(clock === undefined ? (header[time] ?? '') : '', moments, decimal);
  const units = sizes.map(
    (i) => unit ?? unitOf(header[i] ?? '') ?? unitInCells(cellsOf(i)) ?? unitOfPages(cellsOf(i), decimal),
  );
  const kernels = sizes.find(
    (i, k) => units[k] === undefined && rankOf(header[i] ?? '') === SURE && isOfKernel(cellsOf(i)),
  );
  if (kernels !== undefined)
    refuse(
      `no unit is named, and the sizes of ${names(header, [kernels])} are whole pages in KiB, and in bytes they are not`,
      'Name the column by its unit: rss_kib for what `ps` prints, or rss_bytes.',
    );
  const groups = new Map<string, Group>();
  const loads = new LoadColumn(columns);
  let cutOff = false;

  each((cells, line, cut) => {
    if (cells.length === 1 && cells[0]?.trim() === '') return;
    if (cells.join() === header.join()) return;
    if (cut && cells.length < header.length) {
      cutOff = true;
      return;
    }
    if (cells.slice(header.length).some((cell) => cell.trim() !== ''))
      refuse(
        `${place} ${line} has ${cells.length} cells, and the header ${header.length}: ${quoted(cells.join(','))}`,
        'Put quotes around cells with a comma in them, or part the cells by semicolons.',
      );
    const label = text(cells, labels);
    const group = groups.get(label) ?? newGroup(label);
    const nickname = text(cells, nicknames);
    if (nickname !== group.nickname) rename(group, label, nickname);
    const t = group.time(timeOf(cells));
    if (Number.isNaN(t)) return refuseRow(`${place} ${line} has no time`, cells, A_TIME);
    sizes.forEach((column, k) => {
      const y = parseSize(cells[column] ?? 'absent', units[k] ?? BYTE, decimal);
      if (y !== undefined && !(y >= 0)) refuseRow(`${place} ${line} has no size`, cells, A_SIZE);
      const found = group.found[k];
      // digits that a crash cut off still are a number
      if (cut && y !== undefined && y < (found?.y.at(-1) ?? 0) / 4) cutOff = true;
      else found?.push(t, y, () => `${place} ${line}`);
    });
    loads.push(t, cells);
  });

  function newGroup(label: string): Group {
    const group = {
      time: times.reader(),
      nickname: '',
      found: units.map((one) => new FoundSeries(label, one)),
    };
    rename(group, label, '');
    groups.set(label, group);
    return group;
  }

  function rename(group: Group, label: string, nickname: string): void {
    group.nickname = nickname;
    const whole = `${label} ${nickname}`.trim();
    group.found.forEach((series, k) => {
      const column = header[sizes[k] ?? -1]?.trim() ?? '';
      series.name = sizes.length === 1 && whole !== '' ? whole : `${whole} ${column}`.trim();
    });
  }

  const found = [...groups.values()].flatMap((group) => group.found).filter(({ t }) => t.length > 0);
  if (loads.load !== undefined) for (const series of found) series.load = loads.load;
  const notes = cutOff ? ['the last line is cut off, and left out'] : [];
  if (!columns.named)
    notes.push(`no column is named as memory: ${names(header, sizes)} is taken for resident memory`);
  const total = header.find(ofAll);
  if (total !== undefined)
    notes.push(
      `${names(header, sizes)} stands beside ${quoted(total)}: where that is of a machine, it is of no one process`,
    );
  return { format, time: times.says, found, notes };
}

/** `mem_total`, `RAM_free_mb`: of what a machine has */
function ofAll(name: string): boolean {
  const words = wordsOf(name);
  const has = (...wanted: string[]) => wanted.some((word) => words.includes(word));
  return has('total', 'free', 'available') && has('mem', 'memory', 'ram');
}

function names(header: readonly string[], sizes: readonly number[]): string {
  return sizes.map((i) => quoted(header[i] ?? '')).join(', ');
}

const A_TIME =
  'A time is a number of seconds, Unix time, ISO 8601 such as 2026-11-26T10:00:00Z, or a time of day such as 10:00:00; minutes and seconds have their hours before them, 00:05:30.';
const A_SIZE =
  'A size is a number of 0 or more, or one with its unit, such as 412 MiB; nothing, or NaN, is left out.';

function refuseRow(what: string, cells: readonly string[], remedy: string): never {
  return refuse(`${what}: ${quoted(cells.join(','))}`, remedy);
}

function text(cells: readonly string[], columns: readonly number[]): string {
  return columns.map((i) => cells[i]?.trim()).join(' ');
}

/** The load, where a column tells it. */
class LoadColumn {
  readonly load: LoadInterval[] | undefined;
  private loaded = false;

  constructor(private readonly columns: Columns) {
    this.load = columns.load === undefined ? undefined : [];
  }

  push(t: number, cells: readonly string[]): void {
    if (this.load === undefined) return;
    const now = isLoaded(cells[this.columns.load ?? -1]?.trim() ?? '');
    const open = this.load.at(-1);
    if (now && !this.loaded) this.load.push([t, t, ...counted(cells[this.columns.connections ?? -1])]);
    else if (this.loaded && open !== undefined) open[1] = t;
    this.loaded = now;
  }
}

/** A number of connections, where there is one. */
function counted(cell: string | undefined): [] | [number] {
  const value = Number(cell);
  return Number.isInteger(value) && value > 0 ? [value] : [];
}

function isLoaded(cell: string): boolean {
  if (cell === '' || ['rest', 'baseline', 'tail', 'false', 'no', 'idle'].includes(cell.toLowerCase()))
    return false;
  return Number.isNaN(Number(cell)) || Number(cell) > 0;
}
