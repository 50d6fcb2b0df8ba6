/**
 * Where a rise begins and ends and how high it is: plateaus by their medians, ends by the 15 % and 85 % levels carried
 * on to 0 and 100 %, as a rise time is measured (IEEE Std 181).
 */
import type { Curve } from '../curve/buckets';
import { at, median, slice } from '../curve/vector';
import type { Rise } from './hysteresis';

/** Buckets of plateau looked at on each side. */
const BESIDE = 40;
/** Share of a rise below its beginning and above its end. */
export const MARK = 0.15;

export interface PlacedRise extends Rise {
  /** seconds: the last moment on the old plateau, the first on the new one */
  start: number;
  end: number;
}

/** Rises with plateaus measured between their neighbours, and their ends put where the floor leaves and reaches them. */
export function placeRises(curve: Curve, floor: Float64Array, rises: readonly Rise[]): PlacedRise[] {
  return rises.map((rise, k) => {
    const left = Math.max(rises[k - 1]?.to ?? 0, rise.from - BESIDE);
    const right = Math.min(rises[k + 1]?.from ?? curve.n - 1, rise.to + BESIDE, curve.n - 1);
    const before = median(slice(floor, left, rise.from + 1));
    const after = median(slice(floor, rise.to, right + 1));
    return placeBetween(curve, floor, after > before ? { ...rise, before, after } : rise, left, right);
  });
}

/** A rise with its ends put where the floor leaves the level before it and reaches the one after it, in buckets `left` to `right`. */
export function placeBetween(
  curve: Curve,
  floor: Float64Array,
  rise: Rise,
  left: number,
  right: number,
): PlacedRise {
  const height = rise.after - rise.before;
  const low = rise.before + MARK * height;
  const high = rise.after - MARK * height;
  let from = rise.from;
  while (from < right && at(floor, from + 1) <= low) from++;
  while (from > left && at(floor, from) > low) from--;
  let to = Math.max(from + 1, Math.min(rise.to, right));
  while (to - 1 > from && at(floor, to - 1) >= high) to--;
  while (to < right && at(floor, to) < high) to++;
  const between = Math.max(0, at(curve.start, to) - at(curve.end, from) - 0.5);
  const beyond = (between * MARK) / (1 - 2 * MARK);
  return {
    ...rise,
    from,
    to,
    start: Math.max(at(curve.end, from) - beyond, at(curve.start, left)),
    end: Math.min(at(curve.start, to) + beyond, at(curve.end, right)),
  };
}
