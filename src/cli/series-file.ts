/** The bytes and the text of a file that may hold a series: gzip and UTF-16 as they come from the field. */
import { constants } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { createGunzip, gunzip } from 'node:zlib';
import { UserError } from '../core/errors';
import type { Io } from './io';
import { unreadable } from './run-file';

const WANTED =
  'Give JSON, CSV with a header, or a .memprofile recording; `stairstep classify --help` names all.';
const THIN = "Thin it, such as `awk 'NR == 1 || NR % 10 == 0' FILE`, or cut out the time in question.";

/** Left by a log that was cut while its writer went on, or by a machine that lost its power. */
const HOLES = /\0{16,}/g;

/** All of a file, or of standard input, without the gzip around it. Errors: `file-unreadable`. */
export async function readInput(file: string | undefined, io: Io): Promise<Uint8Array> {
  const bytes = file === undefined ? await buffer(io.stdin) : await readWhole(file);
  return isGzip(bytes) ? unzipped(bytes) : bytes;
}

async function readWhole(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    if (codeOf(error) === 'ERR_FS_FILE_TOO_LARGE') throw tooLarge(error);
    throw unreadable(file, error);
  }
}

async function unzipped(bytes: Buffer): Promise<Buffer> {
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

/** The lines of a file, or of standard input, as they come, without the gzip around them. */
export async function* readLines(file: string | undefined, io: Io): AsyncGenerator<string> {
  const source = file === undefined ? io.stdin : createReadStream(file);
  const parts = source[Symbol.asyncIterator]();
  const first = await parts.next();
  const whole = Readable.from(
    (async function* () {
      if (first.done !== true) yield first.value;
      yield* { [Symbol.asyncIterator]: () => parts };
    })(),
  );
  const zipped = first.done !== true && isGzip(Buffer.from(first.value));
  const input = zipped ? whole.pipe(createGunzip()) : whole;
  whole.on('error', (error) => input.destroy(error));
  yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Errors: `file-unreadable` where the bytes are no text, or more than a string holds. */
export function textOf(bytes: Uint8Array): string {
  if (bytes.length > constants.MAX_STRING_LENGTH) throw tooLarge();
  // Windows PowerShell redirects in UTF-16
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const text = new TextDecoder().decode(bytes);
  if (!bytes.includes(0)) return text;
  const whole = text.replace(HOLES, '');
  if (whole.includes('\0')) throw new UserError('file-unreadable', 'The input is binary.', WANTED);
  return whole;
}

function tooLarge(cause?: unknown): UserError {
  const most = Math.floor(constants.MAX_STRING_LENGTH / 1e6);
  return new UserError('file-unreadable', `The series has more than ${most} MB.`, THIN, { cause });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
