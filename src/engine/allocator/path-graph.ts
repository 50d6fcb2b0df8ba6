/** The packages that a build reaches by path, where cargo cannot resolve the whole graph, as without a network. */
import { dirname, join } from 'node:path';
import { holds } from '../../core/allocator/cfg';
import type { Dependency } from '../../core/allocator/dependency';
import { featuresOf, featuresOn, type Manifest, readManifest } from '../../core/allocator/manifest';
import { isProblem, parseToml, type TomlTable } from '../../core/allocator/toml/document';
import { exists, type Texts } from './files';
import type { Library } from './package';
import { loadProject } from './project';
import type { BuildTarget } from './target';

export interface PathGraph {
  libraries: Library[];
  /** names of packages that come from a registry or a repository */
  remote: string[];
}

interface Visited {
  manifestPath: string;
  /** folder of its workspace */
  root: string;
  manifest: Manifest;
  /** features that are on */
  features: ReadonlySet<string>;
}

export async function pathGraph(
  start: Omit<Visited, 'features'>,
  target: BuildTarget,
  texts: Texts,
): Promise<PathGraph> {
  const graph: PathGraph = { libraries: [], remote: [] };
  const seen = new Set<string>();
  const visits: Visited[] = [{ ...start, features: featuresOn(start.manifest, ['default']) }];
  for (const visit of visits)
    for (const dependency of visit.manifest.dependencies.filter((known) => isBuilt(known, visit, target))) {
      const path = manifestOf(dependency, visit);
      if (path === undefined) graph.remote.push(dependency.crate);
      if (path === undefined || seen.has(path) || !(await exists(path))) continue;
      seen.add(path);
      const { root, packages } = await loadProject(path, texts);
      const found = packages.find(({ manifestPath }) => manifestPath === path);
      const library = found?.targets.find(({ kind }) => kind !== 'bin');
      const data = await tableOf(path, texts);
      if (!found || !library || !data) continue;
      const manifest = readManifest(data, await tableOf(join(root, 'Cargo.toml'), texts));
      const features = featuresOn(manifest, featuresAsked(dependency, visit));
      graph.libraries.push({
        kind: library.kind === 'lib' ? 'lib' : 'proc-macro',
        ident: library.name.replaceAll('-', '_'),
        own: true,
        label: found.name,
        root: library.root,
        features,
      });
      // what a procedural macro is made of runs in the compiler
      if (library.kind === 'lib') visits.push({ manifestPath: path, root, manifest, features });
    }
  return { ...graph, remote: [...new Set(graph.remote)] };
}

function isBuilt(dependency: Dependency, { manifest, features }: Visited, target: BuildTarget): boolean {
  const { table, optional, target: place } = dependency;
  if (table !== 'normal') return false;
  if (place?.cfg && !holds(place.cfg, { features: new Set(), target: target.cfg })) return false;
  return !optional || featuresOf(manifest, dependency).some((name) => features.has(name));
}

function manifestOf(
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

async function tableOf(path: string, texts: Texts): Promise<TomlTable | undefined> {
  const text = await texts.tryRead(path);
  const document = text === undefined ? undefined : parseToml(text);
  return document && !isProblem(document) ? document.data : undefined;
}
