import { existsSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../core/errors';
import { EXTENSION } from '../engine/record/run-folder';
import { findRunsFolder, listRuns } from '../engine/record/runs';
import { plainText } from '../report/words';
import { usage } from './args';
import { checkPath } from './run-file';

/** Ids that are named where one was mistyped. */
const MOST_NAMED = 5;

/**
 * The recording that a person means: a path, or the id of one in the runs folder; the newest where nothing is said.
 * Errors: {@link UserError} `file-unreadable` that names some ids where there is neither.
 */
export async function resolveRun(given: string | undefined, cwd: string): Promise<string> {
  const folder = findRunsFolder(cwd);
  if (given !== undefined) {
    const asPath = path.resolve(cwd, given);
    const asId = path.join(folder, given.endsWith(EXTENSION) ? given : given + EXTENSION);
    if (existsSync(asPath)) return asPath;
    if (existsSync(asId)) return asId;
    throw await unknownRun(asPath, folder);
  }
  const [newest] = (await listRuns(folder)).runs;
  if (newest) return newest.file;
  throw usage('There is no recording yet.', 'Make one with `stairstep profile`, or name a .memprofile file.');
}

async function unknownRun(file: string, folder: string): Promise<UserError> {
  const { runs } = await listRuns(folder);
  const ids = runs.slice(0, MOST_NAMED).map(({ id }) => plainText(id));
  const remedy =
    ids.length === 0
      ? checkPath(file)
      : `Recordings here, newest first: ${ids.join(', ')}. See them all with \`stairstep runs\`.`;
  return new UserError('file-unreadable', `${file} cannot be read: there is no such file.`, remedy);
}
