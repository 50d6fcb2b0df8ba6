/** A workspace as links in a temporary folder, where cargo may write the lock file that it wants to. */
import { copyFile, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';

export interface Shadow {
  /** where a file of the workspace is in the shadow */
  at(path: string): string;
  /** which file one of the shadow is */
  real(path: string): string;
  remove(): Promise<void>;
}

/**
 * Shadow the workspace whose root is `root`. Folders above it are there too, as far as the manifests lead with `../`,
 * since cargo takes such a path from the manifest's name, not from what that links to.
 */
export async function shadowWorkspace(root: string, manifests: readonly string[]): Promise<Shadow> {
  const ups = await Promise.all(manifests.map((path) => levelsAbove(root, path)));
  const top = resolve(root, ...Array<string>(Math.max(0, ...ups)).fill('..'));
  const temporary = await realpath(await mkdtemp(join(tmpdir(), 'stairstep-lock-')));
  const at = (path: string) => join(temporary, relative(top, path));
  try {
    for (let folder = root; ; folder = dirname(folder)) {
      await linkEntries(folder, at(folder), at(root));
      if (folder === top) break;
    }
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
  return {
    at,
    real: (path) => (path.startsWith(temporary + sep) ? join(top, relative(temporary, path)) : path),
    remove: () => rm(temporary, { recursive: true, force: true }),
  };
}

/** How far above the root the relative paths of a manifest lead. */
async function levelsAbove(root: string, manifest: string): Promise<number> {
  const text = await readFile(manifest, 'utf8').catch(() => '');
  const ways = [...text.matchAll(/["'](\.\.[\\/][^"'\n]*|\.\.)["']/g)].map(([, way = '']) =>
    relative(root, resolve(dirname(manifest), way)),
  );
  return Math.max(0, ...ways.map((way) => way.split(sep).filter((part) => part === '..').length));
}

/** What is there already, being on the way to the root, stays. */
async function linkEntries(from: string, to: string, root: string): Promise<void> {
  await mkdir(to, { recursive: true });
  const present = new Set(await readdir(to));
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, link] = [join(from, entry.name), join(to, entry.name)];
    if (to === root && entry.name === 'Cargo.lock') await copyFile(source, link);
    else if (!present.has(entry.name)) await symlink(source, link, entry.isDirectory() ? 'junction' : 'file');
  }
}
