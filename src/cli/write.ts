/** Writes results: to a stream that may be slow to read, or to a file that is whole or not there. */
import { existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../core/errors';
import { systemWords } from '../core/system-words';
import type { Io, Output } from './io';

type Pieces = AsyncIterable<string> | Iterable<string>;

/** All of `pieces`, waiting for the reader in between. */
export async function writeOut(output: Output, pieces: Pieces): Promise<void> {
  for await (const piece of pieces)
    if (output.write(piece) === false && output.once) await drained(output.once.bind(output));
}

function drained(once: (event: 'drain', listener: () => void) => unknown): Promise<void> {
  return new Promise((resolve) => {
    once('drain', resolve);
  });
}

/** Errors: {@link UserError} `environment` where the file cannot be written. */
export async function writeFileWhole(file: string, pieces: Pieces): Promise<void> {
  const unfinished = `${file}.${process.pid}.part`;
  try {
    await writeFile(unfinished, pieces);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    if (error instanceof UserError) throw error;
    const folder = path.dirname(file);
    const why = existsSync(folder) ? systemWords(error) : `there is no folder ${folder}`;
    throw new UserError('environment', `${file} cannot be written: ${why}.`, 'Choose another path.', {
      cause: error,
    });
  }
}

/** A report into a file, and where that is on standard error. Errors: as of {@link writeFileWhole}. */
export async function writeReport(file: string, pieces: Pieces, { stderr, cwd }: Io): Promise<void> {
  await writeFileWhole(file, pieces);
  stderr.write(`Written: ${path.relative(cwd, file)}\n`);
}
