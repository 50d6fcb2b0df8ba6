import * as vscode from 'vscode';
import type { PageEditor } from './page-editor';

export const RUN_EDITOR: PageEditor = 'stairstep.run';

/** The run in the active tab, of whatever group. */
export function activeRun(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputCustom && input.viewType === RUN_EDITOR ? input.uri : undefined;
}
