import type * as vscode from 'vscode';
import type { RunEvent } from '../../core/run/event';

/** Events of a run as the engine sends them; `from` is the 0-based line of the first in the run's file. */
export interface EventBatch {
  from: number;
  events: RunEvent[];
}

/** A recording of a comparison that is being made. */
export interface LiveTrial {
  file: vscode.Uri;
  /** its id in the comparison */
  trial: string;
}

/** What an open chart needs to know of the run that is being recorded. */
export interface LiveRuns {
  /** whether this file is being recorded by this window */
  isLive(file: vscode.Uri): boolean;
  /** whether this window goes on with this comparison */
  isComparing(comparison: vscode.Uri): boolean;
  /** the recording that is being made for this comparison */
  trialOf(comparison: vscode.Uri): LiveTrial | undefined;
  /** why this window gave up the last recording that it began, where that is of this file, and left none */
  whyGivenUp(file: vscode.Uri): unknown;
  /** batches of that file */
  onEvents(file: vscode.Uri, take: (batch: EventBatch) => void): vscode.Disposable;
  /** a run or a comparison began or ended */
  readonly onDidChange: vscode.Event<void>;
}
