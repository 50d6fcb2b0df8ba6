import type * as vscode from 'vscode';
import type { ToPage } from '../../core/view/protocol';
import { Deferred } from '../base/deferred';
import type { EventBatch } from '../recording/live-runs';
import { RunFeed } from './run-feed';
import type { Post } from './send-log';

/** Sends one page the run that it draws. One for each opening of a page. */
export class PageFeed implements vscode.Disposable {
  private readonly stop = new AbortController();
  private readonly opened = new Deferred<void>();
  private readonly run: RunFeed;
  private reading: Promise<void> | undefined;
  /** the page has asked for it */
  begun = false;

  constructor(
    file: vscode.Uri,
    private readonly post: Post,
  ) {
    const { signal } = this.stop;
    const inTurn: Post = (message) => this.opened.promise.then(() => !signal.aborted && post(message));
    this.run = new RunFeed(file, 0, inTurn, signal);
  }

  /** Reads the file while the page is still loaded. For one that nobody writes to. */
  readAhead(): void {
    this.reading = this.run.sendFile();
    // told by `send`
    this.reading.catch(() => {});
  }

  /** Once. Errors: what reading the file throws. */
  async send(opening: Promise<ToPage>): Promise<void> {
    const { signal } = this.stop;
    this.begun = true;
    const message = await opening;
    if (signal.aborted) return;
    const posted = this.post(message);
    this.opened.resolve();
    this.reading ??= this.run.sendFile();
    await Promise.all([posted, this.reading]);
    this.run.goOn();
  }

  /** The verdict that a file which is over may lack. After `send`. Errors: what reading the file throws. */
  async complete(): Promise<void> {
    if (!this.stop.signal.aborted) await this.run.sendVerdict();
  }

  take(batch: EventBatch): void {
    this.run.take(batch);
  }

  dispose(): void {
    this.stop.abort();
    this.opened.resolve();
  }
}
