/** What a Cargo.toml says, as far as a fix needs it. */
import {
  type Dependency,
  dependenciesOf,
  type WorkspaceDependency,
  workspaceDependencies,
} from './dependency';
import { isTable, stringAt, strings, type TomlTable, tableAt } from './toml/document';

export interface Manifest {
  packageName?: string;
  edition?: string;
  dependencies: Dependency[];
  /** feature -> what it turns on, implicit features of optional dependencies included */
  features: Record<string, string[]>;
  /** `[features]` as written */
  ownFeatures: Record<string, string[]>;
  /** level of the lint in `[lints.rust]`, the workspace's where inherited */
  unsafeCode?: string;
  /** the same of `unused_crate_dependencies` */
  unusedDependencies?: string;
  /** `[workspace.dependencies]`: key -> crate and version */
  workspaceDependencies: WorkspaceDependency[];
}

/** Read a manifest's data; `workspace` is that of the workspace's root, where there is one. */
export function readManifest(data: TomlTable, workspace: TomlTable = data): Manifest {
  const inherited = workspaceDependencies(workspace);
  const dependencies = dependenciesOf(data, inherited);
  const ownFeatures = featureTable(data);
  const manifest: Manifest = {
    dependencies,
    ownFeatures,
    features: { ...implicitFeatures(dependencies, ownFeatures), ...ownFeatures },
    workspaceDependencies: inherited,
  };
  const name = stringAt(packageTable(data), 'name');
  const edition = inheritable(data, workspace, 'edition');
  if (name !== undefined) manifest.packageName = name;
  if (edition !== undefined) manifest.edition = edition;
  const unsafeCode = lintLevel(data, workspace, 'unsafe_code');
  if (unsafeCode !== undefined) manifest.unsafeCode = unsafeCode;
  const unusedDependencies = lintLevel(data, workspace, 'unused_crate_dependencies');
  if (unusedDependencies !== undefined) manifest.unusedDependencies = unusedDependencies;
  return manifest;
}

/** `[package]`, or `[project]` as it was called before 1.0, which cargo still takes. */
export function packageTable(data: TomlTable): TomlTable | undefined {
  return tableAt(data, 'package') ?? tableAt(data, 'project');
}

function featureTable(data: TomlTable): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(tableAt(data, 'features') ?? {}).map(([name, list]) => [name, strings(list)]),
  );
}

function implicitFeatures(
  dependencies: readonly Dependency[],
  own: Readonly<Record<string, string[]>>,
): Record<string, string[]> {
  const named = new Set(Object.values(own).flat());
  return Object.fromEntries(
    dependencies
      .filter(({ optional, key }) => optional && !named.has(`dep:${key}`))
      .map(({ key }) => [key, [`dep:${key}`]]),
  );
}

function inheritable(data: TomlTable, workspace: TomlTable, key: string): string | undefined {
  const own = packageTable(data)?.[key];
  if (typeof own === 'string') return own;
  return isTable(own) && own.workspace === true
    ? stringAt(tableAt(workspace, 'workspace', 'package'), key)
    : undefined;
}

function lintLevel(data: TomlTable, workspace: TomlTable, lint: string): string | undefined {
  const own = tableAt(data, 'lints');
  const rust =
    own?.workspace === true
      ? tableAt(workspace, 'workspace', 'lints', 'rust')
      : tableAt(data, 'lints', 'rust');
  const level = rust?.[lint];
  return isTable(level) ? stringAt(level, 'level') : stringAt(rust, lint);
}

/** The features that some turn on, themselves included: `default` -> what a plain build has. */
export function featuresOn(manifest: Pick<Manifest, 'features'>, wanted: readonly string[]): Set<string> {
  const on = new Set<string>();
  const visit = (name: string): void => {
    if (on.has(name) || !Object.hasOwn(manifest.features, name)) return;
    on.add(name);
    for (const item of manifest.features[name] ?? []) {
      const dependency = /^([^/?]+)\//.exec(item)?.[1];
      visit(dependency ?? item);
    }
  };
  for (const name of wanted) visit(name);
  return on;
}

/** What a build that has a binary asks for: without the features that it requires, cargo leaves it out. */
export function featuresBuilt(requires: readonly string[]): string[] {
  return ['default', ...requires];
}

/** Features that bring an optional dependency in, those that name it directly first. */
export function featuresOf(manifest: Manifest, dependency: Dependency): string[] {
  const names = [`dep:${dependency.key}`, dependency.key];
  const direct = Object.entries(manifest.features).filter(
    ([name, list]) =>
      name !== 'default' &&
      list.some((item) => names.includes(item) || item.startsWith(`${dependency.key}/`)),
  );
  return direct
    .map(([name]) => name)
    .sort((a, b) => Number(a === dependency.key) - Number(b === dependency.key));
}
