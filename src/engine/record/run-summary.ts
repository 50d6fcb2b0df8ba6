/** Reads the first line of a recording and its last ones, without what is between. */
import { open } from 'node:fs/promises';
import { UserError } from '../../core/errors';
import { LogReader, type LogSink } from '../../core/run/codec';
import type { EndEvent, RunEvent } from '../../core/run/event';
import type { HeaderEvent } from '../../core/run/header';
import { asRunEvent } from '../../core/run/schema';
import type { Verdict } from '../../core/run/verdict';

/** Bytes: a header holds a plan, which may list many sizes. */
const HEAD = 256 * 1024;
/** Bytes: the verdict and the end stand among the last lines. */
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

const NEWLINE = 0x0a;

/** `gap`: bytes between the two were left out. Only what is needed is parsed: editors do this in passing. */
function summarise(head: Uint8Array, tail: Uint8Array, gap: boolean): RunSummary {
  const decoder = new TextDecoder();
  const firstLine = head.indexOf(NEWLINE);
  const header = headerIn(firstLine < 0 ? head : head.subarray(0, firstLine + 1));
  const text = gap
    ? decoder.decode(tail)
    : decoder.decode(head.subarray(Math.max(0, firstLine)), { stream: true }) + decoder.decode(tail);
  const verdict = lastOf(text, 'verdict')?.verdict;
  const end = lastOf(text, 'end');
  return { header, ...(verdict && { verdict }), ...(end && { end }) };
}

function headerIn(line: Uint8Array): HeaderEvent {
  let header: HeaderEvent | undefined;
  const sink: LogSink = {
    sample: () => {},
    event: (event) => {
      if (event.kind === 'header') header = event;
    },
  };
  const decoder = new TextDecoder();
  const reader = new LogReader(sink, (bytes) => decoder.decode(bytes));
  reader.push(line);
  reader.finish();
  if (!header) throw new UserError('file-unreadable', 'This recording has no header.', 'Record it again.');
  return header;
}

/** The last whole event of that kind; each stands at the beginning of a line. */
function lastOf<Kind extends 'verdict' | 'end'>(text: string, kind: Kind) {
  const mark = `\n{"kind":"${kind}"`;
  for (let at = text.lastIndexOf(mark); at >= 0; at = at > 0 ? text.lastIndexOf(mark, at - 1) : -1) {
    const stop = text.indexOf('\n', at + 1);
    const event = asRunEvent(parsed(text.slice(at + 1, stop < 0 ? undefined : stop)));
    if (isOf(event, kind)) return event;
  }
  return undefined;
}

function isOf<Kind extends RunEvent['kind']>(
  event: RunEvent | undefined,
  kind: Kind,
): event is Extract<RunEvent, { kind: Kind }> {
  return event?.kind === kind;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
