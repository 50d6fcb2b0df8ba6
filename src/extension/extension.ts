import * as vscode from 'vscode';
import { Disposables } from './base/disposables';
import { COMMAND_IDS } from './command-ids';
import { PAGE_EDITORS, registerPageEditor } from './editor/page-editor';
import type { Workbench } from './workbench';

/**
 * Registers what the editor may ask for at once. All that stands behind it is loaded when that is done, so that neither
 * the editor nor its other extensions wait for it.
 */
export function activate(context: vscode.ExtensionContext): void {
  const parts = new Disposables();
  context.subscriptions.push(parts);
  let loading: Promise<Workbench> | undefined;
  const workbench = () => {
    loading ??= import('./lazy/workbench').then(({ Workbench }) => parts.add(new Workbench(context)));
    return loading;
  };
  for (const id of COMMAND_IDS) {
    const run = async (...args: unknown[]) => (await workbench()).run(id, args);
    parts.add(vscode.commands.registerCommand(id, run));
  }
  for (const editor of PAGE_EDITORS) {
    parts.add(
      registerPageEditor(editor, async (file, panel) => (await workbench()).open(editor, file, panel)),
    );
  }
  const timer = setImmediate(() => void workbench());
  parts.add({ dispose: () => clearImmediate(timer) });
}
