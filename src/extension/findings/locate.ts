/** Where a finding is shown: the dependency table of a manifest, and `fn main` of a binary. Pure text. */

/** Offsets into the text, `to` exclusive. */
export interface Span {
  from: number;
  to: number;
}

const HEADER = /^[ \t]*\[([^[\]\n]+)\][ \t]*(?:#.*)?$/gm;

/** The header of the manifest's dependency table; else the nearest thing to it; else its first line. */
export function findDependencyTable(manifest: string): Span {
  const headers = [...manifest.matchAll(HEADER)].map((match) => ({
    name: (match[1] ?? '').trim(),
    from: match.index + match[0].indexOf('['),
    to: match.index + match[0].lastIndexOf(']') + 1,
  }));
  const found =
    headers.find(({ name }) => name === 'dependencies') ??
    headers.find(({ name }) => name.startsWith('dependencies.')) ??
    headers.find(({ name }) => /^target\..+\.dependencies$/.test(name)) ??
    headers.find(({ name }) => name === 'package');
  if (found) return { from: found.from, to: found.to };
  const lineEnd = manifest.search(/\r?\n/);
  return { from: 0, to: lineEnd < 0 ? manifest.length : lineEnd };
}

const MAIN = /(^|[\s}])((?:pub(?:\([^)]*\))?[ \t]+)?(?:async[ \t]+)?fn[ \t]+main)[ \t]*[(<]/g;

/** `fn main` with what stands before it, outside comments and strings; undefined where there is none. */
export function findMain(source: string): Span | undefined {
  const code = blankCommentsAndStrings(source);
  let depth = 0;
  let at = 0;
  for (const match of code.matchAll(MAIN)) {
    for (; at < match.index; at++) {
      if (code[at] === '{') depth++;
      else if (code[at] === '}') depth--;
    }
    const from = match.index + (match[1] ?? '').length;
    // a `main` inside a module is not the program's
    if (depth === (match[1] === '}' ? 1 : 0)) return { from, to: from + (match[2] ?? '').length };
  }
  return undefined;
}

const OPAQUE = new RegExp(
  [
    String.raw`//[^\n]*`,
    String.raw`\bb?r(#*)"[\s\S]*?"\1`,
    String.raw`"(?:\\[\s\S]|[^"\\])*"`,
    // a character, not a lifetime
    String.raw`'(?:\\[^\n]{1,10}?|[^'\\\n])'`,
    String.raw`/\*`,
  ].join('|'),
  'g',
);

/** Rust with spaces in place of comments, strings and characters, so that offsets stay. */
function blankCommentsAndStrings(source: string): string {
  let code = '';
  let at = 0;
  OPAQUE.lastIndex = 0;
  for (let match = OPAQUE.exec(source); match; match = OPAQUE.exec(source)) {
    const end = match[0] === '/*' ? endOfBlockComment(source, match.index) : match.index + match[0].length;
    code += source.slice(at, match.index) + source.slice(match.index, end).replace(/[^\n]/g, ' ');
    at = end;
    OPAQUE.lastIndex = end;
  }
  return code + source.slice(at);
}

/** Block comments nest in Rust. */
function endOfBlockComment(source: string, from: number): number {
  const edge = /\/\*|\*\//g;
  edge.lastIndex = from;
  let depth = 0;
  for (let match = edge.exec(source); match; match = edge.exec(source)) {
    depth += match[0] === '/*' ? 1 : -1;
    if (depth === 0) return edge.lastIndex;
  }
  return source.length;
}
