/** What a reader finds in a file: one series or several, and how it read them. */
import type { LoadInterval, Series } from '../detect/series';
import type { JsonRecord } from './json-values';
import { quoted, refuse } from './refuse';
import type { Unit } from './sizes';

export interface Reading {
  /** e.g. `CSV` */
  format: string;
  /** how the times were read */
  time: string;
  found: FoundSeries[];
  /** what was assumed or left out, one sentence each */
  notes: string[];
  /** whether the format has its samples in no order */
  unordered?: boolean;
  /** whether the series are named by metrics, of which one measures resident memory and others do not */
  metrics?: boolean;
}

/** A format of JSON, told by the first object of the file. Errors of `read`: `usage` where there is no series in it. */
export interface JsonFormat {
  has: (first: JsonRecord) => boolean;
  read: (items: readonly JsonRecord[]) => Reading;
}

/** A format of text, told by its beginning. Errors of `read`: `usage` with the line that is none. */
export interface TextFormat {
  is: (head: string) => boolean;
  read: (text: string) => Reading;
}

/** Answers behind each other, of one span of time each: their series go on. */
export function each(read: (answer: JsonRecord) => Reading): JsonFormat['read'] {
  return (answers) => {
    const [first, ...more] = answers.map(read);
    if (first === undefined) return refuse('there is no answer in it');
    const found = [...first.found];
    for (const next of more.flatMap((reading) => reading.found)) {
      const known = found.find(({ name }) => name === next.name);
      if (known === undefined) found.push(next);
      else known.goOn(next);
    }
    return { ...first, found };
  };
}

/** One series as it is read, sample by sample. Sizes in bytes, times in seconds. */
export class FoundSeries {
  readonly t: number[] = [];
  readonly y: number[] = [];
  load?: LoadInterval[];
  /** samples that stood there twice */
  repeated = 0;
  /** samples without a size */
  missing = 0;
  /** in words, where two samples first contradict each other: the same time, or a time that goes back */
  clash?: string;
  back?: string;
  private rises = false;

  /** `name` tells it from others in the file: text from outside. `unit` is absent where nothing tells it: bytes then. */
  constructor(
    public name: string,
    readonly unit: Unit | undefined,
  ) {}

  /** `where` names the place in the file, such as `line 5`. */
  push(t: number, y: number | undefined, where: () => string): void {
    if (y === undefined || !Number.isFinite(y)) {
      this.missing++;
      return;
    }
    const last = this.t.at(-1);
    if (last === t) {
      if (this.y.at(-1) === y) {
        this.repeated++;
        return;
      }
      this.clash ??= `${where()} has the same time as the sample before, and another size`;
    }
    if (last !== undefined && t < last) this.back ??= `${where()}: time goes back, ${last} s, then ${t} s`;
    if (last !== undefined && t > last) this.rises = true;
    this.t.push(t);
    this.y.push(y);
  }

  /** With the samples of another one, of a later time. */
  goOn(next: FoundSeries): void {
    for (const [i, t] of next.t.entries()) this.push(t, next.y[i], () => `a sample of ${quoted(this.name)}`);
    this.missing += next.missing;
    this.repeated += next.repeated;
  }

  /** Whether it has the newest sample first. */
  get reversed(): boolean {
    return this.back !== undefined && !this.rises;
  }
}

/** How a series was read: what a reader needs to see whether it was read rightly. */
export interface HowRead {
  /** e.g. `CSV` */
  format: string;
  /** the one of several that was taken; null where there was but one without a name */
  series: string | null;
  /** of the sizes in the file */
  unit: string;
  /** of the times in the file */
  time: string;
  /** samples that were taken */
  samples: number;
  /** what was assumed or left out, one sentence each */
  notes: string[];
}

export interface ReadSeries {
  series: Series;
  read: HowRead;
}
