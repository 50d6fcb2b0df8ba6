import * as vscode from 'vscode';
import { RunPage, type RunPageServices } from './run-page';

export const RUN_EDITOR = 'stairstep.run';

/** The read-only editor of `*.memprofile`: a live run, an old one and a file from a colleague all open in it. */
export class RunEditor implements vscode.CustomReadonlyEditorProvider {
  constructor(private readonly services: RunPageServices) {}

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => {} };
  }

  resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    // ends with its panel
    new RunPage(uri, panel, this.services);
  }

  register(): vscode.Disposable {
    return vscode.window.registerCustomEditorProvider(RUN_EDITOR, this, {
      supportsMultipleEditorsPerDocument: true,
      webviewOptions: { enableFindWidget: false, retainContextWhenHidden: false },
    });
  }
}

/** The run in the active tab, of whatever group. */
export function activeRun(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputCustom && input.viewType === RUN_EDITOR ? input.uri : undefined;
}
