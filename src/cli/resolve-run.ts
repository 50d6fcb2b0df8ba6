import { existsSync } from 'node:fs';
import path from 'node:path';
import { EXTENSION } from '../engine/record/run-folder';
import { findRunsFolder, listRuns } from '../engine/record/runs';
import { usage } from './args';

/** The recording that a person means: a path, or the id of one in the runs folder; the newest where nothing is said. */
export async function resolveRun(given: string | undefined, cwd: string): Promise<string> {
  const folder = findRunsFolder(cwd);
  if (given !== undefined) {
    const asPath = path.resolve(cwd, given);
    const asId = path.join(folder, given.endsWith(EXTENSION) ? given : given + EXTENSION);
    return !existsSync(asPath) && existsSync(asId) ? asId : asPath;
  }
  const [newest] = (await listRuns(folder)).runs;
  if (newest) return newest.file;
  throw usage('There is no recording yet.', 'Make one with `stairstep profile`, or name a .memprofile file.');
}
