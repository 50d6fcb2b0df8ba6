/** A recording with its verdict, also where it was cut off before it had one. */
import { type WholeRun, wholeRun } from '../../core/detect/replay';
import { LogReader, type LogSink } from '../../core/run/codec';

/** Begins anew with each call: the bytes of a run's file. */
export type ReadLog = () => AsyncIterable<Uint8Array>;

/** With the number of lines that the file has. Errors: {@link UserError} `file-unreadable`. */
export async function readWhole(read: ReadLog): Promise<WholeRun & { lines: number }> {
  let lines = 0;
  const whole = await wholeRun(async (sink) => {
    lines = await readInto(sink, read);
  });
  return { ...whole, lines };
}

/** The lines that went into `sink`. Errors: {@link UserError} `file-unreadable`. */
export async function readInto(sink: LogSink, read: ReadLog): Promise<number> {
  const decoder = new TextDecoder();
  const reader = new LogReader(sink, (bytes) => decoder.decode(bytes));
  for await (const chunk of read()) reader.push(chunk);
  reader.finish();
  return reader.lines;
}
