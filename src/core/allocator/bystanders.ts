/** Other targets of the package, where a lint would complain of a dependency that only the binary uses. */
import type { FileEdits } from './edit';
import { Insertions } from './insertions';
import type { FixInput } from './outcome';
import type { DependencyPlan } from './plan';
import { cfgAttribute, lintsOf, unwrapped } from './rust/attribute';
import { insertItems } from './rust/insert';
import { innerAttributes, type RustNode, type RustParser, withoutComments } from './rust/syntax';

const LINT = 'unused_crate_dependencies';
const LEVELS = ['allow', 'expect', 'warn', 'deny', 'forbid'];

/** `use x as _;` for each target that watches its dependencies, as the lint itself advises. `level` is the manifest's. */
export function bystanderEdits(
  { others, binary }: FixInput,
  parser: RustParser,
  { ident, cfg, newEntries }: DependencyPlan,
  level: string | undefined,
): FileEdits[] {
  if (!newEntries.some(({ table }) => table.at(-1) === 'dependencies')) return [];
  const item = `${Number(binary.edition) < 2018 ? 'extern crate' : 'use'} ${ident} as _;`;
  const lines = [...cfgAttribute(cfg), item];
  const named = new RegExp(`\\b${ident}\\b`);
  return others.flatMap(({ path, text }) => {
    const tree = parser.parse(text);
    if (named.test(withoutComments(tree)) || !complains(levelIn(tree) ?? level)) return [];
    const file = new Insertions(path, text);
    file.add(insertItems(text, tree, lines));
    return [file.file];
  });
}

function complains(level: string | undefined): boolean {
  return level !== undefined && /^(warn|deny|forbid)$/.test(level);
}

/** The level that a root source gives the lint, under whatever condition: the last one counts. */
function levelIn(root: RustNode): string | undefined {
  return unwrapped(innerAttributes(root))
    .flatMap(({ text }) => LEVELS.filter((level) => lintsOf(text, level).includes(LINT)))
    .at(-1);
}
