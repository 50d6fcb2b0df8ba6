import * as vscode from 'vscode';

/** Changes an open or closed load plan in the editor, unsaved like every edit, and shows it. */
export async function changePlan(plan: vscode.Uri, change: (text: string) => string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(plan);
  const text = document.getText();
  const edit = new vscode.WorkspaceEdit();
  edit.replace(
    plan,
    new vscode.Range(document.positionAt(0), document.positionAt(text.length)),
    change(text),
  );
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(document, { preview: false });
}
