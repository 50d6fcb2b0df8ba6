/** The manifest that a cargo script has above its code, between lines of dashes. It is no Rust. */

/** Below a shebang at most; it ends with a line of as many dashes as it begins with, and may name what it holds. */
const FRONTMATTER =
  /^\uFEFF?(?:#![^[\n][^\n]*\n)?(?:[ \t]*\r?\n)*(-{3,})[ \t]*(?:\w[\w.-]*)?[ \t]*\r?\n(?:[^\n]*\n)*?\1[ \t]*(?:\r?\n|$)/;

/** Where the code begins below it, an offset; 0 where there is none. */
export function endOfFrontmatter(text: string): number {
  return FRONTMATTER.exec(text)?.[0].length ?? 0;
}

/** The text with the frontmatter blanked: a shebang stays, and no offset moves. */
export function withoutFrontmatter(text: string): string {
  const end = endOfFrontmatter(text);
  if (end === 0) return text;
  const from = text.search(/^---/m);
  return text.slice(0, from) + text.slice(from, end).replace(/[^\r\n]/g, ' ') + text.slice(end);
}
