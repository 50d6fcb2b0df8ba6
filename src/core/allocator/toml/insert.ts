/** Put an entry into a table of a manifest, written in whatever way. Every edit is an wanted. */
import { endOfBeside, lineEnd } from '../beside';
import { lineEnding, type TextEdit } from '../edit';
import type { Entry, Table, TomlDocument } from './document';
import { intoInline } from './inline';
import type { NewEntry } from './new-entry';
import { newTable, OUT_OF_USE, tableEnd } from './new-table';
import { indexFor, isUnderComment, type Listed } from './order';
import { placeOf } from './place';
import { alignedColumn, indentAt, lineStart, type NewValue, renderPair, styleOf } from './style';

/** The edit that adds `key = value` to a table, which is made where it is missing. */
export function insertEntry(document: TomlDocument, wanted: NewEntry): TextEdit {
  const place = placeOf(document, wanted.table);
  const { value } = wanted;
  switch (place.kind) {
    case 'header':
      if (wanted.ownTable && value.kind === 'table') return newTable(document, wanted, value.pairs);
      return intoBody(document, wanted, place.siblings, place.table, '');
    case 'dotted': {
      const first = place.siblings[0];
      const prefix = first ? prefixText(document, first, wanted.table.length) : '';
      return intoBody(document, wanted, place.siblings, place.table, prefix);
    }
    case 'inline':
      return intoInline(document, wanted, place.entry, place.siblings);
    case 'subtables':
      return newTable(document, wanted, pairsOf(value));
    case 'absent':
      if (wanted.ownTable) return newTable(document, wanted, pairsOf(value));
      return newTable(document, wanted, undefined);
  }
}

function pairsOf(value: NewValue): readonly (readonly [string, string | true])[] | undefined {
  if (value.kind === 'table') return value.pairs;
  return value.kind === 'string' ? [['version', value.text]] : undefined;
}

/** `dependencies.` of `dependencies.serde = "1"`, as it stands in the text. */
function prefixText(document: TomlDocument, entry: Entry, tableDepth: number): string {
  const own = entry.path.length - entry.segments;
  const next = entry.node.key.keys[tableDepth - own];
  return next ? document.text.slice(entry.node.key.range[0], next.range[0]) : '';
}

function intoBody(
  document: TomlDocument,
  wanted: NewEntry,
  siblings: readonly Entry[],
  table: Table,
  prefix: string,
): TextEdit {
  const { text } = document;
  const eol = lineEnding(text);
  const groups = grouped(document, siblings, wanted);
  const first = groups.findIndex(({ name }) => !wanted.leading?.includes(name));
  const from = first === -1 ? groups.length : first;
  const index = from + indexFor(groups.slice(from), wanted.key);
  const before = groups[index - 1];
  const near = (before ?? groups[0])?.entries[0];
  const indent = near
    ? indentAt(text, near.node.range[0])
    : table.node
      ? indentAt(text, table.node.range[0])
      : '';
  const line = indent + entryText(document, wanted, siblings, indent + prefix);
  const last = before?.entries.at(-1);
  const end = last ? last.node.range[1] : tableEnd(document, table, 'header');
  return insertLine(
    text,
    belowComment(document, end),
    isUnderComment(groups, index) ? eol + line : line,
    eol,
  );
}

/** Past the comment beside the code that ends at an offset. */
function belowComment({ text, comments }: TomlDocument, offset: number): number {
  const beside = comments.find(({ range }) => range[0] >= offset);
  return beside && beside.range[0] < lineEnd(text, offset)
    ? endOfBeside(text, beside.range[0], 'toml')
    : offset;
}

/** A new line after the line that holds `offset`. */
function insertLine(text: string, offset: number, line: string, eol: string): TextEdit {
  const newline = text.indexOf('\n', offset);
  if (newline === -1)
    return { start: text.length, end: text.length, newText: text.length > 0 ? eol + line : line + eol };
  return { start: newline + 1, end: newline + 1, newText: line + eol };
}

function entryText(
  document: TomlDocument,
  wanted: NewEntry,
  siblings: readonly Entry[],
  lead: string,
): string {
  const style = styleOf(document, siblings);
  const prefix = lead.trimStart();
  const column = alignedColumn(document, siblings);
  const { key, value } = renderPair(document, wanted.key, wanted.value, {
    ...style,
    equals: column === undefined ? style.equals : ' = ',
  });
  const width = lead.length + key.length;
  const padding = column === undefined || width >= column ? undefined : ' '.repeat(column - width);
  const equals = column === undefined ? style.equals : `${padding ?? ' '}= `;
  return `${prefix}${key}${equals}${value}`;
}

interface Group extends Listed {
  entries: Entry[];
}

/** Entries in order, those of one key (`tokio.version`, `tokio.features`) together. */
function grouped(document: TomlDocument, entries: readonly Entry[], { table, own }: NewEntry): Group[] {
  const groups: Group[] = [];
  for (const entry of entries) {
    const name = entry.path[table.length] ?? '';
    const last = groups.at(-1);
    if (last?.name === name) last.entries.push(entry);
    else {
      const isOwn = own?.includes(name) ?? false;
      groups.push({ name, ...above(document.text, entry), own: isOwn, entries: [entry] });
    }
  }
  return groups;
}

/** What stands above an entry; a heading may have a blank line below it. */
function above(text: string, entry: Entry): Pick<Listed, 'apart' | 'commented'> {
  let at = lineStart(text, entry.node.range[0]);
  let apart = false;
  let commented = false;
  let inComment = false;
  while (at > 0) {
    const start = lineStart(text, at - 1);
    const line = text.slice(start, at).trim();
    if (line.startsWith('#')) {
      inComment = true;
      commented ||= !OUT_OF_USE.test(line);
    } else {
      if (line !== '') break;
      apart = true;
      if (inComment) break;
    }
    at = start;
  }
  return { apart, commented };
}
