/** What cargo's configuration says of the builds in a folder. */
import { dirname, join, resolve } from 'node:path';
import { holds, parseCfg } from '../../core/allocator/cfg';
import {
  isProblem,
  isTable,
  parseToml,
  stringAt,
  strings,
  type TomlTable,
  type TomlValue,
  tableAt,
} from '../../core/allocator/toml/document';
import { cargoHome } from '../cargo/cargo';
import type { Texts } from './files';

/** The `.cargo/config.toml` of a folder and of those above it, the nearest first, and that of cargo's own folder. */
export async function cargoConfigs(
  folder: string,
  texts: Texts,
  env: NodeJS.ProcessEnv,
): Promise<TomlTable[]> {
  return (await configFiles(folder, texts, env)).map(({ data }) => data);
}

/** `[env]`: what the processes that cargo starts are given, the compiler among them. */
export async function configuredEnv(
  folder: string,
  texts: Texts,
  env: NodeJS.ProcessEnv,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const { path, data } of await configFiles(folder, texts, env))
    for (const [name, entry] of Object.entries(tableAt(data, 'env') ?? {})) {
      const { value, force, relative } = isTable(entry) ? entry : { value: entry };
      if (typeof value !== 'string' || found.has(name)) continue;
      // it counts from the folder that holds `.cargo`
      const set = relative === true ? resolve(dirname(dirname(path)), value) : value;
      found.set(name, force === true ? set : (env[name] ?? set));
    }
  return found;
}

interface ConfigFile {
  path: string;
  data: TomlTable;
}

async function configFiles(folder: string, texts: Texts, env: NodeJS.ProcessEnv): Promise<ConfigFile[]> {
  const found: ConfigFile[] = [];
  for (const place of new Set([...above(folder).map((at) => join(at, '.cargo')), cargoHome(env)]))
    for (const name of ['config.toml', 'config'])
      found.push(...(await withIncluded(join(place, name), texts, new Set())));
  return found;
}

/** A file and those that it includes, of which the last counts most; none where it cannot be read. */
async function withIncluded(path: string, texts: Texts, above: ReadonlySet<string>): Promise<ConfigFile[]> {
  const text = above.has(path) ? undefined : await texts.tryRead(path);
  const document = text === undefined ? undefined : parseToml(text);
  if (!document || isProblem(document)) return [];
  const { include } = document.data;
  const entries = Array.isArray(include) ? include.toReversed() : [];
  const names = entries.map((entry) => (isTable(entry) ? stringAt(entry, 'path') : entry));
  const found = [{ path, data: document.data }];
  for (const name of names)
    if (typeof name === 'string')
      found.push(...(await withIncluded(resolve(dirname(path), name), texts, new Set([...above, path]))));
  return found;
}

function above(folder: string): string[] {
  return dirname(folder) === folder ? [folder] : [folder, ...above(dirname(folder))];
}

/** `build.target`: the triples that a plain build is for; none for the host. */
export function configuredTargets(configs: readonly TomlTable[]): string[] {
  const lists = configs.map((config) => words(tableAt(config, 'build')?.target));
  return lists.find((triples) => triples.length > 0) ?? [];
}

/** The `--cfg` flags that rustc gets for a target, from the first place that has flags, as cargo looks for them. */
export function cfgFlags(
  configs: readonly TomlTable[],
  { triple, cfg }: { triple: string | undefined; cfg: ReadonlySet<string> },
  env: NodeJS.ProcessEnv,
): string[] {
  const tables = configs.flatMap((config) => Object.entries(tableAt(config, 'target') ?? {}));
  const ofTarget = tables.filter(([key]) => key === triple || isMet(key, cfg));
  const places = [
    env.CARGO_ENCODED_RUSTFLAGS?.split('\x1f') ?? [],
    words(env.RUSTFLAGS),
    [
      ...ofTarget.flatMap(([, table]) => (isTable(table) ? words(table.rustflags) : [])),
      ...words(env[`CARGO_TARGET_${triple?.toUpperCase().replaceAll(/[-.]/g, '_')}_RUSTFLAGS`]),
    ],
    [
      ...configs.flatMap((config) => words(tableAt(config, 'build')?.rustflags)),
      ...words(env.CARGO_BUILD_RUSTFLAGS),
    ],
  ];
  const flags = places.find((given) => given.some((flag) => flag !== '')) ?? [];
  return flags.flatMap((flag, index) => {
    const value = flag === '--cfg' ? flags[index + 1] : /^--cfg=(.+)$/s.exec(flag)?.[1];
    return value === undefined ? [] : ['--cfg', value];
  });
}

/** Whether the key of a `[target]` table is a `cfg(...)` that holds. */
function isMet(key: string, target: ReadonlySet<string>): boolean {
  const inside = /^cfg\s*\((.*)\)$/s.exec(key.trim())?.[1];
  const cfg = inside === undefined ? undefined : parseCfg(inside);
  return cfg !== undefined && holds(cfg, { features: new Set(), target });
}

/** A list, or a string with spaces between. */
function words(value: TomlValue | undefined): string[] {
  return typeof value === 'string' ? value.split(/\s+/).filter((word) => word !== '') : strings(value);
}
