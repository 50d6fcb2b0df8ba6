/** What the service prints: its newest lines for an error, and a bounded part of it for the log. */
import { stripVTControlCharacters } from 'node:util';
import type { OutputEvent } from '../../core/run/event';
import { tellingLines } from '../../core/run/telling-lines';
import { readLines } from '../process/lines';
import type { OwnedProcess } from '../process/owned';

/** Lines a second, and in all, that are recorded. */
const RATE = 20;
const MOST = 10_000;
/** Newest lines that are kept, and of these shown. */
const KEPT = 200;
const LAST = 10;

export class ServiceOutput {
  readonly last: string[] = [];
  private readonly dropped: (() => number)[];
  private recorded = 0;
  private beyond = 0;

  constructor(service: OwnedProcess, take: (stream: OutputEvent['stream'], text: string) => void) {
    this.dropped = (['stdout', 'stderr'] as const).map((stream) =>
      readLines(service[stream], RATE, (line) => {
        const text = printable(line);
        this.last.push(text);
        if (this.last.length > KEPT) this.last.shift();
        if (++this.recorded <= MOST) take(stream, text);
        else this.beyond++;
      }),
    );
  }

  lastLines(): string {
    return tellingLines(this.last, LAST).join('\n');
  }

  /** Lines that were not recorded. */
  get lost(): number {
    return this.dropped.reduce((sum, count) => sum + count(), this.beyond);
  }
}

/** Without colours and control characters: the text is not ours. */
function printable(line: string): string {
  return stripVTControlCharacters(line).replace(/\p{Cc}/gu, ' ');
}
