/** Where a table of a manifest is written down: TOML has many ways to spell one. */
import { type Entry, entryOf, type Table, type TomlDocument } from './document';

export type Place =
  /** `[path]` */
  | { kind: 'header'; table: Table; siblings: Entry[] }
  /** `path = { ... }` */
  | { kind: 'inline'; entry: Entry; siblings: Entry[] }
  /** `path.key = ...`, in the table that holds the first part of the path */
  | { kind: 'dotted'; table: Table; siblings: Entry[] }
  /** only `[path.key]` */
  | { kind: 'subtables'; tables: Table[] }
  | { kind: 'absent' };

/** Find the place of a table. */
export function placeOf(document: TomlDocument, path: readonly string[]): Place {
  const header = document.tables.find((table) => table.node && same(table.path, path));
  if (header) return { kind: 'header', table: header, siblings: header.entries };
  for (const table of document.tables) {
    for (const entry of table.entries) {
      const inline = inlineAt(entry, path);
      if (inline) return inline;
    }
    const dotted = table.entries.filter(
      (entry) =>
        table.path.length < path.length && entry.path.length > path.length && startsWith(entry.path, path),
    );
    if (dotted.length > 0) return { kind: 'dotted', table, siblings: dotted };
  }
  const tables = document.tables.filter(
    (table) => table.path.length > path.length && startsWith(table.path, path),
  );
  return tables.length > 0 ? { kind: 'subtables', tables } : { kind: 'absent' };
}

/**
 * An inline table that is at the path or, as an inline table cannot be extended from outside, the one above it
 * that closes the path off.
 */
function inlineAt(entry: Entry, path: readonly string[]): Place | undefined {
  if (entry.value.type !== 'TOMLInlineTable' || !startsWith(path, entry.path)) return undefined;
  const members = entry.value.body.map((member) => entryOf(member, entry.path));
  if (entry.path.length === path.length) return { kind: 'inline', entry, siblings: members };
  for (const member of members) {
    const deeper = inlineAt(member, path);
    if (deeper) return deeper;
  }
  return { kind: 'inline', entry, siblings: members };
}

export function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && startsWith(a, b);
}

export function startsWith(path: readonly string[], prefix: readonly string[]): boolean {
  return prefix.every((segment, index) => path[index] === segment);
}
