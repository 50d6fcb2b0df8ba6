/** The manifest that a path on a command line names. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../core/errors';

const NAME = 'Cargo.toml';

/** A Cargo.toml, also by the folder that holds it. Errors: {@link UserError} `usage`. */
export async function manifestAt(given: string): Promise<string> {
  const absolute = path.resolve(given);
  const found = await stat(absolute).catch(() => undefined);
  if (found?.isDirectory()) return manifestAt(path.join(absolute, NAME));
  const remedy = `Name a ${NAME}, or the folder that holds it, with --manifest-path.`;
  if (!found) throw new UserError('usage', `There is no ${absolute}.`, remedy);
  if (path.basename(absolute) !== NAME)
    throw new UserError('usage', `${absolute} is no ${NAME}: cargo takes no other name.`, remedy);
  return absolute;
}
