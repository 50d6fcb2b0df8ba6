/** The manifest that a fix begins with. */
import { stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { type Refusal, refused, shownPath } from '../../core/allocator/outcome';
import { isProblem, parseToml } from '../../core/allocator/toml/document';
import { UserError } from '../../core/errors';

/** The manifest that a path names. */
export async function manifestAt(path: string): Promise<string> {
  const absolute = resolve(path);
  const found = await stat(absolute).catch(() => undefined);
  if (found?.isDirectory()) return manifestAt(join(absolute, 'Cargo.toml'));
  if (!found)
    throw new UserError(
      'file-unreadable',
      `There is no ${absolute}.`,
      'Name a Cargo.toml with --manifest-path.',
    );
  return absolute;
}

/** Why the text of a manifest at a path cannot be read, with its place below a folder; undefined where it can. */
export function problemIn(text: string, path: string, folder: string): Refusal | undefined {
  const document = parseToml(text);
  if (!isProblem(document)) return undefined;
  return refused(
    'manifest-invalid',
    `${shownPath(path, folder + sep)}:${document.line}: ${document.message}.`,
    'Correct that line first; nothing was changed.',
  );
}
