/** Appends events to a `.memprofile` as they happen. */
import { closeSync, fsync, openSync, rmSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import { UserError } from '../../core/errors';
import { encodeEvent } from '../../core/run/codec';
import type { RunEvent } from '../../core/run/event';

const FLUSH_BYTES = 64 * 1024;
const FLUSH_EVERY = 100;
const sync = promisify(fsync);

/** What a recorder tells. */
export interface RecorderListener {
  /** These are in the file now; `from`: 0-based line of the first of them. */
  written(events: readonly RunEvent[], from: number): void;
  /** Once, e.g. where the disk is full; later events are still said to be `written`, though they are not. */
  failed(error: NodeJS.ErrnoException): void;
}

export class FileRecorder {
  private readonly fd: number;
  private pending: RunEvent[] = [];
  private text = '';
  private lines = 0;
  private failed = false;
  private readonly timer: NodeJS.Timeout;

  /** Creates the file, which must not be there yet. Errors: {@link UserError} `environment`. */
  constructor(
    readonly file: string,
    private readonly listener: RecorderListener,
  ) {
    this.fd = create(file);
    this.timer = setInterval(() => this.flush(), FLUSH_EVERY);
  }

  append(event: RunEvent): void {
    this.text += encodeEvent(event);
    this.pending.push(event);
    if (this.text.length >= FLUSH_BYTES) this.flush();
  }

  /** All so far is with the system after this. */
  flush(): void {
    const { text, pending, lines } = this;
    if (pending.length === 0) return;
    this.text = '';
    this.pending = [];
    this.lines += pending.length;
    if (!this.failed) this.write(text);
    this.listener.written(pending, lines);
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    this.flush();
    await sync(this.fd).catch(() => {});
    closeSync(this.fd);
  }

  /** Removes the file: the run never really started. */
  discard(): void {
    clearInterval(this.timer);
    closeSync(this.fd);
    rmSync(this.file, { force: true });
  }

  private write(text: string): void {
    try {
      let bytes = Buffer.from(text);
      while (bytes.length > 0) bytes = bytes.subarray(writeSync(this.fd, bytes));
    } catch (error) {
      this.failed = true;
      this.listener.failed(error instanceof Error ? error : new Error(String(error)));
    }
  }
}

function create(file: string): number {
  try {
    return openSync(file, 'wx');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const remedy = 'Check that the folder can be written and that the disk has room.';
    throw new UserError('environment', `The recording ${file} cannot be created: ${why}.`, remedy, { cause });
  }
}
