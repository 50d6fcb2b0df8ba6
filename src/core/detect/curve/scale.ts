/**
 * What is small in a series: the spacing of its buckets, its noise, and the least rise that can be a step.
 * One-sided noise is measured as the height above a local minimum, in the manner of minimum statistics (Martin 2001);
 * the median absolute deviation of differences, usual elsewhere, is 0 on a plateau of whole pages.
 */

import type { DetectorOptions } from '../detector';
import type { Curve } from './buckets';
import { at, clamp, median, slice } from './vector';

const MIB = 2 ** 20;
const PAGES_A_CORE = 64;
const DEFAULT_PAGE = 4096;
/** Half-width, in buckets, of the local minimum. */
const HALF = 2;
/** Buckets looked at for the noise: enough for a median, whatever the length. */
const LOOKED_AT = 20_000;

export interface Scale {
  /** seconds between buckets, median */
  tick: number;
  /** bytes: typical height of the noise above its floor */
  noise: number;
  /** bytes: moves below are never a step (RSS counters are batched per thread) */
  least: number;
  /** bytes: the least rise that is taken for a step here */
  step: number;
}

/** Times the least move that counts, from which on a growth is more than that of a service that comes into use. */
export const OUT_OF_DOUBT = 2.7;

/** The least move that counts on a machine, bytes: max(1 MiB, 64 pages x cores). */
export function leastMove(options: DetectorOptions): number {
  return Math.max(MIB, PAGES_A_CORE * (options.pageSize ?? DEFAULT_PAGE) * (options.cores ?? 1));
}

/** The scale of a curve; `busy` marks the buckets that tell nothing about noise. */
export function measureScale(curve: Curve, least: number, busy: ArrayLike<number>): Scale {
  const to = curve.n;
  const stride = Math.max(1, Math.floor(to / LOOKED_AT));
  const gaps = new Float64Array(Math.ceil(to / stride));
  const heights = new Float64Array(gaps.length);
  let looked = 0;
  let idle = 0;
  for (let i = 1; i < to; i += stride) {
    gaps[looked++] = at(curve.start, i) - at(curve.start, i - 1);
    if (at(busy, i) > 0) continue;
    const level = at(curve.level, i);
    const last = Math.min(to - 1, i + HALF);
    let low = level;
    for (let j = Math.max(0, i - HALF); j <= last; j++) {
      const other = at(curve.level, j);
      if (other < low) low = other;
    }
    heights[idle++] = level - low;
  }
  const noise = idle > 4 ? median(heights.subarray(0, idle)) : 0;
  const base = to > 0 ? median(slice(curve.level, 0, Math.min(to, LOOKED_AT))) : 0;
  return {
    tick: looked > 0 ? Math.max(1e-3, median(gaps.subarray(0, looked))) : 1,
    noise,
    least,
    step: Math.max(least, 4 * noise, 0.004 * clamp(base, 0, 4e9)),
  };
}
