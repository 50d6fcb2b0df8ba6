/** A recording with its verdict, also where it was cut off before it had one. */
import { RunReplay } from '../../core/detect/replay';
import { LogReader, type LogSink } from '../../core/run/codec';
import type { RunEvent, SampleEvent } from '../../core/run/event';
import { RunFold } from '../../core/run/fold';

/** Begins anew with each call: the bytes of a run's file. */
export type ReadLog = () => AsyncIterable<Uint8Array>;

export interface WholeRun {
  run: RunFold;
  /** that the file has */
  lines: number;
  /** events of `run` that the file lacks: the verdict on what it holds, with the steps */
  added: Exclude<RunEvent, SampleEvent>[];
}

/** Errors: {@link UserError} `file-unreadable`. */
export async function readWhole(read: ReadLog): Promise<WholeRun> {
  const run = new RunFold();
  const lines = await readInto(run, read);
  if (run.verdict !== undefined && !run.provisional) return { run, lines, added: [] };
  const replay = new RunReplay();
  await readInto(replay, read);
  const added = replay.finish(run.now);
  for (const event of added) run.push(event);
  return { run, lines, added };
}

/** The lines that went into `sink`. Errors: {@link UserError} `file-unreadable`. */
export async function readInto(sink: LogSink, read: ReadLog): Promise<number> {
  const decoder = new TextDecoder();
  const reader = new LogReader(sink, (bytes) => decoder.decode(bytes));
  for await (const chunk of read()) reader.push(chunk);
  reader.finish();
  return reader.lines;
}
