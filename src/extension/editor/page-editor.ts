import * as vscode from 'vscode';

/** A read-only editor whose files are drawn by the chart page. What `open` makes ends with its panel. */
export function registerPageEditor(
  viewType: string,
  open: (file: vscode.Uri, panel: vscode.WebviewPanel) => vscode.Disposable,
): vscode.Disposable {
  const provider: vscode.CustomReadonlyEditorProvider = {
    openCustomDocument: (uri) => ({ uri, dispose: () => {} }),
    resolveCustomEditor: ({ uri }, panel) => {
      const page = open(uri, panel);
      panel.onDidDispose(() => page.dispose());
    },
  };
  return vscode.window.registerCustomEditorProvider(viewType, provider, {
    supportsMultipleEditorsPerDocument: true,
    webviewOptions: { enableFindWidget: false, retainContextWhenHidden: false },
  });
}
