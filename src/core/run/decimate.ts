/**
 * A line with as many points as pixels, and no peak lost: M4 aggregation (Jugel et al., VLDB 2014) keeps the first,
 * lowest, highest and last sample of each pixel column, which draws the same pixels as all samples would.
 */

/** Half-open range of sample indices. */
export interface IndexRange {
  from: number;
  to: number;
}

export interface Line {
  t: number[];
  y: number[];
}

/** A pause of more than this many usual intervals is a gap in the recording. */
const GAP_INTERVALS = 5;
/** Seconds: a sampler that stumbles for less has left no gap. */
const SHORTEST_GAP = 1;
const INTERVALS_LOOKED_AT = 1001;

/** The stretches between gaps; a chart draws each as a line of its own. O(n). */
export function unbroken(t: ArrayLike<number>): IndexRange[] {
  if (t.length === 0) return [];
  const gap = longestPause(t);
  const ranges: IndexRange[] = [];
  let from = 0;
  for (let i = 1; i < t.length; i++) {
    if ((t[i] ?? 0) - (t[i - 1] ?? 0) <= gap) continue;
    ranges.push({ from, to: i });
    from = i;
  }
  ranges.push({ from, to: t.length });
  return ranges;
}

/** Seconds: a longer pause between two samples is a gap. Looks at a bounded number of intervals. */
export function longestPause(t: ArrayLike<number>): number {
  return Math.max(SHORTEST_GAP, usualInterval(t) * GAP_INTERVALS);
}

function usualInterval(t: ArrayLike<number>): number {
  const intervals: number[] = [];
  const stride = Math.max(1, Math.floor((t.length - 1) / INTERVALS_LOOKED_AT));
  for (let i = stride; i < t.length; i += stride) intervals.push((t[i] ?? 0) - (t[i - 1] ?? 0));
  intervals.sort((a, b) => a - b);
  return intervals[intervals.length >> 1] ?? Number.POSITIVE_INFINITY;
}

/** At most four points for each of `columns` equal stretches of time, in order of time. O(n). */
export function decimate(
  t: ArrayLike<number>,
  y: ArrayLike<number>,
  columns: number,
  { from, to }: IndexRange = { from: 0, to: t.length },
): Line {
  const line: Line = { t: [], y: [] };
  const add = (i: number) => {
    line.t.push(t[i] ?? 0);
    line.y.push(y[i] ?? 0);
  };
  const start = t[from] ?? 0;
  const width = ((t[to - 1] ?? 0) - start) / columns;
  for (let i = from; i < to; ) {
    const column = width > 0 ? Math.floor(((t[i] ?? 0) - start) / width) : 0;
    const end = width > 0 ? start + (column + 1) * width : Number.POSITIVE_INFINITY;
    const first = i;
    let low = i;
    let high = i;
    do {
      if ((y[i] ?? 0) < (y[low] ?? 0)) low = i;
      if ((y[i] ?? 0) > (y[high] ?? 0)) high = i;
      i++;
    } while (i < to && (t[i] ?? 0) < end);
    for (const kept of new Set([first, Math.min(low, high), Math.max(low, high), i - 1])) add(kept);
  }
  return line;
}
