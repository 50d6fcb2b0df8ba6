/** Pieces of an attribute's text. */
import { ALWAYS, both, type Cfg, parseCfg } from '../cfg';

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

/** The predicate of the `#[cfg(...)]` attributes together. */
export function conditionOf(attributes: readonly string[]): Cfg {
  return both(...attributes.flatMap((text) => parseCfg(argument(text, 'cfg') ?? '') ?? []));
}

/** When the attributes make a static the global allocator; undefined where they do not. */
export function declaresAllocator(attributes: readonly string[]): Cfg | undefined {
  for (const text of attributes) {
    if (/^(::)?(\w+\s*::\s*)*global_allocator$/.test(text.trim())) return ALWAYS;
    const parts = splitTop(argument(text, 'cfg_attr') ?? '');
    const condition = parseCfg(parts[0] ?? '');
    if (condition && parts.slice(1).some((part) => /(^|::)\s*global_allocator$/.test(part.trim())))
      return condition;
  }
  return undefined;
}
