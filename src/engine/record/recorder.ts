/** Appends events to a `.memprofile` as they happen. */
import { closeSync, fsync, openSync, rmSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import { encodeEvent } from '../../core/run/codec';
import type { RunEvent } from '../../core/run/event';

const FLUSH_BYTES = 64 * 1024;
const FLUSH_EVERY = 100;
const sync = promisify(fsync);

/** What is done with a run's events. */
export interface Recorder {
  readonly file: string;
  /** Gives the 0-based line of the event. */
  append(event: RunEvent): number;
  /** All so far is with the system after this. */
  flush(): void;
  close(): Promise<void>;
  /** Removes the file: the run never really started. */
  discard(): void;
}

export class FileRecorder implements Recorder {
  private readonly fd: number;
  private pending = '';
  private lines = 0;
  private failed = false;
  private readonly timer: NodeJS.Timeout;

  /** Creates the file, which must not be there yet. `onFailure` is called once, e.g. where the disk is full. */
  constructor(
    readonly file: string,
    private readonly onFailure: (error: NodeJS.ErrnoException) => void,
  ) {
    this.fd = openSync(file, 'wx');
    this.timer = setInterval(() => this.flush(), FLUSH_EVERY);
  }

  append(event: RunEvent): number {
    this.pending += encodeEvent(event);
    if (this.pending.length >= FLUSH_BYTES) this.flush();
    return this.lines++;
  }

  flush(): void {
    const text = this.pending;
    this.pending = '';
    if (text === '' || this.failed) return;
    try {
      let bytes = Buffer.from(text);
      while (bytes.length > 0) bytes = bytes.subarray(writeSync(this.fd, bytes));
    } catch (error) {
      this.failed = true;
      this.onFailure(error instanceof Error ? error : new Error(String(error)));
    }
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    this.flush();
    await sync(this.fd).catch(() => {});
    closeSync(this.fd);
  }

  discard(): void {
    clearInterval(this.timer);
    closeSync(this.fd);
    rmSync(this.file, { force: true });
  }
}
