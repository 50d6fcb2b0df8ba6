/** Finds the global allocator of a crate: the statics that declare one, and the modules where more may stand. */
import { ALWAYS, both, type Cfg, negate, parseCfg } from '../cfg';
import { lineAt } from '../edit';
import { argument, splitTop } from './attribute';
import { importsOf, resolvePath } from './imports';
import { childrenOf, type Item, itemsOf, type RustNode, type RustParser } from './syntax';

/** A `#[global_allocator]` static. */
export interface GlobalAllocator {
  /** as written, `use` resolved where the file has one: `tikv_jemallocator::Jemalloc` */
  type: string;
  /** when it is compiled, as far as this file says */
  cfg: Cfg;
  /** 1-based */
  line: number;
}

/** A `mod x;` or `include!`, whose file is part of the crate. */
export interface ModuleReference {
  /** candidates, relative to the folder where the file looks for its modules */
  paths: string[];
  cfg: Cfg;
}

export interface FileScan {
  allocators: GlobalAllocator[];
  modules: ModuleReference[];
  /** predicate of the file's own `#![cfg(...)]` */
  cfg: Cfg;
  /** predicate under which the file is `no_std`; absent where it is not */
  noStd?: Cfg;
  /** lints that are denied or forbidden for the whole file: `unsafe_code` -> `forbid` */
  lints: Record<string, 'deny' | 'forbid'>;
}

/** Scan one file. */
export function scanFile(text: string, parser: RustParser): FileScan {
  const root = parser.parse(text);
  const scan: FileScan = { allocators: [], modules: [], cfg: ALWAYS, lints: {} };
  for (const node of childrenOf(root)) if (node.type === 'inner_attribute_item') readInner(node.text, scan);
  new Scanner(text, parser, scan).items(root, ALWAYS, [], 0);
  return scan;
}

function readInner(text: string, scan: FileScan): void {
  const inside = text.replace(/^#\s*!\s*\[\s*/, '').replace(/\s*\]$/, '');
  if (/^no_std$/.test(inside)) scan.noStd = ALWAYS;
  const cfg = argument(inside, 'cfg');
  if (cfg !== undefined) scan.cfg = both(scan.cfg, parseCfg(cfg) ?? ALWAYS);
  const conditional = argument(inside, 'cfg_attr');
  if (conditional !== undefined && /,\s*no_std\b/.test(conditional)) {
    const condition = parseCfg(splitTop(conditional)[0] ?? '');
    if (condition) scan.noStd = condition;
  }
  const lint = /^(deny|forbid)\s*\(([^)]*)\)$/.exec(inside);
  for (const name of lint?.[2]?.split(',') ?? [])
    scan.lints[name.trim()] = lint?.[1] === 'forbid' ? 'forbid' : 'deny';
}

class Scanner {
  constructor(
    private readonly text: string,
    private readonly parser: RustParser,
    private readonly scan: FileScan,
  ) {}

  /** `folders` leads from the file's folder to the inline module; `offset` from the file to a part parsed by itself. */
  items(parent: RustNode, outer: Cfg, folders: readonly string[], offset: number): void {
    const items = itemsOf(parent);
    const names = importsOf(items);
    for (const item of items) {
      const cfg = both(outer, conditionOf(item.attributes));
      this.item(item, cfg, folders, offset, names);
    }
  }

  private item(
    item: Item,
    cfg: Cfg,
    folders: readonly string[],
    offset: number,
    names: Map<string, string>,
  ): void {
    const { node, attributes } = item;
    const declared = declaresAllocator(attributes);
    if (declared && node.type === 'static_item') {
      const type = node.childForFieldName('type')?.text ?? '';
      const line = lineAt(this.text, offset + node.startIndex);
      this.scan.allocators.push({ type: resolvePath(type, names), cfg: both(cfg, declared), line });
    }
    if (node.type === 'mod_item') this.module(node, attributes, cfg, folders, offset);
    if (node.type === 'macro_invocation' || node.type === 'expression_statement')
      this.macro(node, cfg, folders, offset);
    if (node.type === 'function_item' && node.text.includes('global_allocator')) {
      const body = node.childForFieldName('body');
      if (body) this.items(body, cfg, folders, offset);
    }
  }

