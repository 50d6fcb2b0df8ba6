/** The log of one run as it comes in: bytes of the file first, then events. Knows its place, so nothing comes twice. */
import { LogReader } from '../../src/core/run/codec';
import { readCompact } from '../../src/core/run/compact';
import { RunFold } from '../../src/core/run/fold';
import { asRunEvent } from '../../src/core/run/schema';

export interface LogBytes {
  bytes: Uint8Array;
  compact?: boolean;
}

export class RunLog {
  readonly fold = new RunFold();
  private readonly reader: LogReader;
  /** lines that came as events */
  private added = 0;
  /** how the file was found to end, once it was read as far as it goes */
  torn = false;

  constructor() {
    const decoder = new TextDecoder();
    this.reader = new LogReader(this.fold, (bytes) => decoder.decode(bytes));
  }

  /** The next bytes of the file. Errors: `UserError` where it is no recording. */
  take({ bytes, compact }: LogBytes): void {
    if (compact) readCompact(bytes, this.reader);
    else this.reader.push(bytes);
  }

  /** The end of a file that nobody writes to any more. */
  finish(): void {
    this.reader.finish();
    this.torn = this.reader.torn;
  }

  /** Events from line `from` on; false where lines between are missing, and nothing is taken. */
  events(from: number, events: readonly unknown[]): boolean {
    const known = this.reader.lines + this.added - from;
    if (known < 0) return false;
    for (const candidate of events.slice(known)) {
      const event = asRunEvent(candidate);
      if (event) this.fold.push(event);
      this.added++;
    }
    return true;
  }
}
