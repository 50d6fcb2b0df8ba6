/** The macros that a procedural macro's root source exports. */
import { lineAt } from '../edit';
import { argument } from './attribute';
import { maySet } from './macros';
import { itemsOf, type RustParser } from './syntax';

export interface ProcMacro {
  name: string;
  /** 1-based */
  line: number;
}

/** Those whose own function names the attribute, or where none does, for their helpers do the work, all. */
export function allocatorProcMacros(text: string, parser: RustParser): ProcMacro[] {
  const exported = itemsOf(parser.parse(text)).flatMap(({ node, attributes }) => {
    const kind = attributes.find((attribute) => /^proc_macro(_attribute|_derive)?\b/.test(attribute));
    if (kind === undefined || node.type !== 'function_item') return [];
    const derived = argument(kind, 'proc_macro_derive')?.split(',')[0]?.trim();
    const name = derived ?? node.childForFieldName('name')?.text ?? '';
    return [{ macro: { name, line: lineAt(text, node.startIndex) }, direct: maySet(node, new Map()) }];
  });
  const direct = exported.filter((known) => known.direct);
  return (direct.length > 0 ? direct : exported).map(({ macro }) => macro);
}
