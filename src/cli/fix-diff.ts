/** A fix as a unified diff that `git apply` and `patch -p1` take. */
import { realpath } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { applyEdits, type FileEdits } from '../core/allocator/edit';
import { portablePath } from '../engine/record/portable-path';

export interface FixDiff {
  diff: string;
  /** the folder that its paths begin at */
  base: string;
}

/**
 * Unified diff of all files, under their real names: neither tool changes a file through a symbolic link. Paths begin at
 * `cwd` where all files are below it, else at `root`, else at the nearest folder above them all.
 */
export async function fixDiff(files: readonly FileEdits[], cwd: string, root: string): Promise<FixDiff> {
  const paths = await Promise.all(files.map(({ path }) => realpath(path)));
  const places = await Promise.all([realpath(cwd), realpath(root)]);
  const base = places.find((place) => paths.every((path) => isBelow(path, place))) ?? above(paths);
  const patches = files.map((file, index) => {
    const path = portablePath(base, paths[index] ?? file.path);
    const after = applyEdits(file.before, file.edits);
    const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, file.before, after, undefined, undefined, {
      context: 3,
      headerOptions: FILE_HEADERS_ONLY,
    });
    return withTabs(patch);
  });
  return { diff: patches.join(''), base };
}

function above(paths: readonly string[]): string {
  let folder = dirname(paths[0] ?? sep);
  while (!paths.every((path) => isBelow(path, folder))) folder = dirname(folder);
  return folder;
}

/** A tab ends a file name with spaces, as git writes it: `patch` would take its first word only. */
function withTabs(patch: string): string {
  return patch.replace(/^(--- [^"\n]* [^"\n]*)\n(\+\+\+ [^\n]*)\n/, '$1\t\n$2\t\n');
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '' && !way.startsWith('..') && way !== path;
}
