import type * as vscode from 'vscode';
import type { EventBatch } from '../recording/live-runs';
import { readSummary } from '../runs/read-summary';
import { fileChunks } from './file-chunks';
import { type Post, sendLog } from './send-log';

/** Sends a page one of its runs: the file up to its present end, then what is recorded after. */
export class RunFeed {
  /** batches that came while the file was being sent; undefined once they go straight on */
  private waiting: EventBatch[] | undefined = [];

  /** `run`: the number that the page has it by, from 0 */
  constructor(
    private readonly file: vscode.Uri,
    private readonly run: number,
    private readonly post: Post,
    private readonly signal: AbortSignal,
  ) {}

  /** Once. Errors: what reading the file throws. */
  sendFile(): Promise<void> {
    return sendLog(fileChunks(this.file), this.run, this.post, this.signal);
  }

  /** The verdict of a file that has none, as one that was cut off. For one that is sent, and nobody writes to. Errors: as above. */
  async sendVerdict(): Promise<void> {
    const { verdict, end } = await readSummary(this.file);
    if (verdict && end) return;
    const { readWhole } = await import('../lazy/replay');
    const { lines, added } = await readWhole(() => fileChunks(this.file));
    if (added.length > 0) this.take({ from: lines, events: added });
  }

  /** The file is sent: what came since follows, and what comes goes straight on. */
  goOn(): void {
    if (this.signal.aborted) return;
    const waiting = this.waiting ?? [];
    this.waiting = undefined;
    for (const batch of waiting) this.take(batch);
  }

  take(batch: EventBatch): void {
    if (this.signal.aborted) return;
    if (this.waiting) this.waiting.push(batch);
    else void this.post({ type: 'events', run: this.run, ...batch });
  }
}
