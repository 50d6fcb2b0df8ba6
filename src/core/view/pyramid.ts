/**
 * The lowest and highest sample of any stretch of a series in O(log n): blocks of 16 samples, of 256, and so on. It
 * only grows, so a live series costs O(1) a sample, and a line of a chart O(pixels), however long the series is.
 */
import { type Line, longestPause } from '../run/decimate';
import { firstNear, lowerBound } from '../run/sorted';
import { Level } from './level';

/** Columns that grow at the end: seconds, in order, and values. */
export interface Source {
  readonly length: number;
  readonly t: Float64Array;
  readonly y: Float64Array;
}

const FAN_OUT = 16;

/** Indices of samples. */
export interface Extremes {
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
      const { low, high } = samplesExtremes(y, end - FAN_OUT, end);
      this.put(0, value(y, low), low, value(y, high), high);
    }
    this.taken = length;
    if (length >= 2 * this.pauseKnownAt) {
      this.pause = longestPause(t);
      this.pauseKnownAt = length;
    }
  }

  private put(n: number, low: number, lowAt: number, high: number, highAt: number): void {
    const level = this.levels[n] ?? new Level();
    this.levels[n] = level;
    level.push(low, lowAt, high, highAt);
    if (level.length % FAN_OUT !== 0) return;
    let lowest = level.length - FAN_OUT;
    let highest = lowest;
    for (let i = lowest + 1; i < level.length; i++) {
      if (value(level.low, i) < value(level.low, lowest)) lowest = i;
      if (value(level.high, i) > value(level.high, highest)) highest = i;
    }
    this.put(
      n + 1,
      value(level.low, lowest),
      value(level.lowAt, lowest),
      value(level.high, highest),
      value(level.highAt, highest),
    );
  }

  get length(): number {
    return this.taken;
  }

  /** The index of the first sample at or after `t`; `length` where there is none. */
  indexAt(t: number): number {
    return lowerBound(this.source.t, t, 0, this.taken);
  }

  /** The lowest and highest of the samples `from`..`to` (half-open, not empty); `y` spares looking up the column. */
  extremes(from: number, to: number, y = this.source.y): Extremes {
    const found = { low: from, high: from, lowest: value(y, from), highest: value(y, from) };
    let start = from;
    let end = to;
    for (let n = -1; start < end; n++) {
      const level = n < 0 ? undefined : this.levels[n];
      while (start % FAN_OUT !== 0 && start < end) take(found, y, level, start++);
      while (end % FAN_OUT !== 0 && start < end) take(found, y, level, --end);
      start /= FAN_OUT;
      end /= FAN_OUT;
    }
    return found;
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
    let column = Number.NEGATIVE_INFINITY;
    let usual = 1;
    for (let i = Math.max(0, this.indexAt(from) - 1); i < end; ) {
      const start = value(t, i);
      column = Math.max(column + 1, Math.floor((start - from) / width));
      const next = wholeBlocks(i, firstNear(t, from + (column + 1) * width, i + usual, i, end));
      usual = next - i;
      if (start - before > pause) add(line, (start + before) / 2, Number.NaN);
      this.column(line, i, next, t, y);
      before = value(t, next - 1);
      i = next;
    }
    return line;
  }

  private column(line: Line, from: number, to: number, t: Float64Array, y: Float64Array): void {
    const { low, high } = this.extremes(from, to, y);
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

function value(column: Float64Array | Uint32Array, i: number): number {
  return column[i] ?? Number.NaN;
}

/** Takes one sample, or one block of a level, into the extremes. */
function take(
  found: Extremes & { lowest: number; highest: number },
  y: Float64Array,
  level: Level | undefined,
  i: number,
): void {
  const low = level ? value(level.low, i) : value(y, i);
  const high = level ? value(level.high, i) : low;
  if (low < found.lowest) {
    found.lowest = low;
    found.low = level ? value(level.lowAt, i) : i;
  }
  if (high > found.highest) {
    found.highest = high;
    found.high = level ? value(level.highAt, i) : i;
  }
}

function samplesExtremes(y: Float64Array, from: number, to: number): Extremes {
  let low = from;
  let high = from;
  for (let i = from + 1; i < to; i++) {
    if (value(y, i) < value(y, low)) low = i;
    if (value(y, i) > value(y, high)) high = i;
  }
  return { low, high };
}

/** The end of a column, moved by less than a quarter of it where that spares looking at single samples. */
function wholeBlocks(from: number, end: number): number {
  let block = 1;
  while (block * FAN_OUT * 4 <= end - from) block *= FAN_OUT;
  return Math.max(from + 1, end - (end % block));
}
