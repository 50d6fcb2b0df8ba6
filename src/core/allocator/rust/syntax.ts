/** A Rust syntax tree as tree-sitter gives it. Offsets are UTF-16 code units. */
export interface RustNode {
  readonly type: string;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly text: string;
  readonly hasError: boolean;
  readonly children: readonly (RustNode | null)[];
  childForFieldName(name: string): RustNode | null;
}

/** Parses Rust source. Loading the grammar is an effect, so the parser is handed in. */
export interface RustParser {
  parse(text: string): RustNode;
}

export function childrenOf(node: RustNode): RustNode[] {
  return node.children.filter((child) => child !== null);
}

/** How many places the parser could not read. */
export function errorCount(node: RustNode): number {
  if (!node.hasError) return 0;
  const own = node.type === 'ERROR' ? 1 : 0;
  return childrenOf(node).reduce((sum, child) => sum + errorCount(child), own);
}

/** The first place that the parser could not read. */
export function firstError(node: RustNode): RustNode | undefined {
  if (!node.hasError) return undefined;
  if (node.type === 'ERROR') return node;
  for (const child of childrenOf(node)) {
    const found = firstError(child);
    if (found) return found;
  }
  return node;
}

/** A node's text with the nodes of some types in it blanked, its offsets kept. */
export function blanked(node: RustNode, types: RegExp): string {
  const { type, text, startIndex } = node;
  if (types.test(type)) return ' '.repeat(text.length);
  let code = '';
  for (const child of childrenOf(node)) {
    code += text.slice(code.length, child.startIndex - startIndex);
    code += blanked(child, types);
  }
  return code + text.slice(code.length);
}

/** A node's text with its comments blanked. */
export function withoutComments(node: RustNode): string {
  return /\/[/*]/.test(node.text) ? blanked(node, /comment$/) : node.text;
}

/** What stands inside `#[...]` or `#![...]`. */
function attributeText(node: RustNode): string {
  return withoutComments(node)
    .replace(/^#\s*!?\s*\[/, '')
    .replace(/\]$/, '')
    .trim();
}

/** What stands inside the `#![...]` of a file. */
export function innerAttributes(root: RustNode): string[] {
  return childrenOf(root)
    .filter(({ type }) => type === 'inner_attribute_item')
    .map(attributeText);
}

/** An item with the attributes and doc comments before it. */
export interface Item {
  node: RustNode;
  /** texts inside `#[...]`, without comments */
  attributes: string[];
  /** where its attributes and doc comments begin */
  start: number;
}

/** The items of a file or of an inline module, in order. */
export function itemsOf(parent: RustNode): Item[] {
  const items: Item[] = [];
  let attributes: string[] = [];
  let start: number | undefined;
  for (const node of childrenOf(parent)) {
    if (node.type === 'attribute_item') {
      attributes.push(attributeText(node));
      start ??= node.startIndex;
    } else if (node.type === 'line_comment' || node.type === 'block_comment') {
      if (isOuterDoc(node.text)) start ??= node.startIndex;
    } else if (!['inner_attribute_item', 'shebang', '{', '}', 'empty_statement', ';'].includes(node.type)) {
      items.push({ node, attributes, start: start ?? node.startIndex });
      attributes = [];
      start = undefined;
    }
  }
  return items;
}

function isOuterDoc(text: string): boolean {
  return /^(\/\/\/(?!\/)|\/\*\*(?![*/]))/.test(text);
}
