/** Whether a build script writes source that sets the global allocator. */
import { lineAt } from '../edit';
import { childrenOf, type RustNode, type RustParser } from './syntax';

/** The 1-based line of a string with the attribute, or of a macro that quotes it; undefined where there is neither. */
export function writesAllocator(text: string, parser: RustParser): number | undefined {
  const at = text.includes('global_allocator') ? writtenAt(parser.parse(text)) : undefined;
  return at === undefined ? undefined : lineAt(text, at);
}

function writtenAt(node: RustNode): number | undefined {
  if (!node.text.includes('global_allocator')) return undefined;
  if (/^(raw_)?string_literal$/.test(node.type)) return node.startIndex;
  if (node.type === 'macro_invocation' && /^\w*quote\w*\s*!/.test(node.text)) return node.startIndex;
  for (const child of childrenOf(node)) {
    const at = writtenAt(child);
    if (at !== undefined) return at;
  }
  return undefined;
}
