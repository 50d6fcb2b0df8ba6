/** Tables as JSON whose names stand in one place and whose values in another: pandas in its orients, databases. */
import { isList, isRecord, type JsonRecord, recordOf, records } from './json-values';
import { isIndex } from './times';

export interface JsonTable {
  /** the index of its rows has no name */
  header: readonly string[];
  rows: readonly (readonly unknown[])[];
}

/** Undefined where it is none. */
export function tableIn(value: JsonRecord): JsonTable | undefined {
  return split(value) ?? keyed(value);
}

/** `{"columns":["rss"],"index":[time,...],"data":[[size],...]}`, or `meta` in the place of `columns`, as ClickHouse has it. */
function split({ columns, meta, index, data }: JsonRecord): JsonTable | undefined {
  const names = isList(columns) ? columns : records(meta).map(({ name }) => name);
  if (names.length === 0 || !isList(data)) return undefined;
  const rows = data.filter(isList);
  const objects = records(data);
  if (objects.length === data.length)
    return { header: names.map(String), rows: objects.map((row) => names.map((name) => row[String(name)])) };
  if (rows.length !== data.length) return undefined;
  const header = names.map((name) => (isList(name) ? name.join(' ') : String(name)));
  if (!isList(index) || index.length !== rows.length) return { header, rows };
  return { header: ['', ...header], rows: rows.map((row, i) => [index[i], ...row]) };
}

/** `{"0":{"time":...,"rss":...},...}` by rows, `{"rss":{"0":...},...}` by columns, or a series alone, `{"2026-...":size,...}`. */
function keyed(value: JsonRecord): JsonTable | undefined {
  const entries = Object.entries(value);
  const keys = Object.keys(value);
  const indexed = keys.length > 1 && keys.every(isIndex);
  if (indexed && entries.every(([, size]) => typeof size === 'number' || size === null))
    return { header: ['', 'value'], rows: entries };
  if (entries.length === 0 || !entries.every(([, one]) => isRecord(one))) return undefined;
  const inner = Object.keys(recordOf(entries[0]?.[1]));
  if (indexed)
    return {
      header: ['', ...inner],
      rows: entries.map(([key, row]) => [key, ...inner.map((name) => recordOf(row)[name])]),
    };
  if (inner.length < 2 || !inner.every(isIndex)) return undefined;
  return {
    header: ['', ...keys],
    rows: inner.map((index) => [index, ...entries.map(([, column]) => recordOf(column)[index])]),
  };
}
