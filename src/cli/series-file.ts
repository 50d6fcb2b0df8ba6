/** The bytes of a file, or of standard input, that may hold a series. */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { codeOf, isGzip, tooLarge, unzipped } from '../engine/series/series-text';
import type { Io } from './io';
import { unreadable } from './run-file';

/** All of a file, or of standard input, without the gzip around it. Errors: `file-unreadable`. */
export async function readInput(file: string | undefined, io: Io): Promise<Uint8Array> {
  const bytes = file === undefined ? await buffer(io.stdin) : await readWhole(file);
  return unzipped(bytes);
}

async function readWhole(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    if (codeOf(error) === 'ERR_FS_FILE_TOO_LARGE') throw tooLarge(error);
    throw unreadable(file, error);
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
