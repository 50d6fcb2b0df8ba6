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
const REST = [
  ['anon', ascii(',"anon":')],
  ['file', ascii(',"file":')],
  ['shared', ascii(',"shared":')],
] as const;

const ZERO = 0x30;
const NINE = 0x39;
const DOT = 0x2e;
const CLOSE = 0x7d;

function startsWith(bytes: Uint8Array, at: number, end: number, text: Uint8Array): boolean {
  if (at + text.length > end) return false;
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text[i]) return false;
  return true;
}

/** The number that was read and where it ended; one for all calls, since this runs a million times a second. */
const cursor = { value: 0, at: 0 };

/** Reads `123` or `123.456`; false where there is no digit, or more of them than a double holds. */
function readNumber(bytes: Uint8Array, from: number, end: number): boolean {
  let at = from;
  let digits = 0;
  let scale = 1;
  let fraction = false;
  for (; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= ZERO && byte <= NINE) {
      digits = digits * 10 + (byte - ZERO);
      if (fraction) scale *= 10;
    } else if (byte === DOT && !fraction && at > from) fraction = true;
    else break;
  }
  if (at === from || digits > Number.MAX_SAFE_INTEGER || (fraction && scale === 1)) return false;
  cursor.value = digits / scale;
  cursor.at = at;
  return true;
}

/** Reads a sample in the layout we write it in; false for any other line, which is then read as JSON. */
export function parseSampleLine(bytes: Uint8Array, from: number, end: number, into: SampleFields): boolean {
  if (!startsWith(bytes, from, end, HEAD)) return false;
  if (!readNumber(bytes, from + HEAD.length, end)) return false;
  const t = cursor.value;
  if (!startsWith(bytes, cursor.at, end, RSS) || !readNumber(bytes, cursor.at + RSS.length, end))
    return false;
  into.t = t;
  into.rss = cursor.value;
  for (const [name, key] of REST) {
    if (!startsWith(bytes, cursor.at, end, key)) into[name] = -1;
    else if (readNumber(bytes, cursor.at + key.length, end)) into[name] = cursor.value;
    else return false;
  }
  return cursor.at === end - 1 && bytes[cursor.at] === CLOSE;
}
