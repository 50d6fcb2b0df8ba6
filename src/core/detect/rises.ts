/**
 * Plateaus and rises of the retained floor, by hysteresis (Schmitt 1938; as in Canny's edge tracking): a rise begins
 * where the floor leaves its plateau, and is over once it gains little more within the hold time.
 */
import type { Curve } from './buckets';
import { at, lowerBound, median, slice } from './vector';

export interface Rise {
  /** buckets: the last on the old plateau, the first on the new one */
  from: number;
  to: number;
  /** bytes: the plateaus */
  before: number;
  after: number;
  /** seconds */
  start: number;
  end: number;
  /** a rise of the start-up, with no plateau before it */
  startup: boolean;
  /** too long for a step */
  slope: boolean;
}

export interface RiseOptions {
  /** bytes: moves within are the plateau's own */
  tolerance: number;
  /** bytes: the least rise */
  step: number;
  /** seconds: with little gain for so long, a rise is over */
  hold: number;
  /** seconds: a longer rise is a slope */
  longest: number;
  /** seconds of plateau that a step needs before it */
  plateau: number;
}

/** Rises of `floor`, whose value 0 belongs to bucket `from` of the curve. */
export function findRises(
  curve: Curve,
  floor: ArrayLike<number>,
  from: number,
  options: RiseOptions,
): Rise[] {
  const { tolerance, step, hold, longest, plateau } = options;
  const n = floor.length;
  const time = (i: number) => at(curve.start, from + i);
  const rises: Rise[] = [];
  let level = at(floor, 0);
  let since = 0;
  let started = false;
  for (let i = 1; i < n; i++) {
    const value = at(floor, i);
    if (value < level - tolerance) {
      level = value;
      continue;
    }
    if (value <= level + tolerance) {
      level += 0.1 * (value - level);
      continue;
    }
    let first = i - 1;
    while (first > since && at(floor, first) > level + tolerance / 2) first--;
    let last = i;
    for (;;) {
      const ahead = Math.min(
        n - 1,
        Math.max(last + 1, lowerBound(curve.start, time(last) + hold, from, from + n) - from),
      );
      const gain = at(floor, ahead) - at(floor, last);
      if (ahead <= last || gain <= Math.max(tolerance, 0.1 * (at(floor, last) - level))) break;
      last++;
    }
    const height = at(floor, last) - level;
    if (height >= step) {
      const startup = !started && time(first) - time(0) < plateau;
      rises.push({
        from: from + first,
        to: from + last,
        before: level,
        after: at(floor, last),
        start: time(first),
        end: time(last),
        startup,
        slope: time(last) - time(first) > longest,
      });
      if (!startup) started = true;
    }
    level = at(floor, last);
    since = last;
    i = last;
  }
  return joined(rises, hold, longest);
}

/** Rises with hardly a plateau between them are one. */
function joined(rises: readonly Rise[], hold: number, longest: number): Rise[] {
  const out: Rise[] = [];
  for (const rise of rises) {
    const last = out.at(-1);
    const near =
      last !== undefined &&
      rise.start - last.end < hold &&
      rise.before >= last.after - 0.2 * (last.after - last.before);
    if (last === undefined || !near || last.startup !== rise.startup) {
      out.push({ ...rise });
      continue;
    }
    last.to = rise.to;
    last.end = rise.end;
    last.after = rise.after;
    last.slope = last.end - last.start > longest;
  }
  return out;
}

/** The rise with its plateaus measured over what lies between its neighbours, and its ends put where it crosses them. */
export function refined(
  curve: Curve,
  floor: ArrayLike<number>,
  from: number,
  rises: readonly Rise[],
): Rise[] {
  const n = floor.length;
  return rises.map((rise, k) => {
    const left = Math.max(rises[k - 1]?.to ?? from, from, rise.from - 40);
    const right = Math.min(rises[k + 1]?.from ?? from + n - 1, from + n - 1, rise.to + 40);
    const before = median(slice(floor, left - from, rise.from - from + 1));
    const after = median(slice(floor, rise.to - from, right - from + 1));
    if (!(after > before)) return rise;
    return {
      ...rise,
      before,
      after,
      ...crossings(curve, floor, from, { ...rise, before, after }, left, right),
    };
  });
}

/** First and last bucket of a ramp from its crossings of 15 % and 85 %, carried on to 0 and 100 %. */
function crossings(
  curve: Curve,
  floor: ArrayLike<number>,
  from: number,
  rise: Rise,
  left: number,
  right: number,
): { from: number; to: number; start: number; end: number } {
  const height = rise.after - rise.before;
  const value = (i: number) => at(floor, i - from);
  let low = rise.from;
  while (low < right && value(low + 1) <= rise.before + 0.15 * height) low++;
  while (low > left && value(low) > rise.before + 0.15 * height) low--;
  let high = Math.max(low + 1, Math.min(rise.to, right));
  while (high - 1 > low && value(high - 1) >= rise.before + 0.85 * height) high--;
  while (high < right && value(high) < rise.before + 0.85 * height) high++;
  const overshoot = 0.2 * Math.max(0, at(curve.start, high) - at(curve.end, low) - 0.5);
  const start = at(curve.end, low) - overshoot;
  const end = at(curve.start, high) + overshoot;
  return {
    from: low,
    to: high,
    start: Math.max(start, at(curve.start, left)),
    end: Math.min(end, at(curve.end, right)),
  };
}
