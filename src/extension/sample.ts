import { cp, stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../core/errors';

const NAME = 'stairstep-sample-service';

/** Copies the sample service to a folder that the user picks, and opens it there. */
export async function openSample(extension: vscode.Uri): Promise<void> {
  const [parent] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: vscode.l10n.t('Put the sample service here'),
      title: vscode.l10n.t('Folder for the sample service'),
    })) ?? [];
  if (!parent) return;
  const target = vscode.Uri.joinPath(parent, NAME);
  if (!(await exists(path.join(target.fsPath, 'Cargo.toml')))) await copySample(extension, target);
  const occupied = (vscode.workspace.workspaceFolders ?? []).length > 0;
  await vscode.commands.executeCommand('vscode.openFolder', target, { forceNewWindow: occupied });
}

async function copySample(extension: vscode.Uri, target: vscode.Uri): Promise<void> {
  const source = vscode.Uri.joinPath(extension, 'media', 'sample-service').fsPath;
  try {
    await cp(source, target.fsPath, {
      recursive: true,
      errorOnExist: true,
      force: false,
      filter: (file) => path.basename(file) !== 'target',
    });
  } catch (cause) {
    throw new UserError(
      'environment',
      vscode.l10n.t('The sample service cannot be written to {0}.', target.fsPath),
      vscode.l10n.t('Choose a folder that you may write to.'),
      { cause },
    );
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch {
    return false;
  }
}
