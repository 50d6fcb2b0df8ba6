import * as vscode from 'vscode';
import { RUN_EDITOR } from '../editor/run-editor';

/** Shows a run in its chart; in the group where it is open already, if it is. */
export async function openRun(run: vscode.Uri, viewColumn?: vscode.ViewColumn): Promise<void> {
  const column = viewColumn ?? columnOf(run);
  const options: vscode.TextDocumentShowOptions = {
    preview: false,
    ...(column !== undefined && { viewColumn: column }),
  };
  await vscode.commands.executeCommand('vscode.openWith', run, RUN_EDITOR, options);
}

/**
 * Shows a run that begins: where a chart is in sight, so that one run after another does not add up to columns; else
 * beside what is open.
 */
export async function openBeside(run: vscode.Uri): Promise<void> {
  const { all, activeTabGroup } = vscode.window.tabGroups;
  const withChart = [activeTabGroup, ...all].find(({ activeTab }) => isChart(activeTab));
  const beside = activeTabGroup.tabs.length > 0 ? vscode.ViewColumn.Beside : undefined;
  await openRun(run, withChart?.viewColumn ?? beside);
}

function isChart(tab: vscode.Tab | undefined): boolean {
  return tab?.input instanceof vscode.TabInputCustom && tab.input.viewType === RUN_EDITOR;
}

function columnOf(run: vscode.Uri): vscode.ViewColumn | undefined {
  for (const { tabs, viewColumn } of vscode.window.tabGroups.all) {
    const shown = tabs.some(
      ({ input }) => input instanceof vscode.TabInputCustom && input.uri.toString() === run.toString(),
    );
    if (shown) return viewColumn;
  }
  return undefined;
}
