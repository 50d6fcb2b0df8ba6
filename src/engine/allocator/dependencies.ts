/** Global allocators that a binary gets from the packages it depends on. */
import { dirname } from 'node:path';
import { ALWAYS, type CfgFacts, holds } from '../../core/allocator/cfg';
import type { Manifest } from '../../core/allocator/manifest';
import type { ExistingAllocator } from '../../core/allocator/outcome';
import type { AllocatorMacro, AllocatorMacros } from '../../core/allocator/rust/file-scan';
import type { RustParser } from '../../core/allocator/rust/syntax';
import type { Texts } from './files';
import { mentioning } from './mentions';
import type { Library, ProjectPackage } from './package';
import { pathGraph } from './path-graph';
import type { Project } from './project';
import { type Metadata, resolveGraph } from './resolve';
import { scanCrate } from './sources';
import type { BuildTarget } from './target';

export interface Searched {
  found: ExistingAllocator[];
  /** their macros that set an allocator where they are called */
  macros: AllocatorMacros;
  /** names of packages from a registry or a repository that were not searched, since cargo could not resolve them */
  unsearched: string[];
}

/** The allocators that dependencies set in a plain build for a target. */
export async function dependencyAllocators(
  pack: ProjectPackage,
  project: Project,
  manifest: Manifest,
  target: BuildTarget,
  parser: RustParser,
  texts: Texts,
): Promise<Searched> {
  const metadata = project.cargoError === undefined ? await resolveGraph(pack, project, target) : undefined;
  const { libraries, remote } = metadata
    ? { libraries: librariesOf(metadata, pack), remote: [] }
    : await pathGraph({ manifestPath: pack.manifestPath, root: project.root, manifest }, target, texts);
  const marked = await mentioning(libraries, ({ root }) => dirname(root));
  const found: ExistingAllocator[] = [];
  const macros = new Map<string, AllocatorMacro>();
  for (const library of marked) {
    const facts: CfgFacts = { features: library.features, target: target.cfg };
    const scan = await scanCrate(library.root, parser, texts, (cfg) => holds(cfg, facts));
    for (const allocator of scan.allocators.filter(({ cfg }) => holds(cfg, facts)))
      found.push({
        ...allocator,
        where: 'dependency',
        package: library.label,
        cfg: ALWAYS,
      });
    for (const [name, macro] of scan.exported)
      if (holds(macro.cfg, facts)) macros.set(name, { ...macro, cfg: ALWAYS });
  }
  return { found, macros, unsearched: remote };
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
    const normal =
      nodes.get(id)?.deps.filter(({ dep_kinds }) => dep_kinds.some(({ kind }) => kind === null)) ?? [];
    queue.push(...normal.map((dependency) => dependency.pkg));
  }
  return [...seen].flatMap((id) => {
    const known = packages.get(id);
    const library = known?.targets.find(({ kind }) => kind.some((name) => /^(lib|rlib|dylib)$/.test(name)));
    if (!known || !library || id === start?.id) return [];
    const features = new Set(nodes.get(id)?.features ?? []);
    return [{ label: `${known.name} ${known.version}`, root: library.src_path, features }];
  });
}
