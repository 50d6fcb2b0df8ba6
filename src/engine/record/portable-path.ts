import path from 'node:path';

/** A file as seen from a folder, with `/` as separator on every system, so that a recording can travel. */
export function portablePath(folder: string, file: string): string {
  return path.relative(folder, file).split(path.sep).join('/');
}
