/**
 * A copy of a cargo workspace in which paths out of it still lead where they led: the folders above are rebuilt as far
 * as a path dependency goes, and what lies outside is linked there. The user's files are only read.
 */
import { existsSync } from 'node:fs';
import { constants, copyFile, lstat, mkdir, readlink, symlink } from 'node:fs/promises';
import path from 'node:path';
import { isInside, outsideWorkspaces } from './path-packages';
import { workspaceFiles } from './workspace-files';

export interface CopyRequest {
  /** absolute, as cargo names it */
  workspaceRoot: string;
  /** an empty folder for it */
  into: string;
  /** what the last build read: ignored files among it are needed too */
  inputs: readonly string[];
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal;
}

/** Gives a function from a path of the workspace to the same in the copy. */
export async function copyWorkspace(request: CopyRequest): Promise<(original: string) => string> {
  const { workspaceRoot, into, inputs, env, signal } = request;
  const outside = await outsideWorkspaces(workspaceRoot, env);
  // a package above the workspace, as in `fuzz/` folders, is copied with it
  const copied = outside.reduce((root, other) => (isInside(root, other) ? other : root), workspaceRoot);
  const linked = outside.filter((folder) => !isInside(folder, copied));
  const top = commonFolder([copied, ...linked]);
  const inCopy = (original: string) => path.join(into, path.relative(top, original));
  const files = new Set(await workspaceFiles(copied));
  for (const file of [...inputs, path.join(workspaceRoot, 'Cargo.lock')]) {
    if (isInside(file, copied) && existsSync(file) && !isCache(file, copied))
      files.add(path.relative(copied, file));
  }
  for (const name of files) {
    signal?.throwIfAborted();
    const file = path.join(copied, name);
    if (!isCargoConfigAbove(file, workspaceRoot)) await copyOne(file, inCopy(file), copied);
  }
  for (const folder of linked) {
    await mkdir(path.dirname(inCopy(folder)), { recursive: true });
    await symlink(folder, inCopy(folder), 'junction');
  }
  return inCopy;
}

/**
 * Cargo finds the original of these from the copy, which lies in the workspace, and would join the lists of both.
 */
function isCargoConfigAbove(file: string, workspaceRoot: string): boolean {
  const folder = path.dirname(file);
  return path.basename(folder) === '.cargo' && isInside(workspaceRoot, path.dirname(folder));
}

/** Whether a file was made by a build: it lies in a folder that cargo marks as a cache. */
function isCache(file: string, root: string): boolean {
  for (let at = path.dirname(file); isInside(at, root); at = path.dirname(at)) {
    if (path.basename(at) === '.stairstep' || existsSync(path.join(at, 'CACHEDIR.TAG'))) return true;
    if (path.dirname(at) === at) return false;
  }
  return false;
}

async function copyOne(from: string, to: string, root: string): Promise<void> {
  const stats = await lstat(from).catch(() => undefined);
  if (!stats?.isFile() && !stats?.isSymbolicLink()) return;
  await mkdir(path.dirname(to), { recursive: true });
  if (stats.isFile()) {
    await copyFile(from, to, constants.COPYFILE_FICLONE);
    return;
  }
  const target = await readlink(from);
  const absolute = path.resolve(path.dirname(from), target);
  await symlink(isInside(absolute, root) ? target : absolute, to);
}

/** The deepest folder that holds all of them. */
function commonFolder(folders: readonly string[]): string {
  return folders.reduce((common, folder) => {
    let at = common;
    while (!isInside(folder, at) && path.dirname(at) !== at) at = path.dirname(at);
    return at;
  });
}
