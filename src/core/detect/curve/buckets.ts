/**
 * Resampling to buckets of 0.5 s, each with its median (running-median smoothing, Tukey 1977) and its extremes.
 * Memory is bounded: once `capacity` buckets are full, neighbours are merged and the width doubles, as in a
 * round-robin database (Oetiker, RRDtool).
 */
import { at } from './vector';

/** Seconds. */
const WIDTH = 0.5;
/** 9 hours at 0.5 s, 3 MB; above it the width doubles. */
const CAPACITY = 65_536;
const FIRST_SIZE = 256;
/** Samples of one bucket that its median is taken over; of more, every second, fourth, ... is taken. */
const MEDIAN_OF = 32;

/** A read-only look at the buckets. All arrays have at least `n` values. */
export interface Curve {
  readonly n: number;
  /** seconds of the first and of the last sample of a bucket */
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** bytes: median, lowest and highest of a bucket */
  readonly level: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** index of the first sample of a bucket */
  readonly first: Float64Array;
  /** samples in all buckets together */
  readonly samples: number;
}

/** The buckets `[from, to)` as a curve of their own, without a copy. */
export function cut(curve: Curve, from: number, to: number): Curve {
  const part = (v: Float64Array) => v.subarray(from, to);
  return {
    n: to - from,
    start: part(curve.start),
    end: part(curve.end),
    level: part(curve.level),
    low: part(curve.low),
    high: part(curve.high),
    first: part(curve.first),
    samples: (to < curve.n ? at(curve.first, to) : curve.samples) - at(curve.first, from),
  };
}

export class Buckets implements Curve {
  n = 0;
  samples = 0;
  width = WIDTH;
  start = new Float64Array(FIRST_SIZE);
  end = new Float64Array(FIRST_SIZE);
  level = new Float64Array(FIRST_SIZE);
  low = new Float64Array(FIRST_SIZE);
  high = new Float64Array(FIRST_SIZE);
  first = new Float64Array(FIRST_SIZE);

  private origin = 0;
  private slot = 0;
  private readonly window = new Float64Array(MEDIAN_OF);
  private held = 0;
  private stride = 1;
  private seen = 0;
  private openStart = 0;
  private openEnd = 0;
  private openLow = 0;
  private openHigh = 0;
  private openFirst = 0;

  constructor(private readonly capacity = CAPACITY) {}

  /**
   * Takes one sample, `t` seconds and `y` bytes; true where it closed the bucket before it. One of no bytes is counted and
   * nothing else: no process lives in none, so the reading failed, or there was no process.
   */
  push(t: number, y: number): boolean {
    if (y === 0) {
      this.samples++;
      return false;
    }
    const begun = this.n > 0 || this.seen > 0;
    if (!begun) this.origin = t;
    // The small addend keeps a sample that stands on a border there, whatever the origin of time.
    const slot = Math.floor((t - this.origin) / this.width + 1e-6);
    let closed = false;
    if (!begun || slot !== this.slot) {
      if (begun) {
        this.close();
        closed = true;
      }
      this.slot = Math.floor((t - this.origin) / this.width + 1e-6);
      this.open(t, y);
    }
    this.add(y);
    this.openEnd = t;
    this.samples++;
    return closed;
  }

  /** Closes the open bucket, at the end of a series. */
  finish(): void {
    if (this.seen > 0) this.close();
  }

  private open(t: number, y: number): void {
    this.openStart = t;
    this.openLow = y;
    this.openHigh = y;
    this.openFirst = this.samples;
    this.held = 0;
    this.stride = 1;
    this.seen = 0;
  }

  private add(y: number): void {
    if (y < this.openLow) this.openLow = y;
    if (y > this.openHigh) this.openHigh = y;
    if (this.seen++ % this.stride !== 0) return;
    const window = this.window;
    if (this.held === MEDIAN_OF) {
      for (let i = 0; i < MEDIAN_OF / 2; i++) window[i] = at(window, 2 * i);
      this.held = MEDIAN_OF / 2;
      this.stride *= 2;
    }
    let i = this.held++;
    while (i > 0 && at(window, i - 1) > y) {
      window[i] = at(window, i - 1);
      i--;
    }
    window[i] = y;
  }

  private close(): void {
    if (this.n === this.capacity) this.coarsen();
    if (this.n === this.start.length) this.grow();
    const n = this.n++;
    const half = this.held >> 1;
    const upper = at(this.window, half);
    this.start[n] = this.openStart;
    this.end[n] = this.openEnd;
    this.level[n] = this.held % 2 === 1 ? upper : (at(this.window, half - 1) + upper) / 2;
    this.low[n] = this.openLow;
    this.high[n] = this.openHigh;
    this.first[n] = this.openFirst;
    this.seen = 0;
  }

  private grow(): void {
    const size = Math.min(this.capacity, this.start.length * 2);
    const grown = (from: Float64Array) => {
      const to = new Float64Array(size);
      to.set(from);
      return to;
    };
    this.start = grown(this.start);
    this.end = grown(this.end);
    this.level = grown(this.level);
    this.low = grown(this.low);
    this.high = grown(this.high);
    this.first = grown(this.first);
  }

  /** Doubles the width until at least a quarter of the room is free. */
  private coarsen(): void {
    while (this.n > this.capacity * 0.75) {
      this.width *= 2;
      let to = -1;
      let last = Number.NaN;
      for (let i = 0; i < this.n; i++) {
        const slot = Math.floor((at(this.start, i) - this.origin) / this.width + 1e-6);
        if (slot === last) this.merge(to, i);
        else this.move(++to, i);
        last = slot;
      }
      this.n = to + 1;
    }
  }

  private move(to: number, from: number): void {
    this.start[to] = at(this.start, from);
    this.end[to] = at(this.end, from);
    this.level[to] = at(this.level, from);
    this.low[to] = at(this.low, from);
    this.high[to] = at(this.high, from);
    this.first[to] = at(this.first, from);
  }

  private merge(to: number, from: number): void {
    this.end[to] = at(this.end, from);
    this.level[to] = (at(this.level, to) + at(this.level, from)) / 2;
    this.low[to] = Math.min(at(this.low, to), at(this.low, from));
    this.high[to] = Math.max(at(this.high, to), at(this.high, from));
  }
}
