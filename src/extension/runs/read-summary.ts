import * as vscode from 'vscode';
import type { RunSummary } from '../../engine/record/run-summary';

/** What a recording begins and ends with. Errors: {@link UserError} `file-unreadable`. */
export async function readSummary(file: vscode.Uri): Promise<RunSummary> {
  const { readRunSummary, summariseBytes } = await import('../lazy/runs');
  return file.scheme === 'file'
    ? readRunSummary(file.fsPath)
    : summariseBytes(await vscode.workspace.fs.readFile(file));
}
