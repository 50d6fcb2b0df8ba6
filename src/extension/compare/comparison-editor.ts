import * as vscode from 'vscode';
import type { PageEditor } from '../editor/page-editor';

export const COMPARISON_EDITOR: PageEditor = 'stairstep.comparison';

export async function openComparison(file: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('vscode.openWith', file, COMPARISON_EDITOR);
}
