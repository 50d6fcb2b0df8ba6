import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';

const KEY = 'stairstep.activeRun';

/** Remembers the run under way, so that a window that was closed or reloaded in the middle of it can say so. */
export class InterruptedRun {
  constructor(private readonly memory: vscode.Memento) {}

  async remember(file: vscode.Uri | undefined): Promise<void> {
    await this.memory.update(KEY, file?.toString());
  }

  /** The run that the last window left; told once. */
  async takeLast(): Promise<vscode.Uri | undefined> {
    const text = this.memory.get<string>(KEY);
    if (text === undefined) return undefined;
    await this.remember(undefined);
    const file = vscode.Uri.parse(text);
    return existsSync(file.fsPath) ? file : undefined;
  }
}

/** Says that a run was cut short, and offers what there is of it. */
export async function tellInterrupted(
  file: vscode.Uri,
  show: (file: vscode.Uri) => Promise<void>,
): Promise<void> {
  const { name } = path.posix.parse(file.path);
  const open = vscode.l10n.t('Show the chart');
  const again = vscode.l10n.t('Run again');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('The run {0} ended when its window closed. What was recorded until then is kept.', name),
    open,
    again,
  );
  if (answer === open) await show(file);
  else if (answer === again) await vscode.commands.executeCommand('stairstep.runAgain', file);
}
