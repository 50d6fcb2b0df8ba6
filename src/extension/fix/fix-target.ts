import type * as vscode from 'vscode';
import type { AllocatorName } from '../../core/allocator/allocator';

/** The binary that gets another allocator. */
export interface FixTarget {
  /** absolute path of its Cargo.toml */
  manifest: string;
  package?: string;
  bin: string;
  /** the run that showed the need, to lay the next one over */
  run?: vscode.Uri;
}

/** What is to be put in. */
export interface FixChoice {
  allocator: AllocatorName;
  /** behind this cargo feature */
  feature?: string;
}
