import type * as vscode from 'vscode';
import type { BinaryTarget } from '../../engine/cargo/target';

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
