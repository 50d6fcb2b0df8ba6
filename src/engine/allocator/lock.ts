/** Versions in Cargo.lock. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Crate -> versions. */
export type Versions = Record<string, string[]>;

/** Those of a folder's lock file; empty where there is no lock file. */
export async function lockedVersions(folder: string): Promise<Versions> {
  const text = await readFile(join(folder, 'Cargo.lock'), 'utf8').catch(() => '');
  const versions: Versions = {};
  for (const match of text.matchAll(/\[\[package\]\]\r?\nname = "([^"]+)"\r?\nversion = "([^"]+)"/g)) {
    const [, name = '', version = ''] = match;
    versions[name] = [...(versions[name] ?? []), version];
  }
  return versions;
}
