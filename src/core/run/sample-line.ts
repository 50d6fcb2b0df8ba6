/** The one layout of a sample's line, written and read without a string in between: nearly all of a long run are samples. */
import type { SampleEvent } from './event';

/** One sample as it was read; -1 where a size was not measured. */
export interface SampleFields {
  t: number;
  rss: number;
  anon: number;
  file: number;
  shared: number;
}

/** Fields to read into, nothing measured yet. */
export function noFields(): SampleFields {
  return { t: 0, rss: 0, anon: -1, file: -1, shared: -1 };
}

/** Those of an event that came another way than as our own line. */
export function fieldsOf({ t, rss, anon = -1, file = -1, shared = -1 }: SampleEvent): SampleFields {
  return { t, rss, anon, file, shared };
}

/** The event that fields are: what was not measured is absent. */
export function sampleOf({ t, rss, anon, file, shared }: Readonly<SampleFields>): SampleEvent {
  return {
    kind: 'sample',
    t,
    rss,
    ...(anon >= 0 && { anon }),
    ...(file >= 0 && { file }),
    ...(shared >= 0 && { shared }),
  };
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

const HEAD = ascii('{"kind":"sample","t":');
const RSS = ascii(',"rss":');
const ANON = ascii(',"anon":');
const FILE = ascii(',"file":');
const SHARED = ascii(',"shared":');

const ZERO = 0x30;
const NINE = 0x39;
const DOT = 0x2e;
const CLOSE = 0x7d;
const NEWLINE = 0x0a;
const POWERS = Array.from({ length: 16 }, (_, n) => 10 ** n);
const MICRO = 1e6;
const MICRO_DIGITS = 6;

/** Where a number or a line that was read ended; one for all calls, since this runs a million times a second. */
let cursor = 0;

function skip(bytes: Uint8Array, end: number, text: Uint8Array): boolean {
  const length = text.length;
  if (cursor + length > end) return false;
  for (let i = 0; i < length; i++) if (bytes[cursor + i] !== text[i]) return false;
  cursor += length;
  return true;
}

/** The number after the cursor, `123` or `123.456`; NaN where there is none, or more digits than a double holds. */
function number(bytes: Uint8Array, end: number): number {
  const from = cursor;
  let digits = 0;
  let dot = -1;
  let at = from;
  for (; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte >= ZERO && byte <= NINE) digits = digits * 10 + (byte - ZERO);
    else if (byte === DOT && dot < 0 && at > from) dot = at;
    else break;
  }
  cursor = at;
  if (at === from || digits > Number.MAX_SAFE_INTEGER) return Number.NaN;
  if (dot < 0) return digits;
  const decimals = at - dot - 1;
  return decimals > 0 ? digits / (POWERS[decimals] ?? Number.NaN) : Number.NaN;
}

function part(bytes: Uint8Array, end: number, key: Uint8Array): number {
  return skip(bytes, end, key) ? number(bytes, end) : -1;
}

/**
 * Reads a sample in the layout we write it in, its newline included, and returns where the next line begins; -1 for
 * any other line, which is then read as JSON.
 */
export function parseSampleLine(bytes: Uint8Array, from: number, into: SampleFields): number {
  const end = bytes.length;
  cursor = from;
  if (!skip(bytes, end, HEAD)) return -1;
  into.t = number(bytes, end);
  if (!skip(bytes, end, RSS)) return -1;
  into.rss = number(bytes, end);
  if (bytes[cursor] === CLOSE) {
    into.anon = -1;
    into.file = -1;
    into.shared = -1;
  } else {
    into.anon = part(bytes, end, ANON);
    into.file = part(bytes, end, FILE);
    into.shared = part(bytes, end, SHARED);
  }
  // A number that could not be read is NaN, and fails the sum.
  const whole = bytes[cursor] === CLOSE && bytes[cursor + 1] === NEWLINE;
  return whole && into.t + into.rss + into.anon + into.file + into.shared >= -3 ? cursor + 2 : -1;
}

/** Bytes that {@link writeSampleLine} may need. */
export const LONGEST_SAMPLE_LINE = 160;

/**
 * Writes a sample, its newline included, and returns where it ends. Times are written to the microsecond. -1 where a
 * number is negative, no number, or larger than a double counts exactly: such a sample is left to JSON.
 */
export function writeSampleLine(event: SampleEvent, into: Uint8Array, at: number): number {
  const { t, rss, anon, file, shared } = event;
  const micros = Math.round(t * MICRO);
  if (!isWhole(micros) || !isWhole(rss)) return -1;
  if (!isWholeOrAbsent(anon) || !isWholeOrAbsent(file) || !isWholeOrAbsent(shared)) return -1;
  let end = writeTime(micros, into, writeText(HEAD, into, at));
  end = writeDigits(rss, into, writeText(RSS, into, end));
  if (anon !== undefined) end = writeDigits(anon, into, writeText(ANON, into, end));
  if (file !== undefined) end = writeDigits(file, into, writeText(FILE, into, end));
  if (shared !== undefined) end = writeDigits(shared, into, writeText(SHARED, into, end));
  into[end] = CLOSE;
  into[end + 1] = NEWLINE;
  return end + 2;
}

function isWhole(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isWholeOrAbsent(value: number | undefined): boolean {
  return value === undefined || isWhole(value);
}

function writeText(text: Uint8Array, into: Uint8Array, at: number): number {
  into.set(text, at);
  return at + text.length;
}

function writeDigits(value: number, into: Uint8Array, at: number): number {
  let digits = 1;
  while (digits < POWERS.length && value >= (POWERS[digits] ?? 0)) digits++;
  let left = value;
  for (let i = at + digits - 1; i >= at; i--) {
    into[i] = ZERO + (left % 10);
    left = Math.floor(left / 10);
  }
  return at + digits;
}

/** Seconds, with as many decimals as it takes. */
function writeTime(micros: number, into: Uint8Array, at: number): number {
  const end = writeDigits(Math.floor(micros / MICRO), into, at);
  let part = micros % MICRO;
  if (part === 0) return end;
  into[end] = DOT;
  let last = end + MICRO_DIGITS;
  for (let i = last; i > end; i--) {
    into[i] = ZERO + (part % 10);
    part = Math.floor(part / 10);
  }
  while (into[last] === ZERO) last--;
  return last + 1;
}
