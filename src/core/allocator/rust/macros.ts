/** Tokens of a macro that set the global allocator when they are expanded. */
import type { AllocatorMacros } from './file-scan';
import { blanked, type RustNode } from './syntax';

/** Comments and literals. */
const NO_CODE = /comment$|string_literal$|^char_literal$/;

const ATTRIBUTE = /#\s*\[[^\]]*\bglobal_allocator\b/;

/** Macros that make a value of their tokens, and no items of the crate. */
const QUOTING = /^(quote|quote_spanned|parse_quote|parse_quote_spanned|stringify)$/;

export function isQuoting(macro: string): boolean {
  return QUOTING.test(macro);
}

/** Whether the text of a node may set the allocator; cheap, and fooled by comments and strings. */
export function maySet({ text }: RustNode, macros: AllocatorMacros): boolean {
  return text.includes('global_allocator') || [...macros.keys()].some((name) => text.includes(name));
}

/** Offset in the node's text of the attribute, or of a call of a macro that has it; undefined where there is neither. */
export function setsAt(node: RustNode, macros: AllocatorMacros): number | undefined {
  if (!maySet(node, macros)) return undefined;
  const code = blanked(node, NO_CODE);
  const attribute = ATTRIBUTE.exec(code);
  if (attribute) return attribute.index;
  for (const call of code.matchAll(/(\w+)\s*!/g)) if (macros.has(call[1] ?? '')) return call.index;
  return undefined;
}
