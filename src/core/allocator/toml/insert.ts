/** Put an entry into a table of a manifest, written in whatever way. Every edit is an insertion. */
import { lineEnding, type TextEdit } from '../edit';
import type { Entry, Table, TomlDocument } from './document';
import type { Insertion } from './insertion';
import { newTable, tableEnd } from './new-table';
import { indexFor, isUnderComment, type Listed } from './order';
import { placeOf } from './place';
import {
  alignedColumn,
  indentAt,
  lineStart,
  type NewValue,
  renderKey,
  renderPair,
  renderValue,
  styleOf,
} from './style';

/** The edit that adds `key = value` to a table, which is made where it is missing. */
export function insertEntry(document: TomlDocument, insertion: Insertion): TextEdit {
  const place = placeOf(document, insertion.table);
  const { value } = insertion;
  switch (place.kind) {
    case 'header':
      if (insertion.ownTable && value.kind === 'table') return newTable(document, insertion, value.pairs);
      return intoBody(document, insertion, place.siblings, place.table, '');
    case 'dotted': {
      const first = place.siblings[0];
      const prefix = first ? prefixText(document, first, insertion.table.length) : '';
      return intoBody(document, insertion, place.siblings, place.table, prefix);
    }
    case 'inline':
      return intoInline(document, insertion, place.entry, place.siblings);
    case 'subtables':
      return newTable(document, insertion, pairsOf(value));
    case 'absent':
      if (insertion.ownTable) return newTable(document, insertion, pairsOf(value));
      return newTable(document, insertion, undefined);
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
  insertion: Insertion,
  siblings: readonly Entry[],
  table: Table,
  prefix: string,
): TextEdit {
  const { text } = document;
  const eol = lineEnding(text);
  const groups = grouped(document, siblings, insertion.table.length);
  const first = groups.findIndex(({ name }) => !insertion.leading?.includes(name));
  const from = first === -1 ? groups.length : first;
  const index = from + indexFor(groups.slice(from), insertion.key);
  const before = groups[index - 1];
  const near = (before ?? groups[0])?.entries[0];
  const indent = near
    ? indentAt(text, near.node.range[0])
    : table.node
      ? indentAt(text, table.node.range[0])
      : '';
  const line = indent + entryText(document, insertion, siblings, indent + prefix);
  const last = before?.entries.at(-1);
  const end = last ? last.node.range[1] : tableEnd(document, table, 'header');
  return insertLine(text, end, isUnderComment(groups, index) ? eol + line : line, eol);
}

/** A new line after the line that holds `offset`. */
export function insertLine(text: string, offset: number, line: string, eol: string): TextEdit {
  const newline = text.indexOf('\n', offset);
  if (newline === -1)
    return { start: text.length, end: text.length, newText: text.length > 0 ? eol + line : line + eol };
  return { start: newline + 1, end: newline + 1, newText: line + eol };
}

function entryText(
  document: TomlDocument,
  insertion: Insertion,
  siblings: readonly Entry[],
  lead: string,
): string {
  const style = styleOf(document, siblings);
  const prefix = lead.trimStart();
  const column = alignedColumn(document, siblings);
  const { key, value } = renderPair(document, insertion.key, insertion.value, {
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
function grouped(document: TomlDocument, entries: readonly Entry[], depth: number): Group[] {
  const groups: Group[] = [];
  for (const entry of entries) {
    const name = entry.path[depth] ?? '';
    const last = groups.at(-1);
    if (last?.name === name) last.entries.push(entry);
    else groups.push({ name, ...above(document.text, entry), entries: [entry] });
  }
  return groups;
}

/** What stands above an entry; a heading may have a blank line below it. */
function above(text: string, entry: Entry): Pick<Listed, 'apart' | 'commented'> {
  let at = lineStart(text, entry.node.range[0]);
  let apart = false;
  while (at > 0) {
    const start = lineStart(text, at - 1);
    const line = text.slice(start, at).trim();
    if (line.startsWith('#')) return { apart: apart || standsApart(text, start), commented: true };
    if (line !== '') break;
    apart = true;
    at = start;
  }
  return { apart, commented: false };
}

/** Whether a blank line stands above a line, or above the comments above it. */
function standsApart(text: string, lineAt: number): boolean {
  let at = lineAt;
  while (at > 0) {
    const start = lineStart(text, at - 1);
    const line = text.slice(start, at).trim();
    if (line === '') return true;
    if (!line.startsWith('#')) return false;
    at = start;
  }
  return false;
}

function intoInline(
  document: TomlDocument,
  insertion: Insertion,
  entry: Entry,
  siblings: readonly Entry[],
): TextEdit {
  const style = { ...styleOf(document, siblings), equals: ' = ' };
  const deeper = insertion.table.slice(entry.path.length).map((segment) => renderKey(segment));
  const pair = `${[...deeper, renderKey(insertion.key)].join('.')} = ${renderValue(insertion.value, style)}`;
  const list = siblings.map(({ path }) => ({
    name: path[entry.path.length] ?? '',
    apart: false,
    commented: false,
  }));
  const index = deeper.length > 0 ? list.length : indexFor(list, insertion.key);
  const [before, next] = [siblings[index - 1], siblings[0]];
  const line = next && lineLead(document.text, next.node.range[0]);
  if (before) return afterMember(document.text, before.node.range[1], pair, line);
  if (next) return at(next.node.range[0], line === undefined ? `${pair}, ` : `${pair},${line}`);
  const open = entry.value.range[0] + 1;
  const inside = document.text.slice(open, entry.value.range[1] - 1);
  return inside === '' ? at(open, ` ${pair} `) : at(open, ` ${pair}`);
}

/** The line break and the white space that an offset has before it; undefined where something else stands there. */
function lineLead(text: string, offset: number): string | undefined {
  return /\r?\n[ \t]*$/.exec(text.slice(0, offset))?.[0];
}

/** Where each member has a line, below the comment beside the one before, if a comma is there already. */
function afterMember(text: string, end: number, pair: string, line: string | undefined): TextEdit {
  if (line === undefined) return at(end, `, ${pair}`);
  const beside = /^[ \t]*,[ \t]*(?:#[^\r\n]*)?(?=\r?\n)/.exec(text.slice(end));
  return beside ? at(end + beside[0].length, `${line}${pair},`) : at(end, `,${line}${pair}`);
}

function at(offset: number, newText: string): TextEdit {
  return { start: offset, end: offset, newText };
}
