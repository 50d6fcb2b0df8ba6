/** Reads a recording from a file. */
import { createReadStream } from 'node:fs';
import { type WholeRun, wholeRun } from '../core/detect/replay';
import { UserError } from '../core/errors';
import { LogReader, type LogSink } from '../core/run/codec';
import type { RunFold } from '../core/run/fold';
import { systemWords } from '../core/system-words';

export interface Recording extends WholeRun {
  file: string;
}

/** A run from its file, with the verdict that its samples give where the file has none. */
export async function readRecording(file: string): Promise<Recording> {
  return { file, ...(await wholeRun((sink) => readLog(file, sink))) };
}

/** The run alone. */
export async function readRun(file: string): Promise<RunFold> {
  return (await readRecording(file)).run;
}

/** Streams a log into `sink`. Errors: {@link UserError} `file-unreadable` where it is missing or no recording. */
export async function readLog(file: string, sink: LogSink): Promise<void> {
  const decoder = new TextDecoder();
  const reader = new LogReader(sink, (bytes) => decoder.decode(bytes));
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) reader.push(chunk);
    reader.finish();
  } catch (error) {
    if (error instanceof UserError)
      throw new UserError(error.code, `${file}: ${error.message}`, error.remedy);
    throw unreadable(file, error);
  }
}

/** The error for a file that the system does not give. */
export function unreadable(file: string, error: unknown): UserError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const why = code === 'ENOENT' ? 'there is no such file' : systemWords(error);
  return new UserError('file-unreadable', `${file} cannot be read: ${why}.`, checkPath(file), {
    cause: error,
  });
}

/** What to do about a path that leads nowhere. A name that is not UTF-8 arrives with U+FFFD in the place of its bytes. */
export function checkPath(file: string): string {
  if (!file.includes('\ufffd')) return 'Check the path.';
  return 'A name that is not UTF-8 cannot be read: rename the file, or name a link to it.';
}
