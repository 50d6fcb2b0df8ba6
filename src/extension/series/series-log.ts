import { UserError } from '../../core/errors';
import { encodeEvent } from '../../core/run/codec';
import { eventsOfSeries } from '../../core/series/imported-run';
import { type ReadSeries, readSeries, seriesNames } from '../../core/series/index';
import { textOf, unzipped } from '../../engine/series/series-text';

/** A series as the log of a run with its verdict, in pieces; or the names of those of which one is to be chosen. */
export type SeriesLog = { log: Uint8Array[] } | { names: string[] };

/**
 * Reads a file that something else wrote. `name` is what it is called; `wanted` the series that was chosen, where the
 * file has several. Errors: {@link UserError} `usage` or `file-unreadable`, with what is wrong where.
 */
export async function seriesLog(bytes: Uint8Array, name: string, wanted?: string): Promise<SeriesLog> {
  const text = textOf(await unzipped(bytes), 'editor');
  const read = readOne(text, wanted);
  return 'names' in read ? read : { log: encoded(read, name) };
}

function readOne(text: string, wanted: string | undefined): ReadSeries | { names: string[] } {
  try {
    return readSeries(text, wanted, 'editor');
  } catch (error) {
    const names = namesIn(text);
    // the file may be another one since it was chosen
    if (names.length < 2) return readSeries(text, undefined, 'editor');
    if (wanted !== undefined && names.includes(wanted)) throw error;
    return { names };
  }
}

/** None where it is refused, which reading it says. */
function namesIn(text: string): string[] {
  try {
    return seriesNames(text);
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

/** Characters in a piece. */
const PIECE = 256 * 1024;

/** Errors: as of judging it. */
function encoded(read: ReadSeries, name: string): Uint8Array[] {
  const encoder = new TextEncoder();
  const pieces: Uint8Array[] = [];
  let text = '';
  for (const event of eventsOfSeries(read, name)) {
    text += encodeEvent(event);
    if (text.length < PIECE) continue;
    pieces.push(encoder.encode(text));
    text = '';
  }
  return [...pieces, encoder.encode(text)];
}
