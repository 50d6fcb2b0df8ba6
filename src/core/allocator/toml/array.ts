/** Append to an array of strings in a manifest. */
import type { TextEdit } from '../edit';
import { allEntries, type TomlDocument } from './document';
import { same } from './place';
import { lineStart, renderScalar, styleOf } from './style';

/** The edit that appends a string to the array at a path; undefined where there is no array. */
export function appendString(
  document: TomlDocument,
  path: readonly string[],
  item: string,
): TextEdit | undefined {
  const entry = allEntries(document).find((candidate) => same(candidate.path, path));
  if (entry?.value.type !== 'TOMLArray') return undefined;
  const { text } = document;
  const last = entry.value.elements.at(-1);
  const quote = last && text[last.range[0]] === "'" ? "'" : undefined;
  const style = styleOf(document, [entry]);
  const rendered = renderScalar(item, quote ? { ...style, quote } : style);
  if (!last) {
    const open = entry.value.range[0] + 1;
    return { start: open, end: open, newText: rendered };
  }
  const lead = /^\s*$/.exec(text.slice(lineStart(text, last.range[0]), last.range[0]))?.[0];
  const eol = text.slice(0, last.range[0]).endsWith(`\r\n${lead ?? ''}`) ? '\r\n' : '\n';
  const gap = lead === undefined ? ' ' : eol + lead;
  return { start: last.range[1], end: last.range[1], newText: `,${gap}${rendered}` };
}
