/** Reads a series from text: the JSON of `stairstep classify`, or CSV with a header. */
import { UserError } from '../errors';
import type { LoadInterval, Series } from './series';

const TIME = ['t', 'time', 'timestamp', 'seconds', 'date', 'datetime'];
const SIZE = ['rss', 'y', 'value', 'bytes', 'memory', 'resident', 'rss_bytes'];
const LOAD = ['load', 'burst', 'phase'];
const CONNECTIONS = ['connections'];
/** A time above this is milliseconds since 1970: as seconds it would be the year 5138. */
const EPOCH_MS = 1e11;
const REMEDY = 'Give {"t":[seconds],"y":[bytes],"load":[[from,to]]}, or CSV with a header such as t,rss.';

function refuse(message: string): never {
  throw new UserError('usage', message, REMEDY);
}

/**
 * The series in a text.
 * @throws UserError where it is neither the JSON nor the CSV we read
 */
export function parseSeries(text: string): Series {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed === '') refuse('the series is empty');
  return trimmed.startsWith('{') || trimmed.startsWith('[') ? fromJson(trimmed) : fromCsv(trimmed);
}

function fromJson(text: string): Series {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    refuse(`the series is not JSON: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
  if (typeof value !== 'object' || value === null || !('t' in value) || !('y' in value)) {
    refuse('the series has no "t" and "y"');
  }
  const series: Series = { t: numbers(value.t, 't'), y: numbers(value.y, 'y') };
  if ('load' in value && value.load !== null && value.load !== undefined) series.load = intervals(value.load);
  return series;
}

function numbers(value: unknown, name: string): number[] {
  if (!Array.isArray(value)) refuse(`"${name}" is not an array`);
  return value.map((item: unknown, i) => {
    if (typeof item === 'number') return item;
    return refuse(`"${name}"[${i}] is not a number: ${JSON.stringify(item)}`);
  });
}

function intervals(value: unknown): LoadInterval[] {
  if (!Array.isArray(value)) refuse('"load" is not an array of [from, to]');
  return value.map((item: unknown, i): LoadInterval => {
    if (Array.isArray(item) && (item.length === 2 || item.length === 3)) {
      const [from, to, connections]: unknown[] = item;
      if (typeof from === 'number' && typeof to === 'number') {
        if (connections === undefined) return [from, to];
        if (typeof connections === 'number') return [from, to, connections];
      }
    }
    return refuse(`"load"[${i}] is not [from, to] or [from, to, connections]: ${JSON.stringify(item)}`);
  });
}

function fromCsv(text: string): Series {
  const lines = text.split(/\r?\n/);
  const header = lines[0] ?? '';
  const separator = [',', ';', '\t'].find((mark) => header.includes(mark)) ?? ',';
  const names = header.split(separator).map((name) => unquoted(name).toLowerCase());
  const time = column(names, TIME);
  const size = column(names, SIZE);
  if (time === undefined || size === undefined) {
    refuse(`the header has no time and size columns: ${header.slice(0, 80)}`);
  }
  const busy = column(names, LOAD);
  const series: Series = { t: [], y: [] };
  const connections = column(names, CONNECTIONS);
  const load: LoadInterval[] = [];
  let loaded = false;
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i] ?? '';
    if (line.trim() === '') continue;
    const cells = line.split(separator).map(unquoted);
    const t = seconds(cells[time] ?? '');
    const bytes = cells[size] ?? '';
    if (Number.isNaN(t)) refuse(`line ${i + 1} has no time: ${line.slice(0, 80)}`);
    if (bytes === '' || Number.isNaN(Number(bytes)))
      refuse(`line ${i + 1} has no size: ${line.slice(0, 80)}`);
    series.t.push(t);
    series.y.push(Number(bytes));
    const now = busy !== undefined && isLoaded(cells[busy] ?? '');
    const open = load.at(-1);
    if (now && !loaded) load.push([t, t, ...counted(cells[connections ?? -1])]);
    else if (loaded && open !== undefined) open[1] = t;
    loaded = now;
  }
  if (busy !== undefined) series.load = load;
  return series;
}

function column(names: readonly string[], wanted: readonly string[]): number | undefined {
  const found = wanted.map((name) => names.indexOf(name)).find((i) => i >= 0);
  return found;
}

function unquoted(cell: string): string {
  return cell.trim().replace(/^"(.*)"$/, '$1');
}

/** Seconds, from seconds, milliseconds since 1970 or ISO 8601; NaN where it is none of them. */
function seconds(cell: string): number {
  const value = cell === '' ? Number.NaN : Number(cell);
  if (Number.isNaN(value)) return Date.parse(cell) / 1000;
  return Math.abs(value) >= EPOCH_MS ? value / 1000 : value;
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