  private module(
    node: RustNode,
    attributes: readonly string[],
    cfg: Cfg,
    folders: readonly string[],
    offset: number,
  ) {
    const name = (node.childForFieldName('name')?.text ?? '').replace(/^r#/, '');
    const body = node.childForFieldName('body');
    const path = attributes.map((text) => /^path\s*=\s*"([^"]*)"$/.exec(text.trim())?.[1]).find(Boolean);
    if (body) this.items(body, cfg, [...folders, path ?? name], offset);
    else {
      const lead = folders.map((folder) => `${folder}/`).join('');
      const paths =
        path === undefined ? [`${lead}${name}.rs`, `${lead}${name}/mod.rs`] : [`./${lead}${path}`];
      this.scan.modules.push({ paths, cfg });
    }
  }

  /** `include!("x.rs")`, `cfg_if!`, and statics in other macros that take items. */
  private macro(node: RustNode, cfg: Cfg, folders: readonly string[], offset: number): void {
    const call =
      node.type === 'macro_invocation'
        ? node
        : childrenOf(node).find(({ type }) => type === 'macro_invocation');
    const name = call?.childForFieldName('macro')?.text.split('::').at(-1);
    const tokens = call && childrenOf(call).find(({ type }) => type === 'token_tree');
    if (!name || !tokens) return;
    const include = /^[({[]\s*"([^"]+\.rs)"\s*,?\s*[)}\]]$/.exec(tokens.text)?.[1];
    if (name === 'include' && include !== undefined) this.scan.modules.push({ paths: [`./${include}`], cfg });
    const branches = name === 'cfg_if' ? cfgIfBranches(tokens) : undefined;
    if (branches)
      for (const branch of branches) this.part(branch.body, both(cfg, branch.cfg), folders, offset);
    else if (tokens.text.includes('global_allocator')) this.part(tokens, cfg, folders, offset);
  }

  private part(tokens: RustNode, cfg: Cfg, folders: readonly string[], offset: number): void {
    const start = tokens.startIndex + 1;
    this.items(this.parser.parse(tokens.text.slice(1, -1)), cfg, folders, offset + start);
  }
}

/** `if #[cfg(a)] { x } else if #[cfg(b)] { y } else { z }`: each part with the predicate under which it is taken. */
function cfgIfBranches(tokens: RustNode): { cfg: Cfg; body: RustNode }[] {
  const branches: { cfg: Cfg; body: RustNode }[] = [];
  const earlier: Cfg[] = [];
  let condition: Cfg = ALWAYS;
  for (const node of childrenOf(tokens).filter(({ type }) => type === 'token_tree')) {
    const attribute = /^\[\s*cfg\s*\(([\s\S]*)\)\s*\]$/.exec(node.text)?.[1];
    if (attribute !== undefined) condition = parseCfg(attribute) ?? ALWAYS;
    else if (node.text.startsWith('{')) {
      branches.push({ cfg: both(...earlier.map(negate), condition), body: node });
      earlier.push(condition);
      condition = ALWAYS;
    }
  }
  return branches;
}

/** The predicate of the `#[cfg(...)]` attributes together. */
export function conditionOf(attributes: readonly string[]): Cfg {
  return both(...attributes.flatMap((text) => parseCfg(argument(text, 'cfg') ?? '') ?? []));
}

/** When the attributes make a static the global allocator; undefined where they do not. */
function declaresAllocator(attributes: readonly string[]): Cfg | undefined {
  for (const text of attributes) {
    if (/^(::)?(\w+\s*::\s*)*global_allocator$/.test(text.trim())) return ALWAYS;
    const parts = splitTop(argument(text, 'cfg_attr') ?? '');
    const condition = parseCfg(parts[0] ?? '');
    if (condition && parts.slice(1).some((part) => /(^|::)\s*global_allocator$/.test(part.trim())))
      return condition;
  }
  return undefined;
}
