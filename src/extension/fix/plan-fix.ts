import * as vscode from 'vscode';
import type { FileEdits } from '../../core/allocator/edit';
import type { PreparedFix } from '../../engine/allocator/fix';
import type { FixChoice } from './choose-fix';
import type { FixTarget } from './fix-target';

const BYTE_ORDER_MARK = '\uFEFF';

/** Plans a fix over the texts as the editor has them, saved or not. Errors: {@link UserError}. */
export async function planFix(
  extension: vscode.Uri,
  target: FixTarget,
  choice: FixChoice,
  env: NodeJS.ProcessEnv,
): Promise<PreparedFix> {
  const { prepareFix } = await import('../lazy/fix');
  const prepare = () =>
    prepareFix({
      manifestPath: target.manifest,
      bin: target.bin,
      ...(target.package !== undefined && { package: target.package }),
      ...choice,
      env,
      readFile: async (path) => openDocument(path)?.getText(),
      wasmFolder: vscode.Uri.joinPath(extension, 'dist').fsPath,
    });
  const first = await prepare();
  if (first.outcome.kind !== 'edits') return first;
  // An editor drops byte order marks and unifies line endings, so what it edits may differ from the file.
  const documents = await Promise.all(
    first.outcome.files.map(({ path }) => vscode.workspace.openTextDocument(vscode.Uri.file(path))),
  );
  const same = first.outcome.files.every(({ before }, index) => before === documents[index]?.getText());
  return same ? first : prepare();
}

function openDocument(path: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'file' && uri.fsPath === path);
}

/** Whether a document has the text of a file; an editor drops the byte order mark. */
export function hasText(document: vscode.TextDocument, text: string): boolean {
  return document.getText() === text.replace(BYTE_ORDER_MARK, '');
}

/**
 * The edits for the editor: one undo for all files, nothing saved. Undefined where a
 * document is no longer what they were made for.
 */
export async function workspaceEdit(
  files: readonly FileEdits[],
  label: string,
  how: 'after a preview' | 'at once',
): Promise<vscode.WorkspaceEdit | undefined> {
  const edit = new vscode.WorkspaceEdit();
  for (const { path, before, edits } of files) {
    const uri = vscode.Uri.file(path);
    const document = await vscode.workspace.openTextDocument(uri);
    if (!hasText(document, before)) return undefined;
    for (const { start, end, newText } of edits) {
      const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
      edit.replace(uri, range, newText, { label, needsConfirmation: how === 'after a preview' });
    }
  }
  return edit;
}
