/** The files of a workspace that a build may need: what git knows or would add, or all but caches. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Never part of the source. */
const LEFT_OUT = new Set(['.git', '.hg', '.jj', '.svn', '.stairstep', 'node_modules']);
/** What cargo and others put into a folder of things that can be made again. */
const CACHE_TAG = 'CACHEDIR.TAG';
const LIST_BYTES = 512 * 1024 * 1024;

/** Paths relative to `folder`: changed, staged and new files as they are on disk, those of submodules too. */
export async function workspaceFiles(folder: string): Promise<string[]> {
  return (await gitFiles(folder)) ?? (await allFiles(folder));
}

/** Undefined where the folder is in no git work tree, or there is no git. */
async function gitFiles(folder: string): Promise<string[] | undefined> {
  const answer = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: folder,
    maxBuffer: LIST_BYTES,
  }).catch(() => undefined);
  if (!answer) return undefined;
  const files: string[] = [];
  for (const name of new Set(answer.stdout.split('\0'))) {
    if (name === '' || name.split('/').some((part) => LEFT_OUT.has(part))) continue;
    const stats = await lstat(path.join(folder, name)).catch(() => undefined);
    if (stats === undefined) continue;
    if (!stats.isDirectory()) {
      files.push(name);
      continue;
    }
    // a submodule, or a repository inside that is not one
    const inner = path.join(folder, name);
    const own = existsSync(path.join(inner, '.git')) ? await workspaceFiles(inner) : [];
    files.push(...own.map((file) => path.join(name, file)));
  }
  return files;
}

async function allFiles(folder: string, prefix = ''): Promise<string[]> {
  const files: string[] = [];
  for (const entry of await readdir(path.join(folder, prefix), { withFileTypes: true })) {
    if (LEFT_OUT.has(entry.name)) continue;
    const name = path.join(prefix, entry.name);
    if (!entry.isDirectory()) {
      if (entry.isFile() || entry.isSymbolicLink()) files.push(name);
    } else if (!existsSync(path.join(folder, name, CACHE_TAG))) files.push(...(await allFiles(folder, name)));
  }
  return files;
}
