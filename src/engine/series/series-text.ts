/** The text of bytes that may hold a series: gzip and UTF-16 as they come from the field. */
import { constants } from 'node:buffer';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { UserError } from '../../core/errors';
import type { Place } from '../../core/series/index';

const WANTED = {
  terminal:
    'Give JSON, CSV with a header, or a .memprofile recording; `stairstep classify --help` names all.',
  editor: 'Give JSON or CSV with a header; the README, under Series from elsewhere, names what else is read.',
} as const satisfies Record<Place, string>;
const THIN = "Thin it, such as `awk 'NR == 1 || NR % 10 == 0' FILE`, or cut out the time in question.";

/** What files of other kinds begin with, what they are, and how to get a series out of one. */
const KINDS: readonly { begins: readonly number[]; what: string; remedy: string }[] = [
  {
    begins: [0x50, 0x4b, 0x03, 0x04],
    what: 'a zip archive, or a workbook such as .xlsx',
    remedy: 'Take the file out of the archive, or save the sheet as CSV.',
  },
  {
    begins: [0x28, 0xb5, 0x2f, 0xfd],
    what: 'packed by zstd',
    remedy: 'Unpack it: `zstd -dc FILE > SERIES`.',
  },
  { begins: [0x42, 0x5a, 0x68], what: 'packed by bzip2', remedy: 'Unpack it: `bzip2 -dc FILE > SERIES`.' },
  {
    begins: [0xfd, 0x37, 0x7a, 0x58, 0x5a],
    what: 'packed by xz',
    remedy: 'Unpack it: `xz -dc FILE > SERIES`.',
  },
  {
    begins: [0x50, 0x41, 0x52, 0x31],
    what: 'a table in Parquet',
    remedy: 'Write it as CSV: `duckdb -csv -c "from \'FILE\'" > series.csv`, or `to_csv` of pandas.',
  },
  {
    begins: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20],
    what: 'a database of SQLite',
    remedy: 'Ask it for the series: `sqlite3 -csv -header FILE "select time, rss from ..." > series.csv`.',
  },
];

/** bytes that tell an encoding, and the part of them that is 0 in digits and Latin letters of UTF-16 */
const FEWEST = 16;
const HEAD = 4096;
const MOST = 0.8;

/** Left by a log that was cut while its writer went on, or by a machine that lost its power. */
const HOLES = /\0{16,}/g;

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Without the gzip around it, if there is one. Errors: `file-unreadable`. */
export async function unzipped(bytes: Uint8Array): Promise<Uint8Array> {
  if (!isGzip(bytes)) return bytes;
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: constants.MAX_STRING_LENGTH });
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(error);
    const cut = codeOf(error) === 'Z_BUF_ERROR';
    throw new UserError(
      'file-unreadable',
      cut ? 'The gzip is cut off.' : 'The gzip is damaged.',
      'Copy it again, or take what is left of it: `gzip -dc FILE > REST`.',
      { cause: error },
    );
  }
}

/** `place`: where an error of it is read. Errors: `file-unreadable` where the bytes are no text, or more than a string holds. */
export function textOf(bytes: Uint8Array, place: Place = 'terminal'): string {
  if (bytes.length > constants.MAX_STRING_LENGTH) throw tooLarge();
  const kind = KINDS.find(({ begins }) => begins.every((byte, i) => bytes[i] === byte));
  if (kind) throw new UserError('file-unreadable', `This is ${kind.what}.`, kind.remedy);
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  if (!bytes.includes(0)) return text;
  const whole = text.replace(HOLES, '');
  if (whole.includes('\0')) throw new UserError('file-unreadable', 'The input is binary.', WANTED[place]);
  return whole;
}

/** Windows PowerShell redirects in UTF-16, and what cuts such a file leaves no mark at its beginning. */
function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const few = bytes.subarray(0, bytes.length < FEWEST ? 0 : HEAD);
  const empty = (odd: number) =>
    few.filter((byte, i) => i % 2 === odd && byte === 0).length / (few.length / 2);
  if ((first === 0xff && second === 0xfe) || (empty(1) > MOST && empty(0) === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (empty(0) > MOST && empty(1) === 0)) return 'utf-16be';
  return 'utf-8';
}

export function tooLarge(cause?: unknown): UserError {
  const most = Math.floor(constants.MAX_STRING_LENGTH / 1e6);
  return new UserError('file-unreadable', `The series has more than ${most} MB.`, THIN, { cause });
}

export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
