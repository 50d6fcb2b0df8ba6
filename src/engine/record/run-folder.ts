/** `.stairstep/` at the root of a workspace: where runs are kept. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../core/errors';
import { systemWords } from '../../core/system-words';
import { freshId } from './fresh-id';

export const EXTENSION = '.memprofile';

/** Not `recursive`, which says 'no such file or directory' of a file system that is read-only. */
function make(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

/** An empty one would be taken for ours at the next start. */
function writeWhole(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
}

export class RunFolder {
  readonly home: string;
  readonly runs: string;

  /** `root`: the workspace folder */
  constructor(readonly root: string) {
    this.home = path.join(root, '.stairstep');
    this.runs = path.join(this.home, 'runs');
  }

  /** Makes the folder, and `more` in it, out of sight of git. Errors: {@link UserError} `environment` where it cannot be written. */
  prepare(...more: string[]): void {
    try {
      mkdirSync(path.dirname(this.home), { recursive: true });
      for (const folder of [this.home, this.runs, ...more]) make(folder);
      const ignore = path.join(this.home, '.gitignore');
      if (!existsSync(ignore)) writeWhole(ignore, '*\n');
    } catch (cause) {
      throw new UserError(
        'environment',
        `Runs cannot be kept in ${this.runs}: ${systemWords(cause)}.`,
        'Make the folder writable, or work in a copy of the project.',
        { cause },
      );
    }
  }

  /** For a new run of a service. */
  freshId(service: string, at: Date): string {
    return freshId(service, at, (id) => existsSync(this.file(id)));
  }

  file(id: string): string {
    return path.join(this.runs, id + EXTENSION);
  }
}
