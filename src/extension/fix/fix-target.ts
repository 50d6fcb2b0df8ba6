import type * as vscode from 'vscode';

/** The binary that gets another allocator. */
export interface FixTarget {
  /** absolute path of its Cargo.toml */
  manifest: string;
  package?: string;
  bin: string;
  /** the run that showed the need, to lay the next one over */
  run?: vscode.Uri;
  /** the plan's file of that run, where it is there */
  plan?: vscode.Uri;
}
