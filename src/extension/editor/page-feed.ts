import type * as vscode from 'vscode';
import type { ToPage } from '../../core/view/protocol';
import { Deferred } from '../base/deferred';
import type { EventBatch } from '../run/live-runs';
import { type Post, sendLog } from './send-log';

/** Sends one page what it draws: its file up to its present end, then what is recorded after. One for each opening of a page. */
export class PageFeed implements vscode.Disposable {
  /** batches that came while the file was being sent; undefined once they go straight on */
  private waiting: EventBatch[] | undefined = [];
  private readonly stop = new AbortController();
  private readonly opened = new Deferred<void>();
  private reading: Promise<void> | undefined;
  /** the page has asked for it */
  begun = false;

  constructor(
    private readonly file: vscode.Uri,
    private readonly post: Post,
  ) {}

  /** Reads the file while the page is still loaded. For one that nobody writes to. */
  readAhead(): void {
    this.reading = this.sendFile();
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
    this.reading ??= this.sendFile();
    await Promise.all([posted, this.reading]);
    if (signal.aborted) return;
    const waiting = this.waiting ?? [];
    this.waiting = undefined;
    for (const batch of waiting) this.take(batch);
  }

  take(batch: EventBatch): void {
    if (this.stop.signal.aborted) return;
    if (this.waiting) this.waiting.push(batch);
    else void this.post({ type: 'events', run: 0, ...batch });
  }

  private sendFile(): Promise<void> {
    const { signal } = this.stop;
    const inTurn: Post = (message) => this.opened.promise.then(() => !signal.aborted && this.post(message));
    return sendLog(this.file, 0, inTurn, signal);
  }

  dispose(): void {
    this.stop.abort();
    this.opened.resolve();
  }
}
