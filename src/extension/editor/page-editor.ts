import * as vscode from 'vscode';
import { Disposables } from '../base/disposables';

/** The read-only editors of a run, of a comparison and of a series from elsewhere, as package.json declares them. */
export const PAGE_EDITORS = ['stairstep.run', 'stairstep.comparison', 'stairstep.series'] as const;
export type PageEditor = (typeof PAGE_EDITORS)[number];

/** A read-only editor whose files are drawn by the chart page. What `open` makes ends with its panel. */
export function registerPageEditor(
  viewType: PageEditor,
  open: (file: vscode.Uri, panel: vscode.WebviewPanel) => Promise<vscode.Disposable>,
): vscode.Disposable {
  const provider: vscode.CustomReadonlyEditorProvider = {
    openCustomDocument: (uri) => ({ uri, dispose: () => {} }),
    resolveCustomEditor: async ({ uri }, panel) => {
      const lifetime = new Disposables();
      panel.onDidDispose(() => lifetime.dispose());
      lifetime.add(await open(uri, panel));
    },
  };
  return vscode.window.registerCustomEditorProvider(viewType, provider, {
    supportsMultipleEditorsPerDocument: true,
    webviewOptions: { enableFindWidget: false, retainContextWhenHidden: false },
  });
}
