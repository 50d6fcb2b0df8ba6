/** Global allocators that a binary gets from the packages it depends on. */
import { dirname } from 'node:path';
import { ALWAYS, type Cfg, type CfgFacts, holds } from '../../core/allocator/cfg';
import type { Manifest } from '../../core/allocator/manifest';
import type { ExistingAllocator } from '../../core/allocator/outcome';
import type { AllocatorMacro, AllocatorMacros } from '../../core/allocator/rust/file-scan';
import { allocatorProcMacros, type ProcMacro } from '../../core/allocator/rust/proc-macros';
import type { RustParser } from '../../core/allocator/rust/syntax';
import type { Texts } from './files';
import type { Versions } from './lock';
import { mentioning } from './mentions';
import type { Library, ProjectPackage } from './package';
import { type Asked, pathGraph } from './path-graph';
import type { Project } from './project';
import { type Metadata, resolveGraph } from './resolve';
import { scanCrate } from './sources';
import type { BuildTarget } from './target';

export interface Searched {
  found: ExistingAllocator[];
  /** their macros that set an allocator where they are called */
  macros: AllocatorMacros;
  /** versions of packages from a registry, as locked, or as asked for where cargo could not resolve them */
  locked: Versions;
  /** names of packages from a registry or a repository that were not searched, since cargo could not resolve them */
  unsearched: string[];
}

/** A macro of one package may be called by that of the next; so many packages are followed. */
const ROUNDS = 4;

/** The allocators that dependencies set in a build for a target. */
export async function dependencyAllocators(
  pack: ProjectPackage,
  project: Project,
  asked: Asked,
  target: BuildTarget,
  parser: RustParser,
  texts: Texts,
): Promise<Searched> {
  const resolved =
    project.cargoError === undefined ? await resolveGraph(pack, project, asked.built, target) : undefined;
  const { libraries, remote, locked } = resolved
    ? { libraries: librariesOf(resolved.metadata, pack), remote: [], locked: resolved.locked }
    : await pathGraph(pack, project, asked, target, texts);
  const found = new Map<Library, ExistingAllocator[]>();
  const macros = new Map<string, AllocatorMacro>();
  const crates = ownCrates(pack, asked.manifest, libraries);
  let names = ['global_allocator'];
  for (let round = 0; names.length > 0 && round < ROUNDS; round++) {
    const marked = await mentioning(libraries, ({ root }) => dirname(root), names);
    names = [];
    for (const library of marked) {
      const facts: CfgFacts = { features: library.features, target: target.cfg };
      const isBuilt = ({ cfg }: { cfg: Cfg }) => holds(cfg, facts);
      const scan = await scanCrate(library.root, parser, texts, (cfg) => isBuilt({ cfg }), macros);
      if (library.kind === 'proc-macro') {
        for (const { name, line } of scan.quotes ? await exportedBy(library, parser, texts) : [])
          macros.set(name, { path: library.root, line, cfg: ALWAYS, crates });
        continue;
      }
      const set = scan.allocators.filter(isBuilt);
      found.set(
        library,
        set.map((known) => ({ ...known, where: 'dependency', package: library.label, cfg: ALWAYS })),
      );
      for (const [name, macro] of [...scan.exported].filter(([, known]) => isBuilt(known))) {
        if (!macros.has(name)) names.push(`${name}!`);
        macros.set(name, { ...macro, cfg: ALWAYS });
      }
    }
  }
  return { found: [...found.values()].flat(), macros, locked, unsearched: remote };
}

async function exportedBy({ root }: Library, parser: RustParser, texts: Texts): Promise<ProcMacro[]> {
  return allocatorProcMacros((await texts.tryRead(root)) ?? '', parser);
}

/** Names of the user's own crates, any of which may hand a procedural macro on. */
function ownCrates(
  { name }: ProjectPackage,
  { dependencies }: Manifest,
  libraries: readonly Library[],
): Set<string> {
  const renamed = dependencies.filter(({ path, workspacePath }) => (path ?? workspacePath) !== undefined);
  const own = [...renamed, ...libraries.filter((library) => library.own)].map(({ ident }) => ident);
  return new Set(['crate', name.replaceAll('-', '_'), ...own]);
}

function librariesOf(metadata: Metadata, pack: ProjectPackage): Library[] {
  const packages = new Map(metadata.packages.map((known) => [known.id, known]));
  const nodes = new Map((metadata.resolve?.nodes ?? []).map((node) => [node.id, node]));
  const start = metadata.packages.find((known) => known.manifest_path === pack.manifestPath);
  const seen = new Set<string>();
  const queue = start ? [start.id] : [];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    // what a procedural macro is made of runs in the compiler
    if (isProcMacro(packages.get(id))) continue;
    const normal =
      nodes.get(id)?.deps.filter(({ dep_kinds }) => dep_kinds.some(({ kind }) => kind === null)) ?? [];
    queue.push(...normal.map((dependency) => dependency.pkg));
  }
  return [...seen].flatMap((id) => {
    const known = packages.get(id);
    const library = known?.targets.find(({ kind }) =>
      kind.some((name) => /^(lib|rlib|dylib|proc-macro)$/.test(name)),
    );
    if (!known || !library || id === start?.id) return [];
    const kind = isProcMacro(known) ? 'proc-macro' : 'lib';
    const own = known.source === null;
    if (kind === 'proc-macro' && !own) return [];
    const ident = library.name.replaceAll('-', '_');
    const features = new Set(nodes.get(id)?.features ?? []);
    return [{ kind, ident, own, label: `${known.name} ${known.version}`, root: library.src_path, features }];
  });
}

function isProcMacro(known: Metadata['packages'][number] | undefined): boolean {
  return known?.targets.some(({ kind }) => kind.includes('proc-macro')) ?? false;
}
