import * as vscode from 'vscode';
import type { Settings } from '../base/config';

/** Cargo builds what is on disk: asks what to do with unsaved files, or does what the settings say. False where the user called it off. */
export async function readyToBuild(settings: Settings): Promise<boolean> {
  const unsaved = vscode.workspace.textDocuments.filter(
    ({ isDirty, isUntitled, uri }) => isDirty && !isUntitled && uri.scheme === 'file',
  );
  const wish = settings.saveBeforeRun.get();
  if (unsaved.length === 0 || wish === 'never') return true;
  if (wish === 'always') return saved(unsaved);
  const save = vscode.l10n.t('Save all and build');
  const asIs = vscode.l10n.t('Build what is on disk');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('{0} files have changes that are not saved. Cargo builds what is on disk.', unsaved.length),
    { modal: true },
    save,
    asIs,
  );
  if (answer === save) return saved(unsaved);
  return answer === asIs;
}

/** Also those that have no tab, which a change of several files leaves behind. */
async function saved(documents: readonly vscode.TextDocument[]): Promise<boolean> {
  const all = await Promise.all(documents.map((document) => document.save()));
  return all.every((one) => one);
}
