import type * as vscode from 'vscode';
import type { ToPage } from '../../core/view/protocol';
import type { EventBatch } from '../run/live-runs';
import { type Post, sendLog } from './send-log';

/** Sends one page what it draws: its file up to its present end, then what is recorded after. One for each opening of a page. */
export class PageFeed implements vscode.Disposable {
  /** batches that came while the file was being sent; undefined once they go straight on */
  private waiting: EventBatch[] | undefined = [];
  private readonly stop = new AbortController();

  constructor(
    private readonly file: vscode.Uri,
    private readonly post: Post,
  ) {}

  /** Errors: what reading the file throws. */
  async send(opening: ToPage): Promise<void> {
    await this.post(opening);
    await sendLog(this.file, 0, this.post, this.stop.signal);
    if (this.stop.signal.aborted) return;
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
  }
}
