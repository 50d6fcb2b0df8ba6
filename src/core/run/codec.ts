/**
 * The `.memprofile` file: one JSON object a line, UTF-8. Samples are nearly all of a long run, so they have a fixed
 * layout and are read straight from the bytes; every other line goes through JSON and the check of schema.ts.
 */
import { type FileFormat, headerOf, parseLine } from '../check';
import { UserError } from '../errors';
import type { RunEvent, SampleEvent } from './event';
import { FORMAT, type HeaderEvent } from './header';
import {
  fieldsOf,
  LONGEST_SAMPLE_LINE,
  noFields,
  parseSampleLine,
  type SampleFields,
  writeSampleLine,
} from './sample-line';
import { asRunEvent, faultOf } from './schema';

/** Times are written to the microsecond. */
function time(t: number): number {
  return Math.round(t * 1e6) / 1e6;
}

const line = new Uint8Array(LONGEST_SAMPLE_LINE);

/** One event -> one line with its newline. */
export function encodeEvent(event: RunEvent): string {
  const end = event.kind === 'sample' ? writeSampleLine(event, line, 0) : -1;
  if (end >= 0) return String.fromCharCode(...line.subarray(0, end));
  const { kind, ...rest } = event;
  const rounded = 't' in rest ? { ...rest, t: time(rest.t) } : rest;
  return `${JSON.stringify({ kind, ...rounded })}\n`;
}

/** Takes what a reader finds, in order. Samples come as a reused object: copy what is kept. */
export interface LogSink {
  sample(fields: Readonly<SampleFields>): void;
  event(event: Exclude<RunEvent, SampleEvent>): void;
}

const NEWLINE = 0x0a;
const FIRST_PRINTABLE = 0x20;
/** No line of ours comes near; a longer one is a file of something else. */
const LONGEST_LINE = 4 * 1024 * 1024;

/** Reads a log from chunks of bytes, however they are cut. Errors: {@link UserError} `file-unreadable`. */
export class LogReader {
  /** complete lines seen, the header's included: the position in the log */
  lines = 0;
  /** lines that could not be read, or are of a kind from a newer version */
  skipped = 0;
  /** whether the file ends inside a line, as it does after a crash */
  torn = false;
  private rest = new Uint8Array(0);
  private headed = false;
  private readonly fields = noFields();

  /** `decode` turns UTF-8 bytes into text; the platform's TextDecoder. */
  constructor(
    private readonly sink: LogSink,
    private readonly decode: (bytes: Uint8Array) => string,
  ) {}

  push(chunk: Uint8Array): void {
    let from = 0;
    if (this.rest.length > 0) {
      const end = chunk.indexOf(NEWLINE);
      const head = end < 0 ? chunk : chunk.subarray(0, end);
      const joined = new Uint8Array(this.rest.length + head.length);
      joined.set(this.rest);
      joined.set(head, this.rest.length);
      if (end < 0) {
        this.keep(joined);
        return;
      }
      this.rest = new Uint8Array(0);
      this.line(joined);
      from = end + 1;
    }
    while (from < chunk.length) {
      const next = this.headed ? parseSampleLine(chunk, from, this.fields) : -1;
      if (next >= 0) {
        this.lines++;
        this.sink.sample(this.fields);
        from = next;
        continue;
      }
      const end = chunk.indexOf(NEWLINE, from);
      if (end < 0) {
        // a copy: the slice of a Node buffer is none, and who reads may use the buffer again
        this.keep(new Uint8Array(chunk.subarray(from)));
        return;
      }
      this.line(chunk.subarray(from, end));
      from = end + 1;
    }
  }

  /** Whether samples can come next: not inside a line, and not before the header. */
  get takesSamples(): boolean {
    return this.headed && this.rest.length === 0;
  }

  /** The next line: a sample that was read elsewhere. */
  sample(fields: Readonly<SampleFields>): void {
    this.lines++;
    this.sink.sample(fields);
  }

  /** The end of the file. A torn last line is dropped, unless it is whole and only its newline is missing. */
  finish(): void {
    const last = this.rest;
    this.rest = new Uint8Array(0);
    if (last.length > 0) {
      this.torn = !isWhole(last);
      if (!this.torn || !this.headed) this.line(last);
    }
    if (!this.headed) throw notARun('it is empty');
  }

  private keep(bytes: Uint8Array<ArrayBuffer>): void {
    if (bytes.length > LONGEST_LINE) throw notARun('it has no lines');
    if (!this.headed && (bytes[0] ?? 0) < FIRST_PRINTABLE) throw notARun('it is binary');
    this.rest = bytes;
  }

  private line(bytes: Uint8Array): void {
    this.lines++;
    if (bytes.length === 0) return;
    const value = parseLine(this.decode(bytes));
    if (!this.headed) {
      this.sink.event(headerOf(value, RECORDING));
      this.headed = true;
      return;
    }
    const event = asRunEvent(value);
    if (event === undefined || event.kind === 'header') this.skipped++;
    else if (event.kind === 'sample') this.sink.sample(fieldsOf(event));
    else this.sink.event(event);
  }
}

const CLOSING_BRACE = 0x7d;

function isWhole(line: Uint8Array): boolean {
  return line[line.length - 1] === CLOSING_BRACE;
}

const RECORDING: FileFormat<HeaderEvent> = {
  kind: 'header',
  noun: 'run',
  whose: 'a run',
  newest: FORMAT,
  read: (value) => {
    const event = asRunEvent(value);
    return event?.kind === 'header' ? event : undefined;
  },
  faultOf,
  refuse: notARun,
};

function notARun(why: string): UserError {
  return new UserError(
    'file-unreadable',
    `This is not a recording of Stairstep: ${why}.`,
    'Open a .memprofile file that `stairstep profile` or Profile memory has written.',
  );
}
