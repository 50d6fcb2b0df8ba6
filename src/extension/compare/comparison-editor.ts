import * as vscode from 'vscode';
import { registerPageEditor } from '../editor/page-editor';
import type { ComparisonPageServices } from './comparison-page';

const COMPARISON_EDITOR = 'stairstep.comparison';

export async function openComparison(file: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('vscode.openWith', file, COMPARISON_EDITOR);
}

/** The read-only editor of `*.memcompare`: trials side by side, while they are measured and after. */
export function registerComparisonEditor(services: ComparisonPageServices): vscode.Disposable {
  return registerPageEditor(COMPARISON_EDITOR, async (file, panel) => {
    const { ComparisonPage } = await import('../lazy/pages');
    return new ComparisonPage(file, panel, services);
  });
}
