/** Series in JSON that is not ours: what monitoring answers and exports, and arrays and lines of objects. */

import type { Reading } from './found';
import { tableIn } from './json-tables';
import { cellOf, isList, isRecord } from './json-values';
import { readMonitoring } from './monitoring';
import { saysTime } from './names';
import type { Json } from './parse-json';
import { quoted, refuse } from './refuse';
import { PROBED, readTable } from './table';
import { DOCKER_STATS } from './unfit';

/** Around the rows of a search of Elasticsearch there are two. */
const DEEPEST = 2;
/** characters: fields deeper than that are nobody's measurements */
const LONGEST_PATH = 80;

/** Errors: `usage` with what it is instead of a series. */
export function readJson({ values, lines, cut }: Json): Reading {
  const [first] = values;
  const items = !lines && isList(first) ? first : values;
  refuseDockerStats(items);
  const place = lines ? 'line' : 'element';
  const reading =
    readMonitoring(items) ?? readRows(items, place) ?? (lines ? undefined : readDocument(first));
  if (reading === undefined) refuse('the series has no "t" and "y"');
  return cut ? { ...reading, notes: ['the last line is cut off, and left out', ...reading.notes] } : reading;
}

/** One object, or what an answer wraps around it. */
function readDocument(value: unknown, depth = 0): Reading | undefined {
  if (!isRecord(value)) return undefined;
  const parts = Object.values(value);
  const table = tableIn(value);
  return (
    firstOf(parts, (part) => readMonitoring(isList(part) ? part : [part])) ??
    (table && tableOf(table.header, table.rows, 'element')) ??
    readRows(onlyRowsIn(parts), 'element') ??
    readArrays(value) ??
    (depth < DEEPEST ? firstOf(parts, (part) => readDocument(part, depth + 1)) : undefined)
  );
}

function firstOf(
  parts: readonly unknown[],
  read: (part: unknown) => Reading | undefined,
): Reading | undefined {
  for (const part of parts) {
    const reading = read(part);
    if (reading !== undefined) return reading;
  }
  return undefined;
}

/** `{"samples":[{"time": ..., "rss": ...}, ...], ...}`: the one list of objects or of pairs; none where there are several. */
function onlyRowsIn(parts: readonly unknown[]): readonly unknown[] {
  const lists = parts.filter(isList);
  const [rows = [], ...more] = lists.filter((items) => items.length > 0 && items.every(isRecord));
  if (rows.length > 0) return more.length === 0 ? rows : [];
  const [only = []] = lists;
  return lists.length === 1 && only.every(isList) ? only : [];
}

/** `[[time, size], ...]` or `[{"time": ..., "rss": ...}, ...]`, in an array or one a line. */
function readRows(items: readonly unknown[], place: string): Reading | undefined {
  const [first] = items;
  if (isList(first) && first.length === 2 && items.length > 1) {
    refuseTurned(items);
    const reading = tableOf(
      ['t', 'y'],
      items.map((item) => (isList(item) ? item : [])),
      place,
    );
    return { ...reading, format: 'JSON pairs of time and size' };
  }
  if (!isRecord(first) || items.length < 2) return undefined;
  const flat = items.map((item) => flattened(item));
  const header = [...new Set(flat.slice(0, PROBED).flatMap((item) => [...item.keys()]))];
  const rows = flat.map((item) => header.map((key) => item.get(key)));
  return tableOf(header, rows, place);
}

/** Also as arrays of all containers, one a line. */
function refuseDockerStats(items: readonly unknown[]): void {
  const [first] = items;
  const one = isList(first) ? first[0] : first;
  if (isRecord(one) && 'MemUsage' in one && !Object.keys(one).some(saysTime)) refuse(...DOCKER_STATS);
}

/** Fields of fields by a path, as loggers nest them: `{"fields":{"rss":5}}` has `fields.rss`. */
function flattened(item: unknown, path = '', into = new Map<string, unknown>()): Map<string, unknown> {
  if (!isRecord(item)) return into;
  for (const [key, value] of Object.entries(item)) {
    if (isRecord(value) && path.length < LONGEST_PATH) flattened(value, `${path}${key}.`, into);
    else into.set(`${path}${key}`, value);
  }
  return into;
}

/** Pairs of size and time would be read as memory that hardly moves: Unix seconds, and times of more than eleven days. */
function refuseTurned(items: readonly unknown[]): void {
  const turned = items.every((item) => {
    const [size, time] = isList(item) ? item : [];
    const [few, many] = [1e6, 1e9];
    return typeof size === 'number' && size > few && size < many && typeof time === 'number' && time > many;
  });
  if (turned) refuse('the pairs look like [size, time]', 'Give [time, size].');
}

/** `{"time":[...],"rss":[...]}` */
function readArrays(value: unknown): Reading | undefined {
  if (!isRecord(value)) return undefined;
  const arrays = Object.entries(value).flatMap(([name, items]) => (isList(items) ? [{ name, items }] : []));
  const length = arrays[0]?.items.length ?? 0;
  if (arrays.length < 2) return undefined;
  const odd = arrays.find(({ items }) => items.length !== length);
  if (odd !== undefined)
    refuse(
      `"${quoted(odd.name)}" has ${odd.items.length} values and "${quoted(arrays[0]?.name ?? '')}" has ${length}`,
    );
  const rows = Array.from({ length }, (_, i) => arrays.map(({ items }) => items[i]));
  return tableOf(
    arrays.map(({ name }) => name),
    rows,
    'element',
  );
}

function tableOf(header: readonly string[], rows: readonly (readonly unknown[])[], place: string): Reading {
  const cells = rows.map((row) => row.map(cellOf));
  return readTable({
    format: place === 'line' ? 'JSON lines' : 'JSON',
    header,
    probe: [...cells.slice(0, PROBED), ...cells.slice(-PROBED)],
    place,
    each: (visit) => cells.forEach((row, i) => void visit(row, place === 'line' ? i + 1 : i, false)),
  });
}
