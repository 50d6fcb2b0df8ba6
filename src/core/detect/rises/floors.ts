/** Floors: levels that a service came back to in a rest, and never fell below again. */
import type { Curve } from '../curve/buckets';
import { highest, suffixMinimum } from '../curve/levels';
import { at } from '../curve/vector';
import { quietPlateaus } from './plateaus';

/** A level that was come back to. */
export interface Floor {
  /** seconds when it was left */
  t: number;
  /** bytes: it, and the highest level since the floor before */
  level: number;
  peak: number;
  /** bytes: the highest level between its first and its last rest */
  within: number;
}

/** Seconds of a rest. */
const REST = 1.4;

/** The floors of a life from bucket `from` on, in order; those within `least` bytes of each other are one. */
export function floorsOf(curve: Curve, from: number, least: number): Floor[] {
  const future = suffixMinimum(curve.level);
  const floors: Floor[] = [];
  let since = from;
  for (const plateau of quietPlateaus(curve, least, REST)) {
    const last = plateau.to - 1;
    const level = at(curve.level, last);
    if (plateau.from < from || level - at(future, last) > least) continue;
    const peak = highest(curve.level.subarray(since, plateau.to));
    const floor = floors.at(-1);
    if (floor !== undefined && level - floor.level <= least) floor.within = Math.max(floor.within, peak);
    else floors.push({ t: at(curve.end, last), level, peak, within: level });
    since = plateau.to;
  }
  return floors;
}

/** Rises from floor to floor that tell a leak, and their mean deviation as a share of the mean; share of the whole swing. */
const ROW = { count: 3, unevenness: 0.12, share: 0.15 };

/** How many rises there are between floors, and the bytes of each, the mean. */
export interface EvenRises {
  count: number;
  each: number;
}

/** The rises from each level to the next, with their sum, their mean and the sum of their deviations from it, bytes. */
export function risesBetween(levels: readonly { level: number }[]): {
  rises: number[];
  all: number;
  each: number;
  deviation: number;
} {
  const rises = levels.slice(1).map(({ level }, k) => level - (levels[k]?.level ?? level));
  const all = rises.reduce((a, b) => a + b, 0);
  const each = all / rises.length;
  return { rises, all, each, deviation: rises.reduce((sum, rise) => sum + Math.abs(rise - each), 0) };
}

/** The rises between floors, where several bursts that came back left as much each time, the first before `t`. */
export function evenRises(floors: readonly Floor[], swing: number, t: number): EvenRises | undefined {
  const [first, ...later] = floors;
  const { rises, all, each, deviation } = risesBetween(floors);
  const cameBack = later.every(({ peak, level }) => peak - level > each);
  // a burst that left nothing is none of a leak's
  const left = floors.every(({ within, level }) => within - level <= each);
  const even = rises.length >= ROW.count && deviation <= ROW.unevenness * all;
  return first !== undefined && first.t < t && cameBack && left && even && all >= ROW.share * swing
    ? { count: rises.length, each }
    : undefined;
}
