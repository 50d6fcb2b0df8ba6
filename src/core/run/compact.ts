/**
 * A log on its way to a page: the same lines, in a tenth of the bytes. A sample whose values allow it is written as how
 * it differs from the one before; every other line stays as it is, byte for byte. A compact log is a row of frames:
 *
 *     0, length (uint32), bytes     the next bytes of the log, as they are
 *     1, count (uint32), samples    lines of samples, as sample-delta.ts writes them
 *
 * Each message begins anew, so that it can be read alone. Reading gives exactly what a {@link LogReader} makes of the
 * lines themselves.
 */
import { UserError } from '../errors';
import type { LogReader } from './codec';
import { fits, SampleDelta } from './sample-delta';
import { LONGEST_SAMPLE_LINE, noFields, parseSampleLine, type SampleFields } from './sample-line';
import { VarintReader, VarintWriter } from './varint';

const LINES = 0;
const SAMPLES = 1;
const NEWLINE = 0x0a;

/** Makes a log compact, however its chunks are cut. */
export class LogCompactor {
  /** the first line is the header, which is no sample, whatever it says */
  private inLine = true;
  private readonly frames = new FrameWriter();
  private readonly fields = noFields();

  /** Bytes of the message so far. */
  get length(): number {
    return this.frames.length;
  }

  /** The next bytes of the log. */
  push(chunk: Uint8Array): void {
    const { frames, fields } = this;
    // a sample takes fewer bytes than the shortest line of one, with the heads of two frames too
    frames.reserve(chunk.length + LONGEST_SAMPLE_LINE);
    /** up to here it is written */
    let done = 0;
    let at = this.inLine ? this.nextLine(chunk, 0) : 0;
    while (at < chunk.length) {
      const next = parseSampleLine(chunk, at, fields);
      if (next < 0 || !fits(fields)) {
        at = this.nextLine(chunk, at);
        continue;
      }
      if (at > done) frames.lines(chunk.subarray(done, at));
      frames.sample(fields);
      at = next;
      done = next;
    }
    if (done < chunk.length) frames.lines(chunk.subarray(done));
  }

  /** The message of what was pushed since the last one. */
  take(): Uint8Array<ArrayBuffer> {
    return this.frames.take();
  }

  private nextLine(chunk: Uint8Array, from: number): number {
    const end = chunk.indexOf(NEWLINE, from);
    this.inLine = end < 0;
    return this.inLine ? chunk.length : end + 1;
  }
}

class FrameWriter {
  private readonly out = new VarintWriter();
  /** of the frame of samples that is open */
  private count = 0;
  private countAt = 0;
  private delta = new SampleDelta();

  get length(): number {
    return this.out.length;
  }

  reserve(bytes: number): void {
    this.out.reserve(bytes);
  }

  lines(bytes: Uint8Array): void {
    this.close();
    this.out.unsigned(LINES);
    this.out.uint32(bytes.length);
    this.out.raw(bytes);
  }

  sample(fields: SampleFields): void {
    const { out } = this;
    if (this.count === 0) {
      out.unsigned(SAMPLES);
      this.countAt = out.length;
      out.uint32(0);
    }
    this.count++;
    this.delta.write(fields, out);
  }

  take(): Uint8Array<ArrayBuffer> {
    this.close();
    this.delta = new SampleDelta();
    return this.out.take();
  }

  private close(): void {
    if (this.count === 0) return;
    this.out.setUint32(this.countAt, this.count);
    this.count = 0;
  }
}

/** Hands a message of a {@link LogCompactor} to the reader of its log. Errors: {@link UserError} `file-unreadable`. */
export function readCompact(bytes: Uint8Array, reader: LogReader): void {
  const input = new VarintReader(bytes);
  const delta = new SampleDelta();
  while (!input.atEnd) {
    const kind = input.unsigned();
    const length = input.uint32();
    if (kind === LINES) {
      const lines = input.raw(length);
      if (!lines) throw damaged();
      reader.push(lines);
    } else if (kind === SAMPLES) readSamples(length, input, delta, reader);
    else throw damaged();
  }
}

function readSamples(count: number, input: VarintReader, delta: SampleDelta, reader: LogReader): void {
  if (!(count > 0) || !reader.takesSamples) throw damaged();
  const fields = noFields();
  for (let i = 0; i < count; i++) {
    if (!delta.read(input, fields)) throw damaged();
    reader.sample(fields);
  }
}

function damaged(): UserError {
  return new UserError(
    'file-unreadable',
    'This recording did not reach its page whole.',
    'Close this tab, and open the run again.',
  );
}
