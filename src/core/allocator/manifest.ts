/** What a Cargo.toml says, as far as a fix needs it. */
import { type Cfg, parseCfg } from './cfg';
import { isTable, stringAt, type TomlTable, type TomlValue, tableAt } from './toml/document';

export interface Dependency {
  /** its name in the manifest */
  key: string;
  /** its name on crates.io */
  crate: string;
  /** its name in Rust */
  ident: string;
  table: 'normal' | 'dev' | 'build';
  /** of a `[target.X]` table; `cfg` is absent where X is a triple */
  target?: { name: string; cfg?: Cfg };
  version?: string;
  /** of a path dependency, relative to the manifest */
  path?: string;
  optional: boolean;
  features: string[];
}

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
  /** `[workspace.dependencies]`: key -> crate and version */
  workspaceDependencies: { key: string; crate: string; version?: string; features: string[] }[];
}

const TABLES = [
  ['dependencies', 'normal'],
  ['dev-dependencies', 'dev'],
  ['dev_dependencies', 'dev'],
  ['build-dependencies', 'build'],
  ['build_dependencies', 'build'],
] as const;

/** Read a manifest's data; `workspace` is that of the workspace's root, where there is one. */
export function readManifest(data: TomlTable, workspace: TomlTable = data): Manifest {
  const inherited = workspaceDependencies(workspace);
  const dependencies = [
    ...dependenciesIn(data, inherited),
    ...Object.entries(tableAt(data, 'target') ?? {}).flatMap(([name, table]) =>
      isTable(table) ? dependenciesIn(table, inherited, targetOf(name)) : [],
    ),
  ];
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
  return manifest;
}

/** `[package]`, or `[project]` as it was called before 1.0, which cargo still takes. */
export function packageTable(data: TomlTable): TomlTable | undefined {
  return tableAt(data, 'package') ?? tableAt(data, 'project');
}

function targetOf(name: string): { name: string; cfg?: Cfg } {
  const inside = /^\s*cfg\s*\(([\s\S]*)\)\s*$/.exec(name)?.[1];
  const cfg = inside === undefined ? undefined : parseCfg(inside);
  return cfg ? { name, cfg } : { name };
}

function dependenciesIn(
  table: TomlTable,
  inherited: Manifest['workspaceDependencies'],
  target?: { name: string; cfg?: Cfg },
): Dependency[] {
  return TABLES.flatMap(([name, kind]) =>
    Object.entries(tableAt(table, name) ?? {}).map(([key, value]) => {
      const from =
        isTable(value) && value.workspace === true ? inherited.find((known) => known.key === key) : undefined;
      const version = from ? from.version : versionOf(value);
      const dependency: Dependency = {
        key,
        crate: from?.crate ?? crateOf(key, value),
        ident: key.replaceAll('-', '_'),
        table: kind,
        optional: isTable(value) && value.optional === true,
        features: [...featureList(value), ...(from?.features ?? [])],
      };
      if (target) dependency.target = target;
      const path = isTable(value) ? stringAt(value, 'path') : undefined;
      if (version !== undefined) dependency.version = version;
      if (path !== undefined) dependency.path = path;
      return dependency;
    }),
  );
}

function workspaceDependencies(data: TomlTable): Manifest['workspaceDependencies'] {
  return Object.entries(tableAt(data, 'workspace', 'dependencies') ?? {}).map(([key, value]) => {
    const version = versionOf(value);
    return {
      key,
      crate: crateOf(key, value),
      features: featureList(value),
      ...(version === undefined ? {} : { version }),
    };
  });
}

function crateOf(key: string, value: TomlValue): string {
  return (isTable(value) ? stringAt(value, 'package') : undefined) ?? key;
}

function versionOf(value: TomlValue): string | undefined {
  return typeof value === 'string' ? value : isTable(value) ? stringAt(value, 'version') : undefined;
}

function featureList(value: TomlValue): string[] {
  const list = isTable(value) ? value.features : undefined;
  return Array.isArray(list) ? list.filter((name) => typeof name === 'string') : [];
}

function featureTable(data: TomlTable): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(tableAt(data, 'features') ?? {}).map(([name, list]) => [
      name,
      Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [],
    ]),
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
