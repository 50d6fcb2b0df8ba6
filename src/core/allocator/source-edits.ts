/** The edits of a binary's root source: the static, and jemalloc's options where asked for. */
import { allocatorEntry } from './catalogue';
import { both, type Cfg, negate, sameCfg } from './cfg';
import { type FileEdits, lineAt } from './edit';
import { Insertions } from './insertions';
import { optionItems } from './options';
import { type FixInput, type Refusal, refused, shownPath } from './outcome';
import type { DependencyPlan } from './plan';
import { cfgAttribute, conditionOf } from './rust/attribute';
import { importsOf } from './rust/imports';
import { insertItems, insertItemsAfter } from './rust/insert';
import { scanFile } from './rust/scan';
import {
  childrenOf,
  firstError,
  itemsOf,
  type RustNode,
  type RustParser,
  withoutComments,
} from './rust/syntax';

/** The static that is there, or the predicates of others under which a new one must not be. */
export type ExistingStatic = { cfg: Cfg } | { exclude: readonly Cfg[] };

export interface SourceNeeds {
  plan: DependencyPlan;
  existing: ExistingStatic;
  /** level of the lint in the manifest */
  unsafeCode: string | undefined;
}

export function sourceEdits(input: FixInput, parser: RustParser, needs: SourceNeeds): FileEdits | Refusal {
  const { plan, existing } = needs;
  const { root, edition } = input.binary;
  const insertions = new Insertions(root.path, root.text);
  const tree = parser.parse(root.text);
  if (tree.type !== 'source_file' || childrenOf(tree).some(({ type }) => type === 'ERROR'))
    return unreadable(input, tree);
  const cfg = 'cfg' in existing ? existing.cfg : both(plan.cfg, ...existing.exclude.map(negate));
  if ('exclude' in existing) {
    const lines = staticItem(root.text, tree, plan, cfg, edition);
    insertions.add(insertItems(root.text, tree, lines));
  }
  const refusal = input.options?.length ? addOptions(input, parser, needs, cfg, insertions) : undefined;
  return refusal ?? insertions.file;
}

function staticItem(text: string, tree: RustNode, plan: DependencyPlan, cfg: Cfg, edition: string): string[] {
  const condition = cfgAttribute(cfg);
  const old = Number(edition) < 2018;
  // a module of that name deeper down may come in with a `use m::*`
  const module = new RegExp(`\\bmod\\s+${plan.ident}\\b`).test(text);
  const hidden = /#\s*!\s*\[\s*no_implicit_prelude\b/.test(text);
  const shadowed = module || hidden || importsOf(itemsOf(tree)).has(plan.ident);
  const path = `${shadowed && !old ? '::' : ''}${plan.ident}::${plan.type}`;
  return [
    ...(old ? externCrate(tree, plan.ident, cfg) : []),
    ...condition,
    '#[global_allocator]',
    `static ${freeName(withoutComments(tree))}: ${path} = ${path};`,
  ];
}

/** What edition 2015 needs to name the crate; none where others bring it in whenever `cfg` holds. */
function externCrate(tree: RustNode, ident: string, cfg: Cfg): string[] {
  const item = new RegExp(`\\bextern\\s+crate\\s+${ident}\\s*;`);
  const conditions = itemsOf(tree)
    .filter(({ node }) => node.type === 'extern_crate_declaration' && item.test(withoutComments(node)))
    .map(({ attributes }) => conditionOf(attributes));
  if (conditions.some((known) => sameCfg(both(cfg, known), cfg))) return [];
  return [...cfgAttribute(both(cfg, ...conditions.map(negate))), `extern crate ${ident};`, ''];
}

function freeName(text: string): string {
  const names = ['GLOBAL', 'GLOBAL_ALLOCATOR', 'ALLOCATOR', 'GLOBAL_ALLOC'];
  return names.find((name) => !new RegExp(`\\b${name}\\b`).test(text)) ?? 'STAIRSTEP_GLOBAL_ALLOCATOR';
}

function addOptions(
  input: FixInput,
  parser: RustParser,
  { plan, unsafeCode }: SourceNeeds,
  cfg: Cfg,
  insertions: Insertions,
): Refusal | undefined {
  const syntax = allocatorEntry(input.allocator)?.options;
  const { root, edition } = input.binary;
  const shown = shownPath(root.path, input.base);
  if (syntax?.kind !== 'pairs')
    return refused(
      'options-taken',
      `${input.allocator} reads its options from the environment only.`,
      'Use --as env.',
    );
  const unprefixed = plan.crateFeatures.includes(syntax.unprefixed.feature);
  const levels = [scanFile(root.text, parser).lints.unsafe_code, unsafeCode];
  const how = { edition, condition: cfgAttribute(cfg), unprefixed, allowUnsafe: levels.includes('deny') };
  const items = optionItems(syntax, input.options ?? [], how);
  const value = items.at(-1)?.split(' = ').at(-1)?.trim() ?? '';
  const code = withoutComments(parser.parse(root.text));
  const taken = new RegExp(
    `(export_name\\s*=\\s*r?#*"|\\bstatic\\s+(mut\\s+)?)(${syntax.symbol}|${syntax.unprefixed.symbol})\\b`,
  ).exec(code);
  if (taken && code.includes(value)) return undefined;
  if (taken)
    return refused(
      'options-taken',
      `${shown}:${lineAt(root.text, taken.index)} already sets jemalloc's options.`,
      'Change them there, or remove them first.',
    );
  const forbidding = levels.indexOf('forbid');
  if (forbidding >= 0)
    return refused(
      'unsafe-forbidden',
      `${forbidding === 0 ? shown : `The table of lints for ${shownPath(input.manifest.path, input.base)}`} forbids unsafe code, and exporting a symbol counts as such.`,
      'Use --as env, dockerfile or systemd, and set the variable where the service is started.',
    );
  const tree = parser.parse(insertions.text);
  const statics = itemsOf(tree).filter(({ attributes }) =>
    attributes.some((text) => /(^|::)global_allocator$/.test(text)),
  );
  const own = statics.find(({ attributes }) => sameCfg(conditionOf(attributes), cfg)) ?? statics.at(-1);
  insertions.add(
    own
      ? insertItemsAfter(insertions.text, own.node.endIndex - 1, items)
      : insertItems(insertions.text, tree, items),
  );
  return undefined;
}

function unreadable(input: FixInput, tree: RustNode): Refusal {
  const { root } = input.binary;
  const line = lineAt(root.text, firstError(tree)?.startIndex ?? 0);
  return refused(
    'source-invalid',
    `${shownPath(root.path, input.base)}:${line}: not Rust that can be read.`,
    'Correct that line first; nothing was changed.',
  );
}
