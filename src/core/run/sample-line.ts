/** One sample as it was read; -1 where a size was not measured. */
export interface SampleFields {
  t: number;
  rss: number;
  anon: number;
  file: number;
  shared: number;
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
