/** Appends events to a `.memprofile` as they happen. */
import { closeSync, fsync, openSync, rmSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import { UserError } from '../../core/errors';
import { encodeEvent } from '../../core/run/codec';
import type { RunEvent } from '../../core/run/event';
import { LONGEST_SAMPLE_LINE, writeSampleLine } from '../../core/run/sample-line';
import { systemWords } from '../../core/system-words';

/** Bytes. */
const BUFFER = 64 * 1024;
/** Bytes that UTF-8 takes for a character of a string, at most. */
const WIDEST = 3;
/** Milliseconds. */
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
  /** what is not in the file yet: one buffer for the whole run */
  private readonly bytes = Buffer.allocUnsafeSlow(BUFFER);
  private used = 0;
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
    if (this.used + LONGEST_SAMPLE_LINE > BUFFER) this.flush();
    const end = event.kind === 'sample' ? writeSampleLine(event, this.bytes, this.used) : -1;
    if (end >= 0) this.used = end;
    else this.appendText(encodeEvent(event));
    this.pending.push(event);
  }

  private appendText(line: string): void {
    const most = line.length * WIDEST;
    if (this.used + most > BUFFER) this.flush();
    if (most > BUFFER) this.write(Buffer.from(line));
    else this.used += this.bytes.write(line, this.used);
  }

  /** All so far is with the system after this. */
  flush(): void {
    const { pending, lines } = this;
    if (pending.length === 0) return;
    this.write(this.bytes.subarray(0, this.used));
    this.used = 0;
    this.pending = [];
    this.lines += pending.length;
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

  private write(bytes: Buffer): void {
    if (this.failed) return;
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.fd, bytes, at);
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
    const remedy = 'Check that the folder can be written and that the disk has room.';
    throw new UserError(
      'environment',
      `The recording ${file} cannot be created: ${systemWords(cause)}.`,
      remedy,
      { cause },
    );
  }
}
