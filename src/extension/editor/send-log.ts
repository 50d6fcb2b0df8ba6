import { LogCompactor } from '../../core/run/compact';
import type { ToPage } from '../../core/view/protocol';

export type Post = (message: ToPage) => Thenable<boolean>;

/** Bytes that a message has about: each costs the editor's window a handful of tasks, and the page reads it at once. */
const MESSAGE = 512 * 1024;
/** Bytes on their way at once: reading does not wait for a page that is busy, and memory stays bounded. */
const AHEAD = 8 * 1024 * 1024;

/**
 * Sends a page the log of its run number `run` (from 0), compact: the way to a page goes through the editor's other
 * processes, and over a network where the editor is remote. Errors: what reading the log throws.
 */
export async function sendLog(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  run: number,
  post: Post,
  signal: AbortSignal,
): Promise<void> {
  const log = new LogCompactor();
  const underWay: { length: number; sent: Thenable<boolean> }[] = [];
  let ahead = 0;
  for await (const chunk of chunks) {
    if (signal.aborted) return;
    log.push(chunk);
    if (log.length < MESSAGE) continue;
    const bytes = log.take();
    const sent = post({ type: 'log', run, bytes, last: false, compact: true });
    underWay.push({ length: bytes.length, sent });
    ahead += bytes.length;
    for (let first = underWay[0]; first && ahead > AHEAD; first = underWay[0]) {
      await first.sent;
      ahead -= first.length;
      underWay.shift();
    }
  }
  if (signal.aborted) return;
  const last = post({ type: 'log', run, bytes: log.take(), last: true, compact: true });
  await Promise.all([...underWay.map(({ sent }) => sent), last]);
}
