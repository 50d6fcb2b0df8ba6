/** What keeps a manifest from being read. */
import { sep } from 'node:path';
import { packageTable } from '../../core/allocator/manifest';
import { type Refusal, refused, shownPath } from '../../core/allocator/outcome';
import { isProblem, isTable, parseToml } from '../../core/allocator/toml/document';

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

/** Whether a manifest is that of a workspace, without a package of its own. */
export function isVirtual(text: string): boolean {
  const document = parseToml(text);
  return (
    !isProblem(document) && isTable(document.data.workspace) && packageTable(document.data) === undefined
  );
}
