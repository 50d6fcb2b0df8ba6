/** Pieces of an attribute's text. */

/** What stands in the parentheses of `name(...)`; undefined for another attribute. */
export function argument(text: string, name: string): string | undefined {
  const match = /^\s*([a-z_]+)\s*\(([\s\S]*)\)\s*$/.exec(text);
  return match?.[1] === name ? match[2] : undefined;
}

/** Split at the commas that stand in no bracket and no string. */
export function splitTop(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const token of text.match(/"(?:\\.|[^"\\])*"|[\s\S]/g) ?? []) {
    if (token === '(') depth++;
    if (token === ')') depth--;
    if (token === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += token;
  }
  return parts;
}
