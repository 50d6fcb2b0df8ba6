import type * as vscode from 'vscode';
import type { BinaryTarget } from '../../engine/cargo/target';
import { portablePath } from '../../engine/record/portable-path';

/** A binary target of the open workspace. */
export interface Service {
  folder: vscode.WorkspaceFolder;
  target: BinaryTarget;
  /** absolute path of the cargo workspace's root */
  workspaceRoot: string;
}

/** The same for the same binary, after a reload too. */
export function serviceKey({ target }: Service): string {
  return `${target.manifest}#${target.bin}`;
}

/** A path as runs keep it: relative to the workspace folder, `/` as separator. */
export function relativeTo(folder: vscode.WorkspaceFolder, file: string): string {
  return portablePath(folder.uri.fsPath, file);
}
