/** Recordings of the program in one file: a line each, times in milliseconds and resident pages as differences. */
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';

export interface ProgramBurst {
  /** seconds */
  from: number;
  to: number;
  connections: number;
  requests: number;
  /** bytes that the program knew to hold at its end */
  live: number;
}

export interface ProgramRecording {
  id: string;
  behaviour: string;
  /** seconds and bytes */
  t: number[];
  y: number[];
  bursts: ProgramBurst[];
}

interface Line {
  id: string;
  behaviour: string;
  ms: number[];
  pages: number[];
  bursts: ProgramBurst[];
}

const PAGE = 4096;

export function readRecordings(file: string): ProgramRecording[] {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const { ms, pages, ...rest }: Line = JSON.parse(line);
    return { ...rest, t: sums(ms).map((x) => x / 1000), y: sums(pages).map((x) => x * PAGE) };
  });
}

export function writeRecordings(file: string, recordings: readonly ProgramRecording[]): void {
  const lines = recordings.map(({ id, behaviour, t, y, bursts }): string => {
    const line: Line = {
      id,
      behaviour,
      ms: differences(t.map((x) => Math.round(x * 1000))),
      pages: differences(y.map((x) => Math.round(x / PAGE))),
      bursts,
    };
    return JSON.stringify(line);
  });
  writeFileSync(file, gzipSync(`${lines.join('\n')}\n`, { level: 9 }));
}

function differences(values: readonly number[]): number[] {
  return values.map((value, i) => value - (values[i - 1] ?? 0));
}

function sums(differences: readonly number[]): number[] {
  let sum = 0;
  return differences.map((difference) => {
    sum += difference;
    return sum;
  });
}
