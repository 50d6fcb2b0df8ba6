/** Lines of a stream of bytes, bounded: a program may flood its output, or write a line without an end. */

import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** Characters of a line that are kept. */
export const LINE_LENGTH = 1000;

/** Calls `take` for each line; gives a function that says how much was left out beyond `rate` lines a second. */
export function readLines(stream: Readable, rate: number, take: (line: string) => void): () => number {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let second = 0;
  let taken = 0;
  let dropped = 0;

  const line = (text: string) => {
    const now = Math.floor(performance.now() / 1000);
    if (now !== second) {
      second = now;
      taken = 0;
    }
    if (taken++ < rate) take(text.endsWith('\r') ? text.slice(0, -1) : text);
    else dropped++;
  };
  stream.on('data', (chunk: Buffer) => {
    if (taken > rate && Math.floor(performance.now() / 1000) === second) {
      dropped += count(chunk);
      rest = '';
      return;
    }
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = (lines.pop() ?? '').slice(0, LINE_LENGTH);
    for (const text of lines) line(text.slice(0, LINE_LENGTH));
  });
  stream.on('end', () => {
    if (rest) line(rest);
  });
  stream.on('error', () => {});
  return () => dropped;
}

const NEWLINE = 0x0a;

function count(chunk: Buffer): number {
  let lines = 0;
  for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) lines++;
  return lines;
}
