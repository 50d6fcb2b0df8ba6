/** Puts items into the root source of a binary, where a person would. */
import { endOfBeside, lineEnd } from '../beside';
import { lineEnding, type TextEdit } from '../edit';
import { endOfFrontmatter } from './frontmatter';
import { childrenOf, itemsOf, type RustNode } from './syntax';

/** The edit that adds a block of lines after the leading `use`, `mod` and `extern crate` items. */
export function insertItems(text: string, root: RustNode, lines: readonly string[]): TextEdit {
  return insertBlock(text, pointAfterImports(text, root), lines);
}

/** The edit that adds a block of lines after the line that holds an offset. */
export function insertItemsAfter(text: string, offset: number, lines: readonly string[]): TextEdit {
  return insertBlock(text, lineEnd(text, offset), lines);
}

/** The end of the line that a node ends on, with the comments that begin there; or of the node itself, where code follows. */
function pointAfter(text: string, root: RustNode, { endIndex }: RustNode): number {
  let point = withoutLineBreak(text, endIndex);
  for (const node of childrenOf(root)) {
    if (node.startIndex < point) continue;
    if (text.slice(point, node.startIndex).includes('\n')) break;
    if (!isComment(node)) return point;
    point =
      node.type === 'line_comment'
        ? endOfBeside(text, node.startIndex, 'rust')
        : withoutLineBreak(text, node.endIndex);
  }
  return lineEnd(text, point);
}

/** Doc comments of a line end with their line break. */
const withoutLineBreak = (text: string, end: number): number => (text[end - 1] === '\n' ? end - 1 : end);

const isComment = ({ type }: RustNode): boolean => type === 'line_comment' || type === 'block_comment';

/**
 * Offset of the line break after which the block goes, or -1 for the beginning of the text. Shebang, frontmatter, inner
 * attributes, inner doc comments and a licence in comments stay above it; comments that lead to an item stay with it.
 */
function pointAfterImports(text: string, root: RustNode): number {
  const last = leading(itemsOf(root), ({ node }) => isImport(node))?.node;
  const above = last ?? leading(childrenOf(root), (node) => isPreamble(node, text));
  const code = endOfFrontmatter(text);
  if (!above || above.startIndex < code) return code - 1;
  const point = pointAfter(text, root, above);
  return last ? afterUnused(text, point) : point;
}

/** An import that was commented out, with its line break before it. */
const UNUSED = /\n[ \t]*\/\/[ \t]*(pub(\([^)\n]*\))?[ \t]+)?(use|mod|extern[ \t]+crate)[ \t][^\n]*;[^\n]*/y;

/** Past the imports right below that were commented out. */
function afterUnused(text: string, point: number): number {
  let end = point;
  for (UNUSED.lastIndex = end; UNUSED.test(text); UNUSED.lastIndex = end) end = UNUSED.lastIndex;
  return end;
}

/** The last of those that pass before the first that does not. */
function leading<T>(list: readonly T[], passes: (member: T) => boolean): T | undefined {
  const end = list.findIndex((member) => !passes(member));
  return list[(end === -1 ? list.length : end) - 1];
}

function isImport(node: RustNode): boolean {
  if (node.type === 'mod_item') return node.childForFieldName('body') === null;
  return node.type === 'use_declaration' || node.type === 'extern_crate_declaration';
}

function isPreamble(node: RustNode, text: string): boolean {
  if (node.type === 'inner_attribute_item' || node.type === 'shebang') return true;
  if (!isComment(node)) return false;
  if (/^(\/\/!|\/\*!)/.test(node.text)) return true;
  return /^\/\/(?!\/[^/])|^\/\*(?!\*[^*/])/.test(node.text) && standsAlone(node, text);
}

/** Whether a comment belongs to the file: it names a licence, or a blank line or an inner attribute ends its block. */
function standsAlone(node: RustNode, text: string): boolean {
  if (/copyright|licen[cs]e|spdx/i.test(node.text)) return true;
  const rest = text.slice(node.endIndex).replace(/^[ \t]*\r?\n/, node.text.endsWith('\n') ? '$&' : '');
  const below = /^(?:[ \t]*\/\/[^\n]*\n)*/.exec(rest)?.[0].length ?? 0;
  const after = rest.slice(below);
  return (
    /^[ \t]*(\r?\n|#\s*!|\/\*!)/.test(after) || /^\s*\/\/!/m.test(rest.slice(0, below)) || after.trim() === ''
  );
}

function insertBlock(text: string, point: number, lines: readonly string[]): TextEdit {
  const eol = lineEnding(text);
  const block = lines.join(eol);
  if (point === -1) {
    const start = text.startsWith('\uFEFF') ? 1 : 0;
    const rest = text.slice(start);
    return { start, end: start, newText: block + eol + (rest.trim() === '' || startsBlank(rest) ? '' : eol) };
  }
  if (point === text.length) return { start: point, end: point, newText: eol + eol + block };
  if (text[point] !== '\n') {
    const code = point + (/^[ \t]*/.exec(text.slice(point))?.[0].length ?? 0);
    return { start: code, end: code, newText: eol + eol + block + eol + eol };
  }
  const rest = text.slice(point + 1);
  const gap = rest.trim() === '' || startsBlank(rest) ? '' : eol;
  return { start: point + 1, end: point + 1, newText: eol + block + eol + gap };
}

function startsBlank(text: string): boolean {
  return /^[ \t]*\r?\n/.test(text);
}
