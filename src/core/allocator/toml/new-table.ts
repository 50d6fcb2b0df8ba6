/** A new `[table]` in a manifest, after the tables that it belongs with. */
import { lineEnding, type TextEdit } from '../edit';
import type { Table, TomlDocument } from './document';
import type { NewEntry } from './new-entry';
import { startsWith } from './place';
import { indentAt, lineStart, renderKey, renderPair, renderScalar, styleOf } from './style';

/**
 * The edit that adds a table. With `pairs` it is the entry's own table, `[table.key]` with a line a pair; without,
 * `[table]` with the entry as its one line.
 */
export function newTable(
  document: TomlDocument,
  wanted: NewEntry,
  pairs: readonly (readonly [string, string | true])[] | undefined,
): TextEdit {
  const { text } = document;
  const eol = lineEnding(text);
  const anchor = anchorOf(document, wanted);
  const near = anchor?.entries ?? [];
  const style = styleOf(document, near);
  const indent = anchor?.node ? indentAt(text, anchor.node.range[0]) : '';
  const first = near[0];
  const inner = first ? indentAt(text, first.node.range[0]) : indent;
  const path = pairs ? [...wanted.table, wanted.key] : wanted.table;
  const only = renderPair(document, wanted.key, wanted.value, style);
  const lines = pairs
    ? pairs.map(([key, value]) => `${key}${plain(style.equals)}${renderScalar(value, style)}`)
    : [`${only.key}${plain(style.equals)}${only.value}`];
  const body = [`${indent}[${headerText(document, path)}]`, ...lines.map((line) => inner + line)].join(eol);
  return place(document, anchor, body, eol);
}

function plain(equals: string): string {
  return equals.trim() === equals ? '=' : ' = ';
}

/** The table after which the new one goes; undefined for the end of the file. */
function anchorOf(document: TomlDocument, wanted: NewEntry): Table | undefined {
  const headed = document.tables.filter((table) => table.node);
  const family = headed.findLast(({ path }) => startsWith(path, wanted.table));
  if (family) return family;
  for (const belongs of wanted.after) {
    const found = headed.findLast(({ path }) => belongs(path));
    if (found) return found;
  }
  const next = headed.findIndex(({ path }) => wanted.above?.(path));
  return headed[next - 1];
}

function place(document: TomlDocument, anchor: Table | undefined, body: string, eol: string): TextEdit {
  const { text } = document;
  const end = afterComments(document, anchor ? tableEnd(document, anchor, 'entries') : text.trimEnd().length);
  const newline = text.indexOf('\n', end);
  const blank = separates(document, anchor, newline) ? eol : '';
  if (text.trim() === '') return { start: text.length, end: text.length, newText: body + eol };
  if (newline === -1) return { start: text.length, end: text.length, newText: eol + blank + body };
  return { start: newline + 1, end: newline + 1, newText: blank + body + eol };
}

/** Whether the file keeps its tables apart by blank lines. */
function separates(document: TomlDocument, anchor: Table | undefined, newline: number): boolean {
  const { text } = document;
  const rest = newline === -1 ? '' : text.slice(newline + 1);
  if (rest.trim() !== '') return /^[ \t]*\r?\n/.test(rest);
  const headers = document.tables.filter((table) => table.node);
  const before = (anchor && headers.indexOf(anchor) > 0 ? anchor : headers.at(-1))?.node;
  if (!before || headers.length < 2) return true;
  const above = text.slice(0, lineStart(text, before.range[0]));
  return /\n[ \t]*\r?\n(\s*#[^\n]*\n)*$/.test(above);
}

/** Offset in the last line of a table's entries, or of its header. */
export function tableEnd(document: TomlDocument, table: Table, upTo: 'header' | 'entries'): number {
  if (!table.node) return table.entries.at(-1)?.node.range[1] ?? 0;
  if (upTo === 'entries') return table.node.range[1];
  const key = table.node.key.range[1];
  const close = document.text.indexOf(']', key);
  return close === -1 ? key : close;
}

/**
 * Past the comment lines right below, and past further ones with entries that were commented out; but not where they
 * lead to the next header.
 */
function afterComments(document: TomlDocument, offset: number): number {
  const { text } = document;
  let end = offset;
  let newline = text.indexOf('\n', offset);
  let comments = { end: offset, belong: true };
  while (newline !== -1) {
    const lineEnd = text.indexOf('\n', newline + 1);
    const line = text.slice(newline + 1, lineEnd === -1 ? text.length : lineEnd).trim();
    if (line.startsWith('#')) {
      comments = { end: newline + 1, belong: comments.belong || OUT_OF_USE.test(line) };
    } else {
      if (line !== '' || !comments.belong) return end;
      end = comments.end;
      comments = { end, belong: false };
    }
    newline = lineEnd;
  }
  return comments.belong ? comments.end : end;
}

/** An entry that was commented out. */
export const OUT_OF_USE = /^#\s*["']?[\w-]+["']?(\.[\w-]+)*\s*=\s*["'{[\w]/;

/** The header's path, its target quoted as the other targets of the file are. */
function headerText(document: TomlDocument, path: readonly string[]): string {
  const other = document.tables.find(
    (table) => table.node && table.path[0] === 'target' && table.path.length > 1,
  );
  const quote = other?.node
    ? document.text[other.node.key.keys[1]?.range[0] ?? 0] === '"'
      ? '"'
      : "'"
    : "'";
  return path
    .map((segment) =>
      /^[A-Za-z0-9_-]+$/.test(segment)
        ? segment
        : quote === '"'
          ? JSON.stringify(segment)
          : renderKey(segment, "'"),
    )
    .join('.');
}
