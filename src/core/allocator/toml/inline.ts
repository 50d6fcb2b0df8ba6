/** Put an entry into an inline table of a manifest. */
import type { AST } from 'toml-eslint-parser';
import type { TextEdit } from '../edit';
import type { Entry, TomlDocument } from './document';
import type { NewEntry } from './new-entry';
import { indexFor } from './order';
import { renderKey, renderValue, styleOf } from './style';

/** The edit that adds an entry to the table that is the value of `entry`, or deeper in it by a dotted key. */
export function intoInline(
  document: TomlDocument,
  wanted: NewEntry,
  entry: Entry,
  siblings: readonly Entry[],
): TextEdit {
  const style = { ...styleOf(document, siblings), equals: ' = ' };
  const deeper = wanted.table.slice(entry.path.length).map((segment) => renderKey(segment));
  const pair = `${[...deeper, renderKey(wanted.key)].join('.')} = ${renderValue(wanted.value, style)}`;
  const list = siblings.map(({ path }) => ({
    name: path[entry.path.length] ?? '',
    apart: false,
    commented: false,
  }));
  const index = deeper.length > 0 ? list.length : indexFor(list, wanted.key);
  const [before, next] = [siblings[index - 1], siblings[0]];
  const line = next && lineLead(document.text, next.node.range[0]);
  if (before) return afterMember(document.text, before.node.range, pair, line);
  if (next) return at(next.node.range[0], line === undefined ? `${pair}, ` : `${pair},${line}`);
  const open = entry.value.range[0] + 1;
  const inside = document.text.slice(open, entry.value.range[1] - 1);
  return inside === '' ? at(open, ` ${pair} `) : at(open, ` ${pair}`);
}

/** The line break and the white space that an offset has before it; undefined where something else stands there. */
function lineLead(text: string, offset: number): string | undefined {
  return /\r?\n[ \t]*$/.exec(text.slice(0, offset))?.[0];
}

/** Where each member has a line: below the one before and the comment beside it, or above it where no comma parts the two. */
function afterMember(
  text: string,
  [start, end]: AST.Range,
  pair: string,
  line: string | undefined,
): TextEdit {
  if (line === undefined) return at(end, `, ${pair}`);
  const [beside, comma, comment] = /^[ \t]*(,?)[ \t]*(#[^\r\n]*)?(?=\r?\n)/.exec(text.slice(end)) ?? [];
  if (beside !== undefined && comma) return at(end + beside.length, `${line}${pair},`);
  return comment === undefined ? at(end, `,${line}${pair}`) : at(start, `${pair},${line}`);
}

function at(offset: number, newText: string): TextEdit {
  return { start: offset, end: offset, newText };
}
