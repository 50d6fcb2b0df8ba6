/** The packages that a build reaches by path, where cargo cannot resolve the whole graph, as without a network. */
import { dirname, join } from 'node:path';
import { allocatorOfCrate } from '../../core/allocator/catalogue';
import { holds } from '../../core/allocator/cfg';
import type { Dependency } from '../../core/allocator/dependency';
import { featuresOf, featuresOn, type Manifest, readManifest } from '../../core/allocator/manifest';
import { exists, type Texts } from './files';
import { lockedVersions, type Versions } from './lock';
import type { Library, ProjectPackage } from './package';
import { loadProject, type Project } from './project';
import type { BuildTarget } from './target';
import { manifestOf } from './workspace-root';

export interface PathGraph {
  libraries: Library[];
  /** names of packages that come from a registry or a repository */
  remote: string[];
  /** the versions of them that manifests ask for; those of the lock file come first */
  locked: Versions;
}

/** A package's manifest and the features that are asked of it. */
export interface Asked {
  manifest: Manifest;
  built: readonly string[];
}

interface Visited {
  manifestPath: string;
  /** folder of its workspace */
  root: string;
  manifest: Manifest;
  /** features that are on, all who depend on it together */
  features: ReadonlySet<string>;
  /** absent for the package that is built, and for one without a library */
  library?: Library;
}

export async function pathGraph(
  pack: ProjectPackage,
  project: Project,
  { manifest, built }: Asked,
  target: BuildTarget,
  texts: Texts,
): Promise<PathGraph> {
  const remote = new Set<string>();
  const locked = await lockedVersions(project.root);
  const packages = new Packages(project, texts);
  const known = new Map<string, Visited>();
  const features = featuresOn(manifest, built);
  const visits: Visited[] = [{ manifestPath: pack.manifestPath, root: project.root, manifest, features }];
  for (const visit of visits)
    for (const dependency of visit.manifest.dependencies.filter((item) => isBuilt(item, visit, target))) {
      const path = manifestPathOf(dependency, visit);
      if (path === undefined) {
        // what an allocator's own crate sets is nothing by itself
        if (!allocatorOfCrate(dependency.crate)) remote.add(dependency.crate);
        if (dependency.version !== undefined) locked[dependency.crate] ??= [dependency.version];
        continue;
      }
      const before = known.get(path);
      const found = before ?? (await packages.at(path));
      if (!found) continue;
      const on = featuresOn(found.manifest, featuresAsked(dependency, visit));
      const all = new Set([...found.features, ...on]);
      if (before && all.size === before.features.size) continue;
      const next = { ...found, features: all };
      known.set(path, next);
      // what a procedural macro is made of runs in the compiler
      if (next.library?.kind === 'lib') visits.push(next);
    }
  const libraries = [...known.values()].flatMap((visited) =>
    visited.library ? [{ ...visited.library, features: visited.features }] : [],
  );
  return { libraries, remote: [...remote], locked };
}

/** The packages that manifests name, each of their workspaces loaded once. */
class Packages {
  private readonly projects: Project[];
  private readonly env: NodeJS.ProcessEnv;

  constructor(
    project: Project,
    private readonly texts: Texts,
  ) {
    this.projects = [project];
    this.env = project.env;
  }

  /** The package of a manifest, none of its features on; undefined where there is none. */
  async at(manifestPath: string): Promise<Visited | undefined> {
    if (!(await exists(manifestPath))) return undefined;
    const [project, pack] = this.known(manifestPath) ?? (await this.load(manifestPath));
    const data = await manifestOf(dirname(manifestPath), this.texts);
    if (!pack || !data) return undefined;
    const { root } = project;
    const manifest = readManifest(data, await manifestOf(root, this.texts));
    const library = libraryOf(pack);
    return { manifestPath, root, manifest, features: new Set(), ...(library ? { library } : {}) };
  }

  private known(manifestPath: string): [Project, ProjectPackage | undefined] | undefined {
    const project = this.projects.find((loaded) => packageIn(loaded, manifestPath) !== undefined);
    return project && [project, packageIn(project, manifestPath)];
  }

  private async load(manifestPath: string): Promise<[Project, ProjectPackage | undefined]> {
    const project = await loadProject(manifestPath, this.texts, this.env);
    this.projects.push(project);
    return [project, packageIn(project, manifestPath)];
  }
}

function packageIn({ packages }: Project, path: string): ProjectPackage | undefined {
  return packages.find(({ manifestPath }) => manifestPath === path);
}

function libraryOf({ name, targets }: ProjectPackage): Library | undefined {
  const library = targets.find(({ kind }) => kind !== 'bin');
  return (
    library && {
      kind: library.kind === 'lib' ? 'lib' : 'proc-macro',
      ident: library.name.replaceAll('-', '_'),
      own: true,
      label: name,
      root: library.root,
      features: new Set(),
    }
  );
}

function isBuilt(dependency: Dependency, { manifest, features }: Visited, target: BuildTarget): boolean {
  const { table, optional, target: place } = dependency;
  if (table !== 'normal') return false;
  if (place?.cfg && !holds(place.cfg, { features: new Set(), target: target.cfg })) return false;
  return !optional || featuresOf(manifest, dependency).some((name) => features.has(name));
}

function manifestPathOf(
  { path, workspacePath }: Dependency,
  { manifestPath, root }: Visited,
): string | undefined {
  if (path !== undefined) return join(dirname(manifestPath), path, 'Cargo.toml');
  return workspacePath === undefined ? undefined : join(root, workspacePath, 'Cargo.toml');
}

/** Those that its entry names, and those that features of who depends on it name as `key/feature`. */
function featuresAsked(dependency: Dependency, { manifest, features }: Visited): string[] {
  const items = [...features].flatMap((name) => manifest.features[name] ?? []);
  const passed = items.flatMap((item) => {
    const [, key, feature] = /^([^/?]+)\??\/(.+)$/.exec(item) ?? [];
    return key === dependency.key && feature !== undefined ? [feature] : [];
  });
  return [...(dependency.defaultFeatures ? ['default'] : []), ...dependency.features, ...passed];
}
