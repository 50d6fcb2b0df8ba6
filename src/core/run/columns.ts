import type { SampleFields } from './sample-line';
import { lowerBound } from './sorted';

const FIRST_CAPACITY = 1024;

/** The samples of a run as growing columns, 16 bytes a sample. */
export class SampleColumns {
  length = 0;
  private times = new Float64Array(FIRST_CAPACITY);
  private sizes = new Float64Array(FIRST_CAPACITY);
  /** of the samples whose anonymous or file memory was measured: few, so they are kept apart */
  readonly parts: { t: number; anon: number; file: number; shared: number }[] = [];

  push(fields: Readonly<SampleFields>): void {
    if (this.length === this.times.length) {
      this.times = grown(this.times);
      this.sizes = grown(this.sizes);
    }
    this.times[this.length] = fields.t;
    this.sizes[this.length] = fields.rss;
    this.length++;
    if (fields.anon >= 0 || fields.file >= 0) {
      this.parts.push({ t: fields.t, anon: fields.anon, file: fields.file, shared: fields.shared });
    }
  }

  /** Seconds; a view, valid until the next push. */
  get t(): Float64Array {
    return this.times.subarray(0, this.length);
  }

  /** Bytes; a view, valid until the next push. */
  get rss(): Float64Array {
    return this.sizes.subarray(0, this.length);
  }

  /** The index of the first sample at or after `t`; `length` where there is none. */
  indexAt(t: number): number {
    return lowerBound(this.times, t, 0, this.length);
  }
}

/** A column with twice the room. */
export function grown(column: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(column.length * 2);
  larger.set(column);
  return larger;
}
