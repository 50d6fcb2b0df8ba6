/** Follow a crate's modules from its root, and collect the global allocators on the way. */
import { basename, dirname, join, resolve } from 'node:path';
import { ALWAYS, both, type Cfg, renderCfg } from '../../core/allocator/cfg';
import type { ExistingAllocator } from '../../core/allocator/outcome';
import type {
  AllocatorMacro,
  AllocatorMacros,
  Include,
  MacroDefinition,
} from '../../core/allocator/rust/file-scan';
import { scanFile } from '../../core/allocator/rust/scan';
import type { RustParser } from '../../core/allocator/rust/syntax';
import { exists, type Texts } from './files';

export interface UnfollowedInclude {
  path: string;
  /** 1-based */
  line: number;
  cfg: Cfg;
  /** of the path; its value is not known */
  variable: string;
}

export interface CrateScan {
  allocators: Omit<ExistingAllocator, 'where'>[];
  /** where it includes a file whose path only the build knows */
  unfollowed: UnfollowedInclude[];
  /** macros for other crates that set the allocator where they are called */
  exported: AllocatorMacros;
  /** whether it makes tokens with the attribute, as a procedural macro does */
  quotes: boolean;
}

/** What one pass over a crate's files finds. */
interface Pass {
  allocators: CrateScan['allocators'];
  unfollowed: CrateScan['unfollowed'];
  definitions: (MacroDefinition & { path: string })[];
  quotes: boolean;
}

/** Macros that call each other are known one pass later each; nobody nests them deeper. */
const PASSES = 5;

/**
 * Scan a crate from its root source. `keep` says which modules are compiled; by default all are looked at. `imported`
 * are the macros of its dependencies that set an allocator; `env` are variables that its compiler is given.
 */
export async function scanCrate(
  rootPath: string,
  parser: RustParser,
  texts: Texts,
  keep: (cfg: Cfg) => boolean = () => true,
  imported: AllocatorMacros = new Map(),
  env?: ReadonlyMap<string, string>,
): Promise<CrateScan> {
  const variables = env ?? new Map([['CARGO_MANIFEST_DIR', await folderWithManifest(dirname(rootPath))]]);
  let macros = imported;
  for (let pass = 1; ; pass++) {
    const { allocators, unfollowed, definitions, quotes } = await scanOnce(
      rootPath,
      parser,
      texts,
      keep,
      macros,
      variables,
    );
    const own = settingMacros(definitions);
    const hidden = new Set(definitions.map(({ name }) => name));
    const next = new Map([...[...imported].filter(([name]) => !hidden.has(name)), ...own]);
    if (pass === PASSES || sameNames(next, macros))
      return {
        allocators,
        unfollowed,
        exported: settingMacros(definitions.filter(({ exported }) => exported)),
        quotes,
      };
    macros = next;
  }
}

function settingMacros(definitions: Pass['definitions']): AllocatorMacros {
  const macros = new Map<string, AllocatorMacro>();
  for (const { name, path, line, cfg, sets } of definitions) {
    if (!sets) continue;
    const other = macros.get(name);
    macros.set(name, { path, line, cfg: other ? { kind: 'any', of: [other.cfg, cfg] } : cfg });
  }
  return macros;
}

function sameNames(a: AllocatorMacros, b: AllocatorMacros): boolean {
  return a.size === b.size && [...a.keys()].every((name) => b.has(name));
}

async function scanOnce(
  rootPath: string,
  parser: RustParser,
  texts: Texts,
  keep: (cfg: Cfg) => boolean,
  macros: AllocatorMacros,
  env: ReadonlyMap<string, string>,
): Promise<Pass> {
  const seen = new Set<string>();
  const pass: Pass = { allocators: [], unfollowed: [], definitions: [], quotes: false };
  const visit = async (path: string, text: string, outer: Cfg, isRoot: boolean): Promise<void> => {
    // a file may be two modules, each for a target of its own
    const visited = `${path}\n${renderCfg(outer)}`;
    if (seen.has(visited)) return;
    seen.add(visited);
    const scan = scanFile(text, parser, macros);
    pass.quotes ||= scan.quotes;
    const cfg = both(outer, scan.cfg);
    for (const found of scan.allocators) pass.allocators.push({ ...found, path, cfg: both(cfg, found.cfg) });
    for (const found of scan.macros) pass.definitions.push({ ...found, path, cfg: both(cfg, found.cfg) });
    for (const reference of scan.modules) {
      const inner = both(cfg, reference.cfg);
      if (!keep(inner)) continue;
      const file = await firstFile(
        reference.paths.map((relative) => modulePath(path, relative, isRoot)),
        texts,
      );
      if (file) await visit(file.path, file.text, inner, false);
    }
    for (const include of scan.includes) await follow(include, path, both(cfg, include.cfg));
  };
  const follow = async ({ path: parts, line }: Include, path: string, cfg: Cfg): Promise<void> => {
    const unknown = parts.find((part) => typeof part !== 'string' && !env.has(part.env));
    if (typeof unknown === 'object') {
      pass.unfollowed.push({ path, line, cfg, variable: unknown.env });
      return;
    }
    const name = parts.map((part) => (typeof part === 'string' ? part : env.get(part.env))).join('');
    const file = keep(cfg) ? await firstFile([resolve(dirname(path), name)], texts) : undefined;
    if (file) await visit(file.path, file.text, cfg, false);
  };
  const text = await texts.tryRead(rootPath);
  if (text !== undefined) await visit(rootPath, text, ALWAYS, true);
  return pass;
}

/** `./x.rs` is beside the file itself; other modules of `a.rs` are in `a/`, those of a root or `mod.rs` beside it. */
function modulePath(file: string, relative: string, isRoot: boolean): string {
  const folder = dirname(file);
  if (relative.startsWith('./') || isRoot || basename(file) === 'mod.rs') return join(folder, relative);
  return join(folder, basename(file, '.rs'), relative);
}

/** The nearest folder at or above one that holds a Cargo.toml. */
async function folderWithManifest(folder: string): Promise<string> {
  if (dirname(folder) === folder || (await exists(join(folder, 'Cargo.toml')))) return folder;
  return folderWithManifest(dirname(folder));
}

async function firstFile(
  paths: readonly string[],
  texts: Texts,
): Promise<{ path: string; text: string } | undefined> {
  for (const path of paths) {
    const text = await texts.tryRead(path);
    if (text !== undefined) return { path, text };
  }
  return undefined;
}
