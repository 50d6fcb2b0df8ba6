/** A fix as a unified diff that `git apply` and `patch -p1` take. */
import { relative, sep } from 'node:path';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { applyEdits, type FileEdits } from '../core/allocator/edit';

/** Unified diff of all files; paths are relative to `cwd` where all are below it, else to `root`. */
export function fixDiff(files: readonly FileEdits[], cwd: string, root: string): string {
  const base = files.every(({ path }) => isBelow(path, cwd)) ? cwd : root;
  return files
    .map((file) => {
      const path = relative(base, file.path).split(sep).join('/');
      const after = applyEdits(file.before, file.edits);
      const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, file.before, after, undefined, undefined, {
        context: 3,
        headerOptions: FILE_HEADERS_ONLY,
      });
      return withTabs(patch);
    })
    .join('');
}

/** A tab ends a file name with spaces, as git writes it: `patch` would take its first word only. */
function withTabs(patch: string): string {
  return patch.replace(/^(--- [^"\n]* [^"\n]*)\n(\+\+\+ [^\n]*)\n/, '$1\t\n$2\t\n');
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '' && !way.startsWith('..') && way !== path;
}
