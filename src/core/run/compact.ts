/**
 * A log on its way to a page: the same lines, in a tenth of the bytes. A sample whose values allow it is written as how
 * it differs from the one before; every other line stays as it is, byte for byte. A compact log is a row of frames:
 *
 *     0, length (uint32), bytes     the next bytes of the log, as they are
 *     1, count (uint32), samples    lines of samples
 *     sample: unsigned 2 * zigzag(change of the time's change, microseconds) + (1 where parts follow),
 *             unsigned zigzag(change of rss), and with parts: unsigned anon + 1, file + 1, shared + 1 (0: not measured)
 *
 * Times and sizes count from 0 in each message, so that each can be read alone. Reading gives exactly what a
 * {@link LogReader} makes of the lines themselves.
 */
import { UserError } from '../errors';
import type { LogReader } from './codec';
import { LONGEST_SAMPLE_LINE, parseSampleLine, type SampleFields } from './sample-line';
import { unzigzag, VarintReader, VarintWriter, zigzag } from './varint';

const LINES = 0;
const SAMPLES = 1;
const NEWLINE = 0x0a;
const MICRO = 1e6;
/** Below these no change, doubled and with its flag, has more than the 53 bits of a double. */
const LONGEST_MICROS = 2 ** 49;
const LARGEST_SIZE = 2 ** 51;

/** Makes a log compact, however its chunks are cut. */
export class LogCompactor {
  /** the first line is the header, which is no sample, whatever it says */
  private inLine = true;
  private readonly frames = new FrameWriter();
  private readonly fields: SampleFields = { t: 0, rss: 0, anon: -1, file: -1, shared: -1 };

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

function fits({ t, rss, anon, file, shared }: SampleFields): boolean {
  const micros = Math.round(t * MICRO);
  return (
    micros < LONGEST_MICROS &&
    micros / MICRO === t &&
    isSize(rss) &&
    isSize(anon) &&
    isSize(file) &&
    isSize(shared)
  );
}

function isSize(value: number): boolean {
  return value < LARGEST_SIZE && Math.floor(value) === value;
}

class FrameWriter {
  private readonly out = new VarintWriter();
  /** of the frame of samples that is open */
  private count = 0;
  private countAt = 0;
  private micros = 0;
  private step = 0;
  private rss = 0;

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

  sample({ t, rss, anon, file, shared }: SampleFields): void {
    const { out } = this;
    if (this.count === 0) {
      out.unsigned(SAMPLES);
      this.countAt = out.length;
      out.uint32(0);
    }
    this.count++;
    const micros = Math.round(t * MICRO);
    const step = micros - this.micros;
    const parts = anon >= 0 || file >= 0 || shared >= 0;
    out.unsigned(2 * zigzag(step - this.step) + (parts ? 1 : 0));
    out.unsigned(zigzag(rss - this.rss));
    this.micros = micros;
    this.step = step;
    this.rss = rss;
    if (!parts) return;
    out.unsigned(anon + 1);
    out.unsigned(file + 1);
    out.unsigned(shared + 1);
  }

  take(): Uint8Array<ArrayBuffer> {
    this.close();
    this.micros = 0;
    this.step = 0;
    this.rss = 0;
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
  const last: Last = { micros: 0, step: 0, rss: 0 };
  while (!input.atEnd) {
    const kind = input.unsigned();
    const length = input.uint32();
    if (kind === LINES) {
      const lines = input.raw(length);
      if (!lines) throw damaged();
      reader.push(lines);
    } else if (kind === SAMPLES) readSamples(length, input, last, reader);
    else throw damaged();
  }
}

interface Last {
  micros: number;
  step: number;
  rss: number;
}

function readSamples(count: number, input: VarintReader, last: Last, reader: LogReader): void {
  const fields: SampleFields = { t: 0, rss: 0, anon: -1, file: -1, shared: -1 };
  if (!(count > 0) || !reader.takesSamples) throw damaged();
  let { micros, step, rss } = last;
  for (let i = 0; i < count; i++) {
    const time = input.unsigned();
    const parts = time % 2 === 1;
    step += unzigzag(parts ? (time - 1) / 2 : time / 2);
    micros += step;
    rss += unzigzag(input.unsigned());
    fields.t = micros / MICRO;
    fields.rss = rss;
    fields.anon = parts ? input.unsigned() - 1 : -1;
    fields.file = parts ? input.unsigned() - 1 : -1;
    fields.shared = parts ? input.unsigned() - 1 : -1;
    // a number that could not be read is NaN, and so is all that counts from it
    if (!(micros >= 0 && rss >= 0 && fields.anon + fields.file + fields.shared >= -3)) throw damaged();
    reader.sample(fields);
  }
  last.micros = micros;
  last.step = step;
  last.rss = rss;
}

function damaged(): UserError {
  return new UserError(
    'file-unreadable',
    'This recording did not reach its page whole.',
    'Close this tab, and open the run again.',
  );
}
