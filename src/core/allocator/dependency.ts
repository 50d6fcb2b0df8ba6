/** The dependencies of a manifest. */
import { type Cfg, parseCfg } from './cfg';
import { isTable, stringAt, strings, type TomlTable, type TomlValue, tableAt } from './toml/document';

/** `version`, `git`, `rev` and the like, in their order. */
export type Source = readonly (readonly [string, string | true])[];

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
  /** where it comes from, as its entry has it */
  source: Source;
  /** of a path dependency, relative to the manifest */
  path?: string;
  /** the same of one that the workspace names, relative to the workspace's folder */
  workspacePath?: string;
  optional: boolean;
  features: string[];
  defaultFeatures: boolean;
}

/** An entry of `[workspace.dependencies]`. */
export type WorkspaceDependency = Pick<
  Dependency,
  'key' | 'crate' | 'version' | 'path' | 'features' | 'defaultFeatures'
>;

const TABLES = [
  ['dependencies', 'normal'],
  ['dev-dependencies', 'dev'],
  ['dev_dependencies', 'dev'],
  ['build-dependencies', 'build'],
  ['build_dependencies', 'build'],
] as const;

/** Those of all tables; `inherited` are what `workspace = true` stands for. */
export function dependenciesOf(data: TomlTable, inherited: readonly WorkspaceDependency[]): Dependency[] {
  return [
    ...dependenciesIn(data, inherited),
    ...Object.entries(tableAt(data, 'target') ?? {}).flatMap(([name, table]) =>
      isTable(table) ? dependenciesIn(table, inherited, targetOf(name)) : [],
    ),
  ];
}

function targetOf(name: string): { name: string; cfg?: Cfg } {
  const inside = /^\s*cfg\s*\(([\s\S]*)\)\s*$/.exec(name)?.[1];
  const cfg = inside === undefined ? undefined : parseCfg(inside);
  return cfg ? { name, cfg } : { name };
}

function dependenciesIn(
  table: TomlTable,
  inherited: readonly WorkspaceDependency[],
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
        source: sourceOf(value),
        optional: isTable(value) && value.optional === true,
        features: [...featureList(value), ...(from?.features ?? [])],
        defaultFeatures: from ? from.defaultFeatures || hasDefaults(value, false) : hasDefaults(value, true),
      };
      if (target) dependency.target = target;
      const path = isTable(value) ? stringAt(value, 'path') : undefined;
      if (version !== undefined) dependency.version = version;
      if (path !== undefined) dependency.path = path;
      if (from?.path !== undefined) dependency.workspacePath = from.path;
      return dependency;
    }),
  );
}

export function workspaceDependencies(data: TomlTable): WorkspaceDependency[] {
  return Object.entries(tableAt(data, 'workspace', 'dependencies') ?? {}).map(([key, value]) => {
    const version = versionOf(value);
    const path = isTable(value) ? stringAt(value, 'path') : undefined;
    return {
      key,
      crate: crateOf(key, value),
      features: featureList(value),
      defaultFeatures: hasDefaults(value, true),
      ...(version === undefined ? {} : { version }),
      ...(path === undefined ? {} : { path }),
    };
  });
}

const SOURCE = /^(version|path|git|branch|tag|rev|registry|registry-index|package)$/;

function sourceOf(value: TomlValue): Source {
  if (!isTable(value)) return typeof value === 'string' ? [['version', value]] : [];
  if (value.workspace === true) return [['workspace', true]];
  return Object.entries(value).flatMap(([name, said]) =>
    SOURCE.test(name) && typeof said === 'string' ? [[name, said] as const] : [],
  );
}

function crateOf(key: string, value: TomlValue): string {
  return (isTable(value) ? stringAt(value, 'package') : undefined) ?? key;
}

function versionOf(value: TomlValue): string | undefined {
  return typeof value === 'string' ? value : isTable(value) ? stringAt(value, 'version') : undefined;
}

function featureList(value: TomlValue): string[] {
  return isTable(value) ? strings(value.features) : [];
}

function hasDefaults(value: TomlValue, unsaid: boolean): boolean {
  const said = isTable(value) ? (value['default-features'] ?? value.default_features) : undefined;
  return typeof said === 'boolean' ? said : unsaid;
}
