/** How a manifest is written, so that what is added looks like the rest. */
import { allEntries, type Entry, type TomlDocument } from './document';

export type NewValue =
  | { kind: 'string'; text: string }
  | { kind: 'strings'; items: readonly string[] }
  | { kind: 'table'; pairs: readonly (readonly [string, string | true])[] };

export interface TomlStyle {
  quote: '"' | "'";
  /** between a key and its value */
  equals: string;
  /** inside the braces of an inline table */
  braces: string;
  /** inside the brackets of a list on one line */
  brackets: string;
}

/** The habits of some entries, filled up with those of the whole file. */
export function styleOf(document: TomlDocument, entries: readonly Entry[]): TomlStyle {
  const everywhere = allEntries(document);
  const equals = mostCommon(
    entries.map((entry) => equalsOf(document, entry)).filter((text) => text.trim() === '='),
  );
  const inline = [...entries, ...everywhere].find(
    ({ value }) => value.type === 'TOMLInlineTable' && value.body.length > 0,
  );
  return {
    quote: mostCommon(quotesOf(document, entries)) ?? mostCommon(quotesOf(document, everywhere)) ?? '"',
    equals:
      equals ?? mostCommon(everywhere.filter(isPlain).map((entry) => equalsOf(document, entry))) ?? ' = ',
    braces: inline ? (/^\{([ \t]?)(?=\S)/.exec(slice(document, inline))?.[1] ?? ' ') : ' ',
    brackets: mostCommon(bracketsOf(document, entries)) ?? mostCommon(bracketsOf(document, everywhere)) ?? '',
  };
}

/** A key and its value as the file would write them. */
export function renderPair(
  document: TomlDocument,
  key: string,
  value: NewValue,
  style: TomlStyle,
): { key: string; value: string } {
  if (writesDotted(document, value)) return { key: `${renderKey(key)}.workspace`, value: 'true' };
  return { key: renderKey(key), value: renderValue(value, style) };
}

/** `x.workspace = true` where most of the file's inherited dependencies are written so. */
function writesDotted(document: TomlDocument, value: NewValue): boolean {
  if (value.kind !== 'table' || value.pairs.length !== 1 || value.pairs[0]?.[0] !== 'workspace') return false;
  const entries = document.tables
    .filter(({ path }) => path.at(-1)?.endsWith('dependencies'))
    .flatMap((table) => table.entries);
  const dotted = entries.filter((entry) => entry.segments === 2 && entry.path.at(-1) === 'workspace').length;
  const inline = entries.filter(
    ({ value: { type }, node }) =>
      type === 'TOMLInlineTable' && /\bworkspace\s*=\s*true/.test(document.text.slice(...node.range)),
  ).length;
  return dotted > inline;
}

/** The text of a value. */
export function renderValue(value: NewValue, style: TomlStyle): string {
  switch (value.kind) {
    case 'string':
      return quoted(value.text, style.quote);
    case 'strings':
      return listOf(value.items.map((item) => quoted(item, style.quote)).join(', '), style);
    case 'table': {
      const equals = style.equals.trim() === style.equals ? '=' : ' = ';
      const pairs = value.pairs.map(([key, member]) => `${key}${equals}${renderScalar(member, style)}`);
      return `{${style.braces}${pairs.join(', ')}${style.braces}}`;
    }
  }
}

function listOf(items: string, { brackets }: TomlStyle): string {
  return items === '' ? '[]' : `[${brackets}${items}${brackets}]`;
}

export function renderScalar(value: string | true, style: TomlStyle): string {
  return value === true ? 'true' : quoted(value, style.quote);
}

/** A key as it must be written: bare where it can be. */
export function renderKey(key: string, quote: '"' | "'" = '"'): string {
  return /^[A-Za-z0-9_-]+$/.test(key)
    ? key
    : quoted(key, key.includes('"') && !key.includes("'") ? "'" : quote);
}

function quoted(text: string, quote: '"' | "'"): string {
  return quote === "'" && !text.includes("'") ? `'${text}'` : JSON.stringify(text);
}

/** The column of `=` that entries of different lengths share; undefined where they are not aligned. */
export function alignedColumn(document: TomlDocument, entries: readonly Entry[]): number | undefined {
  const keys = entries.map((entry) => ({
    width: entry.node.key.range[1] - lineStart(document.text, entry.node.key.range[0]),
    before: /^[ \t]*/.exec(equalsOf(document, entry))?.[0].length ?? 0,
  }));
  const columns = new Set(keys.map(({ width, before }) => width + before));
  const widths = new Set(keys.map(({ width }) => width));
  const [column] = columns;
  return columns.size === 1 && widths.size > 1 && column !== undefined ? column : undefined;
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The white space that begins the line of an offset. */
export function indentAt(text: string, offset: number): string {
  return /^\uFEFF?([ \t]*)/.exec(text.slice(lineStart(text, offset), offset))?.[1] ?? '';
}

function equalsOf(document: TomlDocument, entry: Entry): string {
  return document.text.slice(entry.node.key.range[1], entry.value.range[0]);
}

function isPlain(entry: Entry): boolean {
  return entry.value.type === 'TOMLValue';
}

function slice(document: TomlDocument, entry: Entry): string {
  return document.text.slice(...entry.value.range);
}

function bracketsOf(document: TomlDocument, entries: readonly Entry[]): string[] {
  return entries
    .filter(({ value }) => value.type === 'TOMLArray' && value.elements.length > 0)
    .flatMap((entry) => /^\[([ \t]*)(?=[^\s#])/.exec(slice(document, entry))?.[1] ?? []);
}

function quotesOf(document: TomlDocument, entries: readonly Entry[]): ('"' | "'")[] {
  return entries.flatMap(({ value }): ('"' | "'")[] => {
    const members = value.type === 'TOMLInlineTable' ? value.body.map((member) => member.value) : [value];
    return members
      .filter((member) => member.type === 'TOMLValue' && member.kind === 'string' && !member.multiline)
      .map((member) => (document.text[member.range[0]] === "'" ? "'" : '"'));
  });
}

/** The first of the most frequent. */
function mostCommon<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: T | undefined;
  for (const [value, count] of counts)
    if (best === undefined || count > (counts.get(best) ?? 0)) best = value;
  return best;
}
