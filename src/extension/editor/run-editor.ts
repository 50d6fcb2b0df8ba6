import * as vscode from 'vscode';
import { registerPageEditor } from './page-editor';
import type { RunPageServices } from './run-page';

export const RUN_EDITOR = 'stairstep.run';

/** The read-only editor of `*.memprofile`: a live run, an old one and a file from a colleague all open in it. */
export function registerRunEditor(services: RunPageServices): vscode.Disposable {
  return registerPageEditor(RUN_EDITOR, async (file, panel) => {
    const { RunPage } = await import('../lazy/pages');
    return new RunPage(file, panel, services);
  });
}

/** The run in the active tab, of whatever group. */
export function activeRun(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputCustom && input.viewType === RUN_EDITOR ? input.uri : undefined;
}
