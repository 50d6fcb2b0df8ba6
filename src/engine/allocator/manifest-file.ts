/** What keeps a manifest from being read. */
import { sep } from 'node:path';
import { type Refusal, refused, shownPath } from '../../core/allocator/outcome';
import { isProblem, parseToml } from '../../core/allocator/toml/document';

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
