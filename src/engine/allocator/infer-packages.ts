/** Packages and their targets found by cargo's rules, for a manifest that cargo cannot load by itself. */
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { packageTable, readManifest } from '../../core/allocator/manifest';
import {
  isProblem,
  isTable,
  parseToml,
  stringAt,
  strings,
  type TomlTable,
  tableAt,
} from '../../core/allocator/toml/document';
import { exists, type Texts } from './files';
import type { ProjectPackage, ProjectTarget } from './package';
import { manifestOf } from './workspace-root';

/** The package of a manifest, in the workspace of a folder; none where the manifest has none. */
export async function inferPackages(
  manifestPath: string,
  texts: Texts,
  workspace: string,
): Promise<ProjectPackage[]> {
  const folder = dirname(resolve(manifestPath));
  const document = parseToml(await texts.read(manifestPath));
  if (isProblem(document)) return [];
  const { data } = document;
  const name = stringAt(packageTable(data), 'name');
  if (name === undefined) return [];
  const declared = readManifest(data, await manifestOf(workspace, texts)).edition;
  const edition = declared ?? (isTable(packageTable(data)?.edition) ? '2021' : '2015');
  const targets = [
    ...(await library(data, folder, name, edition)),
    ...(await binaries(data, folder, name, edition)),
  ];
  const defaultRun = stringAt(packageTable(data), 'default-run');
  return [
    { name, manifestPath: resolve(manifestPath), targets, others: [], ...(defaultRun ? { defaultRun } : {}) },
  ];
}

async function library(
  data: TomlTable,
  folder: string,
  name: string,
  edition: string,
): Promise<ProjectTarget[]> {
  const table = tableAt(data, 'lib');
  const root = join(folder, stringAt(table, 'path') ?? 'src/lib.rs');
  if (!(await exists(root))) return [];
  const macro = table?.['proc-macro'] === true || table?.proc_macro === true;
  return [
    {
      name: stringAt(table, 'name') ?? name,
      kind: macro ? 'proc-macro' : 'lib',
      edition,
      root,
      requires: [],
    },
  ];
}

async function binaries(
  data: TomlTable,
  folder: string,
  name: string,
  edition: string,
): Promise<ProjectTarget[]> {
  const list = Array.isArray(data.bin) ? data.bin.filter(isTable) : [];
  const found =
    packageTable(data)?.autobins === false ? new Map<string, string>() : await discovered(folder, name);
  const declared = list.flatMap((table) => stringAt(table, 'name') ?? []);
  for (const table of list) {
    const bin = stringAt(table, 'name') ?? name;
    const path = stringAt(table, 'path');
    const root = path === undefined ? await conventional(folder, bin, name) : join(folder, path);
    if (root === undefined || !(await exists(root))) continue;
    for (const [other, known] of found) if (known === root && !declared.includes(other)) found.delete(other);
    found.set(bin, root);
  }
  const requires = new Map(
    list.map((table) => [stringAt(table, 'name'), strings(table['required-features'])]),
  );
  return [...found].map(([bin, root]) => ({
    name: bin,
    kind: 'bin',
    edition,
    root,
    requires: requires.get(bin) ?? [],
  }));
}

async function conventional(folder: string, bin: string, packageName: string): Promise<string | undefined> {
  const paths = [
    `src/bin/${bin}.rs`,
    `src/bin/${bin}/main.rs`,
    ...(bin === packageName ? ['src/main.rs'] : []),
  ];
  for (const path of [...paths, 'src/main.rs'])
    if (await exists(join(folder, path))) return join(folder, path);
  return undefined;
}

async function discovered(folder: string, name: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const main = join(folder, 'src/main.rs');
  if (await exists(main)) found.set(name, main);
  const bins = join(folder, 'src/bin');
  for (const entry of await readdir(bins).catch(() => [])) {
    if (entry.endsWith('.rs')) found.set(basename(entry, '.rs'), join(bins, entry));
    else if (await exists(join(bins, entry, 'main.rs'))) found.set(entry, join(bins, entry, 'main.rs'));
  }
  return found;
}
