import * as vscode from 'vscode';
import { insideRoot, rootOf } from '../runs/run-root';
import type { ServiceHint } from '../services/picker';
import type { ComparedRun, TrialFile } from './compared-files';

export interface ReadComparison {
  /** the text of the file */
  log: string;
  runs: ComparedRun[];
  /** the binary that a fix would change; undefined where it is not of this workspace */
  fixable: ServiceHint | undefined;
}

/** What a `.memcompare` holds now; `recording` is being made for it. Errors: {@link UserError} `file-unreadable`, or of the file system. */
export async function readComparisonAt(file: vscode.Uri, recording?: TrialFile): Promise<ReadComparison> {
  const { readComparedFiles } = await import('../lazy/compare');
  const log = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const { service, manifest, runs } = readComparedFiles(log, recording);
  const root = rootOf({ uri: file });
  const inside = root && insideRoot(root, manifest);
  return { log, runs, fixable: inside && { manifest: inside.fsPath, bin: service } };
}
