import * as vscode from 'vscode';
import { Disposables } from '../base/disposables';
import type { EventBatch, LiveRuns, LiveTrial } from './live-runs';

/** The file that an engine of this window is writing now, and who listens to it. There is one engine, so one file. */
export class LiveRecording implements LiveRuns, vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<void>());
  private readonly batches = this.disposables.add(new vscode.EventEmitter<EventBatch & { of: string }>());
  private file: vscode.Uri | undefined;
  private trial: string | undefined;
  private comparison: vscode.Uri | undefined;
  private givenUp: { file: string; why: unknown } | undefined;
  readonly onDidChange = this.changed.event;

  isLive(file: vscode.Uri): boolean {
    return this.file?.toString() === file.toString();
  }

  isComparing(comparison: vscode.Uri): boolean {
    return this.comparison?.toString() === comparison.toString();
  }

  trialOf(comparison: vscode.Uri): LiveTrial | undefined {
    const { file, trial } = this;
    return file && trial !== undefined && this.isComparing(comparison) ? { file, trial } : undefined;
  }

  whyGivenUp(file: vscode.Uri): unknown {
    return this.givenUp?.file === file.toString() ? this.givenUp.why : undefined;
  }

  onEvents(file: vscode.Uri, take: (batch: EventBatch) => void): vscode.Disposable {
    const wanted = file.toString();
    return this.batches.event(({ of, from, events }) => {
      if (of === wanted) take({ from, events });
    });
  }

  /** A recording began; `trial` is the id of the one that it is of, in a comparison. */
  begin(file: vscode.Uri, trial?: string): void {
    this.file = file;
    this.trial = trial;
    this.changed.fire();
  }

  /** Comes after it is in the file. */
  take(batch: EventBatch): void {
    if (this.file) this.batches.fire({ ...batch, of: this.file.toString() });
  }

  /** The recording is over; `why` it was given up, where it left no file. */
  end(why?: unknown): void {
    if (!this.file) return;
    this.givenUp = why === undefined ? undefined : { file: this.file.toString(), why };
    this.file = undefined;
    this.trial = undefined;
    this.changed.fire();
  }

  /** A comparison goes on until `undefined` comes. */
  compare(comparison: vscode.Uri | undefined): void {
    if (!comparison && !this.comparison) return;
    this.comparison = comparison;
    this.changed.fire();
  }

  dispose(): void {
    this.disposables.dispose();
  }
}
