/** The workspace of a manifest by cargo's rules, where cargo itself cannot load it. */
import { dirname, join, relative, resolve, sep } from 'node:path';
import { packageTable } from '../../core/allocator/manifest';
import {
  isProblem,
  parseToml,
  stringAt,
  strings,
  type TomlTable,
  tableAt,
} from '../../core/allocator/toml/document';
import type { Texts } from './files';

/** The folder of the workspace; the manifest's own where it is in none. */
export async function workspaceRoot(manifestPath: string, texts: Texts): Promise<string> {
  const own = dirname(manifestPath);
  const data = await manifestOf(own, texts);
  if (data?.workspace !== undefined) return own;
  const named = stringAt(data && packageTable(data), 'workspace');
  if (named !== undefined) return resolve(own, named);
  for (let at = own; dirname(at) !== at; ) {
    at = dirname(at);
    const workspace = tableAt((await manifestOf(at, texts)) ?? {}, 'workspace');
    if (workspace && !excludes(workspace, relative(at, own))) return at;
  }
  return own;
}

/** What a folder's Cargo.toml says; undefined where there is none that can be read. */
export async function manifestOf(folder: string, texts: Texts): Promise<TomlTable | undefined> {
  const text = await texts.tryRead(join(folder, 'Cargo.toml'));
  const document = text === undefined ? undefined : parseToml(text);
  return document && !isProblem(document) ? document.data : undefined;
}

function excludes({ exclude }: TomlTable, folder: string): boolean {
  const path = folder.split(sep).join('/');
  return strings(exclude).some((entry) => `${path}/`.startsWith(`${entry.replace(/^\.\/|\/+$/g, '')}/`));
}
