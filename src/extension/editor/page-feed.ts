import type * as vscode from 'vscode';
import type { ToPage } from '../../core/view/protocol';
import { Deferred } from '../base/deferred';
import type { EventBatch } from '../run/live-runs';
import { type Post, sendLog } from './send-log';

/**
 * Sends one page what it draws: its file up to its present end, then what is recorded after. One for each opening of a
 * page; the file is read at once, while the page is still loaded.
 */
export class PageFeed implements vscode.Disposable {
  /** batches that came while the file was being sent; undefined once they go straight on */
  private waiting: EventBatch[] | undefined = [];
  private readonly stop = new AbortController();
  private readonly opened = new Deferred<void>();
  private readonly sending: Promise<void>;
  /** the page has asked for it */
  begun = false;

  constructor(
    file: vscode.Uri,
    private readonly post: Post,
  ) {
    const { signal } = this.stop;
    const inTurn: Post = (message) => this.opened.promise.then(() => !signal.aborted && post(message));
    this.sending = sendLog(file, 0, inTurn, signal);
    // told by `send`, which may come later
    this.sending.catch(() => {});
  }

  /** Once. Errors: what reading the file throws. */
  async send(opening: Promise<ToPage>): Promise<void> {
    const { signal } = this.stop;
    this.begun = true;
    const message = await opening;
    if (signal.aborted) return;
    const opened = this.post(message);
    this.opened.resolve();
    await Promise.all([opened, this.sending]);
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

  dispose(): void {
    this.stop.abort();
    this.opened.resolve();
  }
}
