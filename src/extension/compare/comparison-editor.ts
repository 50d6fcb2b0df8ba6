import * as vscode from 'vscode';
import { ComparisonPage, type ComparisonPageServices } from './comparison-page';

const COMPARISON_EDITOR = 'stairstep.comparison';

export async function openComparison(file: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('vscode.openWith', file, COMPARISON_EDITOR);
}

/** The read-only editor of `*.memcompare`: trials side by side, while they are measured and after. */
export class ComparisonEditor implements vscode.CustomReadonlyEditorProvider {
  constructor(private readonly services: ComparisonPageServices) {}

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => {} };
  }

  resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    // ends with its panel
    new ComparisonPage(uri, panel, this.services);
  }

  register(): vscode.Disposable {
    return vscode.window.registerCustomEditorProvider(COMPARISON_EDITOR, this, {
      supportsMultipleEditorsPerDocument: true,
      webviewOptions: { retainContextWhenHidden: false },
    });
  }
}
