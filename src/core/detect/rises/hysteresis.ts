/**
 * Plateaus and rises of the retained floor, by hysteresis (Schmitt 1938; as in Canny's edge tracking, 1986): a rise
 * begins where the floor leaves its plateau, and is over once it gains little more within the hold time.
 */
import { lowerBound } from '../../run/sorted';
import { at } from '../curve/vector';

export interface Rise {
  /** buckets: the last on the old plateau, the first on the new one */
  from: number;
  to: number;
  /** bytes: the plateaus */
  before: number;
  after: number;
  /** no plateau before it: it belongs to the start-up */
  startup: boolean;
}

export interface RiseOptions {
  /** bytes: moves within are the plateau's own */
  tolerance: number;
  /** bytes: the least rise */
  step: number;
  /** seconds: with little gain for so long, a rise is over */
  hold: number;
  /** seconds of plateau that a step needs before it */
  plateau: number;
}

/** Rises of `floor` at the times `time`, in order. */
export function findRises(time: ArrayLike<number>, floor: ArrayLike<number>, options: RiseOptions): Rise[] {
  const { tolerance, step, hold, plateau } = options;
  const n = floor.length;
  const rises: Rise[] = [];
  let level = at(floor, 0);
  let since = 0;
  let quiet = 0;
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
    const last = endOfRise(time, floor, i, level, options);
    if (at(floor, last) - level >= step) {
      const settled = at(time, first) - at(time, quiet);
      started ||= settled >= Math.max(plateau, 0.3 * (at(time, quiet) - at(time, 0)));
      quiet = last;
      rises.push({ from: first, to: last, before: level, after: at(floor, last), startup: !started });
    }
    level = at(floor, last);
    since = last;
    i = last;
  }
  return joined(time, rises, hold);
}

/** The bucket from which on the floor gains little for the hold time. */
function endOfRise(
  time: ArrayLike<number>,
  floor: ArrayLike<number>,
  from: number,
  level: number,
  { tolerance, hold }: RiseOptions,
): number {
  const n = floor.length;
  let last = from;
  for (;;) {
    const ahead = Math.min(n - 1, Math.max(last + 1, lowerBound(time, at(time, last) + hold, last, n)));
    const gain = at(floor, ahead) - at(floor, last);
    if (ahead <= last || gain <= Math.max(tolerance, 0.1 * (at(floor, last) - level))) return last;
    last++;
  }
}

/** Rises with hardly a plateau between them are one. */
function joined(time: ArrayLike<number>, rises: readonly Rise[], hold: number): Rise[] {
  const out: Rise[] = [];
  for (const rise of rises) {
    const last = out.at(-1);
    const near =
      last !== undefined &&
      last.startup === rise.startup &&
      at(time, rise.from) - at(time, last.to) < hold &&
      rise.before >= last.after - 0.2 * (last.after - last.before);
    if (near) Object.assign(last, { to: rise.to, after: rise.after });
    else out.push({ ...rise });
  }
  return out;
}
