/** Walks the items of a file, and those that its macros hold. */
import { both, type Cfg } from '../cfg';
import { lineAt } from '../edit';
import { attributePaths, conditionOf, declaresAllocator, modulePaths } from './attribute';
import { BRANCHING } from './branches';
import type { AllocatorMacro, AllocatorMacros, FileScan } from './file-scan';
import { importsOf, resolvePath } from './imports';
import { includedPath } from './include';
import { isQuoting, maySet, setsAt } from './macros';
import { childrenOf, type Item, itemsOf, type RustNode, type RustParser, withoutComments } from './syntax';

/** Where an item stands. */
interface Place {
  cfg: Cfg;
  /** of the inline modules around it; the first begins with `./` where it counts from the folder of the file itself */
  folders: readonly string[];
  /** from the file to a part parsed by itself */
  offset: number;
  /** names that are imported there */
  names: ReadonlyMap<string, string>;
}

function typeOf(node: RustNode): string {
  const type = node.childForFieldName('type');
  return type ? withoutComments(type) : '';
}

export class Scanner {
  constructor(
    private readonly text: string,
    private readonly parser: RustParser,
    private readonly scan: FileScan,
    private readonly macros: AllocatorMacros,
  ) {}

  /** `folders` and `offset` as in {@link Place}. */
  items(parent: RustNode, outer: Cfg, folders: readonly string[], offset: number): void {
    const items = itemsOf(parent);
    const names = importsOf(items);
    for (const item of items)
      this.item(item, { cfg: both(outer, conditionOf(item.attributes)), folders, offset, names });
  }

  private item(item: Item, place: Place): void {
    const { node, attributes } = item;
    for (const text of attributes) this.attribute(text, node, place);
    const declared = declaresAllocator(attributes);
    if (declared && node.type === 'static_item') {
      const type = resolvePath(typeOf(node), place.names);
      const line = this.lineOf(node.startIndex, place);
      this.scan.allocators.push({ type, cfg: both(place.cfg, declared), line });
    } else if (node.type === 'mod_item') this.module(node, attributes, place);
    else if (node.type === 'macro_definition') this.definition(node, attributes, place);
    else if (node.type === 'macro_invocation') this.call(node, place);
    else if (maySet(node, this.macros) || node.type === 'expression_statement') this.inside(node, place);
  }

  /** The blocks of a function, a constant or an `impl`, and the macros that it calls as statements. */
  private inside(node: RustNode, place: Place): void {
    for (const child of childrenOf(node)) {
      if (child.type === 'block' || child.type === 'declaration_list')
        this.items(child, place.cfg, place.folders, place.offset);
      else if (child.type === 'macro_invocation') this.call(child, place);
      else if (maySet(child, this.macros)) this.inside(child, place);
    }
  }

  private module(node: RustNode, attributes: readonly string[], { cfg, folders, offset }: Place): void {
    const name = (node.childForFieldName('name')?.text ?? '').replace(/^r#/, '');
    const body = node.childForFieldName('body');
    const lead = folders.map((folder) => `${folder}/`).join('');
    for (const { path, cfg: when } of modulePaths(attributes)) {
      // a path counts from the folder of the file, or of the inline module around it
      const own = path === undefined || lead !== '' ? path : `./${path}`;
      const paths = own === undefined ? [`${lead}${name}.rs`, `${lead}${name}/mod.rs`] : [`${lead}${own}`];
      if (body) this.items(body, both(cfg, when), [...folders, own ?? name], offset);
      else this.scan.modules.push({ paths, cfg: both(cfg, when) });
    }
  }

  /** `#[service::main]` and the like, of a procedural macro that is known to set the allocator. */
  private attribute(text: string, node: RustNode, place: Place): void {
    for (const path of this.macros.size > 0 ? attributePaths(text) : []) {
      const [crate = '', ...rest] = resolvePath(path, place.names).split('::');
      const name = rest.at(-1) ?? crate;
      const known = this.macros.get(name);
      // what a glob brings in has no crate to its name
      if (known?.crates && (rest.length === 0 || known.crates.has(crate)))
        this.found(`#[${name}]`, known, node, place);
    }
  }

  private found(shown: string, known: AllocatorMacro, node: RustNode, place: Place): void {
    const line = this.lineOf(node.startIndex, place);
    const macro = { shown, definition: { path: known.path, line: known.line } };
    this.scan.allocators.push({ type: shown, cfg: both(place.cfg, known.cfg), line, macro });
  }

  private definition(node: RustNode, attributes: readonly string[], place: Place): void {
    this.scan.macros.push({
      name: node.childForFieldName('name')?.text ?? '',
      line: this.lineOf(node.startIndex, place),
      cfg: place.cfg,
      exported: attributes.some((text) => /\bmacro_export\b/.test(text)),
      sets: setsAt(node, this.macros) !== undefined,
    });
  }

  /** A macro that sets the allocator, `include!("x.rs")`, branches, and statics in other macros that take items. */
  private call(node: RustNode, place: Place): void {
    const path = node.childForFieldName('macro')?.text ?? '';
    const name = resolvePath(path, place.names).split('::').at(-1) ?? path;
    const tokens = childrenOf(node).find(({ type }) => type === 'token_tree');
    if (!tokens) return;
    if (isQuoting(name)) {
      this.scan.quotes ||= setsAt(tokens, this.macros) !== undefined;
      return;
    }
    const known = this.macros.get(name);
    if (known) {
      this.found(`${name}!`, known, node, place);
      return;
    }
    const included = name === 'include' ? includedPath(withoutComments(tokens)) : undefined;
    if (included)
      this.scan.includes.push({
        path: included,
        line: this.lineOf(node.startIndex, place),
        cfg: place.cfg,
      });
    const branches = BRANCHING.get(name)?.(tokens);
    for (const { body, cfg } of branches ?? []) this.part(body, both(place.cfg, cfg), place);
    if (!branches) this.tokens(name, tokens, place);
  }

  /** Tokens that another macro takes: read as items, or, where they are none, seen to hold the attribute. */
  private tokens(name: string, tokens: RustNode, place: Place): void {
    const at = setsAt(tokens, this.macros);
    if (at === undefined) return;
    const before = this.scan.allocators.length;
    this.part(tokens, place.cfg, place);
    if (this.scan.allocators.length > before) return;
    const line = this.lineOf(tokens.startIndex + at, place);
    this.scan.allocators.push({ type: `${name}!`, cfg: place.cfg, line, macro: { shown: `${name}!` } });
  }

  private part(tokens: RustNode, cfg: Cfg, { folders, offset }: Place): void {
    const start = tokens.startIndex + 1;
    this.items(this.parser.parse(tokens.text.slice(1, -1)), cfg, folders, offset + start);
  }

  private lineOf(index: number, { offset }: Place): number {
    return lineAt(this.text, offset + index);
  }
}
