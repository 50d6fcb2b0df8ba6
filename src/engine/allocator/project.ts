/** Packages and their targets: from `cargo metadata`, or where cargo refuses the manifest, from the files themselves. */
import { access, readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { readManifest } from '../../core/allocator/manifest';
import {
  isProblem,
  isTable,
  parseToml,
  stringAt,
  type TomlTable,
  tableAt,
} from '../../core/allocator/toml/document';
import { run } from './cargo';
import type { Texts } from './files';

export interface ProjectTarget {
  name: string;
  kind: 'bin' | 'lib' | 'proc-macro';
  edition: string;
  /** absolute path of its root source */
  root: string;
}

export interface ProjectPackage {
  name: string;
  manifestPath: string;
  targets: ProjectTarget[];
  defaultRun?: string;
}

export interface Project {
  /** absolute path of the workspace's folder */
  root: string;
  packages: ProjectPackage[];
  /** what cargo said where it would not read the manifest */
  cargoError?: string;
}

interface MetadataPackage {
  name: string;
  manifest_path: string;
  default_run: string | null;
  targets: { name: string; kind: string[]; edition: string; src_path: string }[];
}

/** Load the project that a manifest belongs to. */
export async function loadProject(manifestPath: string, texts: Texts): Promise<Project> {
  const args = [
    'metadata',
    '--format-version',
    '1',
    '--no-deps',
    '--offline',
    '--manifest-path',
    manifestPath,
  ];
  const result = await run('cargo', args, { cwd: dirname(manifestPath), timeout: 60_000 });
  if (!result.ok)
    return { ...(await inferProject(manifestPath, texts)), cargoError: lastCause(result.stderr) };
  const metadata: { workspace_root: string; packages: MetadataPackage[] } = JSON.parse(result.stdout);
  return {
    root: metadata.workspace_root,
    packages: metadata.packages.map((pack) => ({
      name: pack.name,
      manifestPath: pack.manifest_path,
      targets: pack.targets.flatMap((target) => {
        const kind = kindOf(target.kind);
        return kind ? [{ name: target.name, kind, edition: target.edition, root: target.src_path }] : [];
      }),
      ...(pack.default_run === null ? {} : { defaultRun: pack.default_run }),
    })),
  };
}

function kindOf(kinds: readonly string[]): ProjectTarget['kind'] | undefined {
  if (kinds.includes('bin')) return 'bin';
  if (kinds.includes('proc-macro')) return 'proc-macro';
  return kinds.some((kind) => /^(lib|rlib|dylib|cdylib|staticlib)$/.test(kind)) ? 'lib' : undefined;
}

/** Cargo's last cause, which names the trouble itself; the system's bare words with the cause before them. */
function lastCause(text: string): string {
  const causes = text
    .replace(/^error: /, '')
    .split('Caused by:')
    .map((part) => part.trim().split('\n')[0] ?? '');
  const last = causes.at(-1) ?? '';
  return /\(os error \d+\)$/.test(last) ? causes.slice(-2).join(': ') : last;
}

/** Cargo's rules for finding targets, for a manifest that cargo cannot load by itself. */
export async function inferProject(manifestPath: string, texts: Texts): Promise<Project> {
  const folder = dirname(resolve(manifestPath));
  const document = parseToml(await texts.read(manifestPath));
  if (isProblem(document)) return { root: folder, packages: [] };
  const { data } = document;
  const name = stringAt(tableAt(data, 'package'), 'name');
  if (name === undefined) return { root: folder, packages: [] };
  const declared = readManifest(data).edition;
  const edition = declared ?? (isTable(tableAt(data, 'package')?.edition) ? '2021' : '2015');
  const targets = [
    ...(await library(data, folder, name, edition)),
    ...(await binaries(data, folder, name, edition)),
  ];
  const defaultRun = stringAt(tableAt(data, 'package'), 'default-run');
  return {
    root: folder,
    packages: [{ name, manifestPath: resolve(manifestPath), targets, ...(defaultRun ? { defaultRun } : {}) }],
  };
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
  return [{ name: stringAt(table, 'name') ?? name, kind: macro ? 'proc-macro' : 'lib', edition, root }];
}

async function binaries(
  data: TomlTable,
  folder: string,
  name: string,
  edition: string,
): Promise<ProjectTarget[]> {
  const list = Array.isArray(data.bin) ? data.bin.filter(isTable) : [];
  const found =
    tableAt(data, 'package')?.autobins === false ? new Map<string, string>() : await discovered(folder, name);
  const declared = list.flatMap((table) => stringAt(table, 'name') ?? []);
  for (const table of list) {
    const bin = stringAt(table, 'name') ?? name;
    const path = stringAt(table, 'path');
    const root = path === undefined ? await conventional(folder, bin, name) : join(folder, path);
    if (root === undefined || !(await exists(root))) continue;
    for (const [other, known] of found) if (known === root && !declared.includes(other)) found.delete(other);
    found.set(bin, root);
  }
  return [...found].map(([bin, root]) => ({ name: bin, kind: 'bin', edition, root }));
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

export function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
