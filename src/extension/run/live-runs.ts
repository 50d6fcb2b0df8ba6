import type * as vscode from 'vscode';
import type { RunEvent } from '../../core/run/event';

/** Events of a run as the engine sends them; `from` is the 0-based line of the first in the run's file. */
export interface EventBatch {
  from: number;
  events: RunEvent[];
}

/** What an open chart needs to know of the run that is being recorded. */
export interface LiveRuns {
  /** whether this file is being recorded by this window */
  isLive(file: vscode.Uri): boolean;
  /** batches of that file */
  onEvents(file: vscode.Uri, take: (batch: EventBatch) => void): vscode.Disposable;
  /** a run began or ended */
  readonly onDidChange: vscode.Event<void>;
}
