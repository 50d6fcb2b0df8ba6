/**
 * The lowest and highest sample of any stretch of a series in O(log n): blocks of 16 samples, of 256, and so on. It
 * only grows, so a live series costs O(1) a sample, and a line of a chart O(pixels), however long the series is.
 */
import { type Line, longestPause } from '../run/decimate';

/** Columns that grow at the end: seconds, in order, and values. */
export interface Source {
  readonly length: number;
  readonly t: Float64Array;
  readonly y: Float64Array;
}

const FAN_OUT = 16;

/** Of each block the indices of its lowest and its highest sample. */
interface Level {
  low: number[];
  high: number[];
}

export interface Extremes {
  /** indices of samples */
  low: number;
  high: number;
}

export class Pyramid {
  private readonly levels: Level[] = [];
  private taken = 0;
  private pauseKnownAt = 0;

  /** `pause`: seconds; a longer one is a gap. Found from the series where it is left out. */
  constructor(
    readonly source: Source,
    private pause?: number,
  ) {
    if (pause !== undefined) this.pauseKnownAt = Number.POSITIVE_INFINITY;
  }

  /** Takes in what the source has got since; everything below sees the series up to here. */
  refresh(): void {
    const { t, y, length } = this.source;
    const first = this.taken - (this.taken % FAN_OUT) + FAN_OUT;
    for (let end = first; end <= length; end += FAN_OUT) {
      this.put(0, lowest(y, end - FAN_OUT, end), highest(y, end - FAN_OUT, end), y);
    }
    this.taken = length;
    if (length >= 2 * this.pauseKnownAt) {
      this.pause = longestPause(t);
      this.pauseKnownAt = length;
    }
  }

  private put(n: number, low: number, high: number, y: Float64Array): void {
    const level = this.level(n);
    level.low.push(low);
    level.high.push(high);
    const blocks = level.low.length;
    if (blocks % FAN_OUT !== 0) return;
    const at = level.low.slice(-FAN_OUT).reduce((a, b) => (value(y, b) < value(y, a) ? b : a));
    const top = level.high.slice(-FAN_OUT).reduce((a, b) => (value(y, b) > value(y, a) ? b : a));
    this.put(n + 1, at, top, y);
  }

  private level(n: number): Level {
    const known = this.levels[n];
    if (known) return known;
    const level: Level = { low: [], high: [] };
    this.levels.push(level);
    return level;
  }

  get length(): number {
    return this.taken;
  }

  /** The index of the first sample at or after `t`; `length` where there is none. */
  indexAt(t: number): number {
    return search(this.source.t, t, 0, this.taken);
  }

  /** The lowest and highest of the samples `from`..`to` (half-open, not empty); of equals the first. */
  extremes(from: number, to: number): Extremes {
    const { y } = this.source;
    let low = from;
    let high = from;
    for (let i = from; i < to; ) {
      let size = 1;
      let n = -1;
      while (n + 1 < this.levels.length && i % (size * FAN_OUT) === 0 && i + size * FAN_OUT <= to) {
        size *= FAN_OUT;
        n++;
      }
      const level = this.levels[n];
      const block = i / size;
      const lowHere = level?.low[block] ?? i;
      const highHere = level?.high[block] ?? i;
      if (value(y, lowHere) < value(y, low)) low = lowHere;
      if (value(y, highHere) > value(y, high)) high = highHere;
      i += size;
    }
    return { low, high };
  }

  /** The extremes between two times; undefined where there is no sample. */
  range(from: number, to: number): { lowest: number; highest: number } | undefined {
    const first = this.indexAt(from);
    const end = this.indexAt(to);
    if (first >= end) return undefined;
    const { low, high } = this.extremes(first, end);
    return { lowest: value(this.source.y, low), highest: value(this.source.y, high) };
  }

  /**
   * The line between two times in `columns` columns: of each the first, lowest, highest and last sample, and one
   * sample beyond either edge. A point with y = NaN stands in each gap of the recording.
   */
  line(from: number, to: number, columns: number): Line {
    const { t, y } = this.source;
    const line: Line = { t: [], y: [] };
    const end = Math.min(this.taken, this.indexAt(to) + 1);
    const width = (to - from) / columns;
    const { pause = Number.POSITIVE_INFINITY } = this;
    let before = Number.POSITIVE_INFINITY;
    for (let i = Math.max(0, this.indexAt(from) - 1); i < end; ) {
      const start = value(t, i);
      const column = Math.floor((start - from) / width);
      const next = Math.max(i + 1, search(t, from + (column + 1) * width, i, end));
      if (start - before > pause) add(line, (start + before) / 2, Number.NaN);
      this.column(line, i, next, t, y);
      before = value(t, next - 1);
      i = next;
    }
    return line;
  }

  private column(line: Line, from: number, to: number, t: Float64Array, y: Float64Array): void {
    const { low, high } = this.extremes(from, to);
    let kept = -1;
    for (const i of [from, Math.min(low, high), Math.max(low, high), to - 1]) {
      if (i === kept) continue;
      add(line, value(t, i), value(y, i));
      kept = i;
    }
  }
}

function add(line: Line, t: number, y: number): void {
  line.t.push(t);
  line.y.push(y);
}

function value(column: Float64Array, i: number): number {
  return column[i] ?? Number.NaN;
}

function lowest(y: Float64Array, from: number, to: number): number {
  let at = from;
  for (let i = from + 1; i < to; i++) if (value(y, i) < value(y, at)) at = i;
  return at;
}

function highest(y: Float64Array, from: number, to: number): number {
  let at = from;
  for (let i = from + 1; i < to; i++) if (value(y, i) > value(y, at)) at = i;
  return at;
}

function search(t: Float64Array, wanted: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value(t, middle) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
