import * as vscode from 'vscode';

/**
 * Lists stay until they are answered or Escape is pressed. When the palette closes, the editor gives the focus back
 * to a chart a moment later, which would take a list away that opened in between (microsoft/vscode#93950).
 */
const STAYS = { ignoreFocusOut: true } as const;

type Options = Omit<vscode.QuickPickOptions, 'canPickMany' | 'ignoreFocusOut'>;

/** Undefined where nothing was picked. */
export function pickOne<T extends vscode.QuickPickItem>(
  items: readonly T[] | Promise<readonly T[]>,
  options: Options,
): Thenable<T | undefined> {
  return vscode.window.showQuickPick(items, { ...options, ...STAYS });
}

/** Undefined where it was called off. */
export function pickMany<T extends vscode.QuickPickItem>(
  items: readonly T[] | Promise<readonly T[]>,
  options: Options,
): Thenable<T[] | undefined> {
  return vscode.window.showQuickPick(items, { ...options, ...STAYS, canPickMany: true });
}

/** Undefined where nothing was typed. */
export function typeText(
  options: Omit<vscode.InputBoxOptions, 'ignoreFocusOut'>,
): Thenable<string | undefined> {
  return vscode.window.showInputBox({ ...options, ...STAYS });
}
