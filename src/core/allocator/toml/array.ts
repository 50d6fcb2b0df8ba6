/** Append to an array of strings in a manifest. */
import { endOfBeside } from '../beside';
import type { TextEdit } from '../edit';
import { allEntries, type TomlDocument } from './document';
import { same } from './place';
import { indentAt, lineStart, renderScalar, styleOf } from './style';

/** Insertions that append a string to the array at a path, the last in the text first; none where there is no array. */
export function appendString(document: TomlDocument, path: readonly string[], item: string): TextEdit[] {
  const entry = allEntries(document).find((candidate) => same(candidate.path, path));
  if (entry?.value.type !== 'TOMLArray') return [];
  const { text } = document;
  const last = entry.value.elements.at(-1);
  const quote = last && text[last.range[0]] === "'" ? "'" : undefined;
  const style = styleOf(document, [entry]);
  const rendered = renderScalar(item, quote ? { ...style, quote } : style);
  if (!last) return [insertion(...intoEmpty(text, entry.value.range, rendered))];
  const end = last.range[1];
  const lead = /^\s*$/.exec(text.slice(lineStart(text, last.range[0]), last.range[0]))?.[0];
  if (lead === undefined) return [insertion(end, `, ${rendered}`)];
  const eol = text.slice(0, last.range[0]).endsWith(`\r\n${lead}`) ? '\r\n' : '\n';
  // a comment beside the last string stays there
  const beside = /^[ \t]*(,?)[ \t]*(?:#[^\r\n]*)?(?=\r?\n)/.exec(text.slice(end));
  if (beside === null) return [insertion(end, `,${eol}${lead}${rendered}`)];
  const comment = beside[0].indexOf('#');
  const line = comment === -1 ? end + beside[0].length : endOfBeside(text, end + comment, 'toml');
  const below = insertion(line, `${eol}${lead}${rendered}${beside[1] ?? ''}`);
  return beside[1] === '' ? [below, insertion(end, ',')] : [below];
}

/** Where the first string goes, and how: below the comments of an array that has nothing else. */
function intoEmpty(
  text: string,
  [open, close]: readonly [number, number],
  rendered: string,
): [number, string] {
  const inside = text.slice(open + 1, close - 1);
  const comment = /(\r?\n)([ \t]*)#[^\r\n]*(?=\r?\n[ \t]*$)/.exec(inside);
  if (comment === null) {
    const [, spaces, line] = /^([ \t]*)(\r?\n)?/.exec(inside) ?? [];
    if (line !== undefined) return [open + 1, `${line}${indentAt(text, open)}    ${rendered},`];
    return [open + 1, (spaces ?? '') + rendered];
  }
  const [whole, eol = '\n', indent = ''] = comment;
  return [open + 1 + comment.index + whole.length, `${eol}${indent}${rendered},`];
}

const insertion = (start: number, newText: string): TextEdit => ({ start, end: start, newText });
