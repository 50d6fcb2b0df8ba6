/** Reads the first line of a recording and its last ones, without what is between. */
import { open } from 'node:fs/promises';
import { UserError } from '../../core/errors';
import { LogReader, type LogSink } from '../../core/run/codec';
import type { EndEvent, HeaderEvent, RunEvent } from '../../core/run/event';
import { asRunEvent } from '../../core/run/schema';
import type { Verdict } from '../../core/run/verdict';

/** A header holds a plan, which may list many sizes. */
const HEAD = 256 * 1024;
/** The verdict and the end stand among the last lines. */
const TAIL = 256 * 1024;

export interface RunSummary {
  header: HeaderEvent;
  verdict?: Verdict;
  end?: EndEvent;
}

/** Errors: {@link UserError} `file-unreadable`. */
export async function readRunSummary(path: string): Promise<RunSummary> {
  const file = await open(path, 'r').catch((cause: Error) => {
    throw new UserError(
      'file-unreadable',
      `${path} cannot be read: ${cause.message}.`,
      'Check that it is there.',
      {
        cause,
      },
    );
  });
  try {
    const { size } = await file.stat();
    const head = new Uint8Array(Math.min(size, HEAD));
    await file.read(head, 0, head.length, 0);
    const from = Math.max(head.length, size - TAIL);
    const tail = new Uint8Array(size - from);
    await file.read(tail, 0, tail.length, from);
    return summarise(head, tail, from > head.length);
  } finally {
    await file.close();
  }
}

/** The same for a file that is not on disk. */
export function summariseBytes(bytes: Uint8Array): RunSummary {
  const from = Math.min(HEAD, bytes.length);
  const tailFrom = Math.max(from, bytes.length - TAIL);
  return summarise(bytes.subarray(0, from), bytes.subarray(tailFrom), tailFrom > from);
}

class SummarySink implements LogSink {
  header: HeaderEvent | undefined;
  verdict: Verdict | undefined;
  end: EndEvent | undefined;

  sample(): void {}

  event(event: RunEvent): void {
    if (event.kind === 'header') this.header = event;
    else if (event.kind === 'verdict') this.verdict = event.verdict;
    else if (event.kind === 'end') this.end = event;
  }
}

/** `gap`: bytes between the two were left out. */
function summarise(head: Uint8Array, tail: Uint8Array, gap: boolean): RunSummary {
  const sink = new SummarySink();
  const decoder = new TextDecoder();
  const reader = new LogReader(sink, (bytes) => decoder.decode(bytes));
  reader.push(head);
  if (gap) for (const event of lastEvents(decoder.decode(tail))) sink.event(event);
  else {
    reader.push(tail);
    reader.finish();
  }
  const { header, verdict, end } = sink;
  if (!header) throw new UserError('file-unreadable', 'This recording has no header.', 'Record it again.');
  return { header, ...(verdict && { verdict }), ...(end && { end }) };
}

/** The first line of a cut is torn, and so may be the last. */
function lastEvents(text: string): RunEvent[] {
  return text
    .split('\n')
    .slice(1)
    .filter((line) => line.startsWith('{"kind":"verdict"') || line.startsWith('{"kind":"end"'))
    .flatMap((line) => {
      const event = asRunEvent(parsed(line));
      return event ? [event] : [];
    });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
