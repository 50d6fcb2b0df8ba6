/** What stands out of a curve: its lasting rises, its start-up and what its bursts left, with and without a known load. */

import { burstEffects, type Effect } from '../bursts/effects';
import { inferBursts, settledEffects } from '../bursts/infer';
import type { Burst } from '../bursts/load';
import type { Curve } from '../curve/buckets';
import { lookAhead, restAhead } from '../curve/floor';
import { asItStands } from '../curve/levels';
import type { Scale } from '../curve/scale';
import { at } from '../curve/vector';
import { creepOf, withoutCreep } from '../rises/creep';
import { isQuick, lastingRises, longestRise } from '../rises/lasting';
import { asWholes } from '../rises/neighbours';
import type { PlacedRise } from '../rises/place';
import { quietPlateaus } from '../rises/plateaus';
import { wanderBeside } from '../rises/support';
import { withTails } from '../rises/tails';

/** Seconds of look-ahead where the load is not known, at least. */
const AHEAD = 20;
/** Seconds: what grows longer, and over more than a share of the series, is no start-up. */
const STARTUP = 20;
/** Buckets without a sample in which a process may have been replaced, and share of its level by which the next may differ. */
const UNSEEN = 2.5;
const ABOUT_AS_MUCH = 0.05;
/** Seconds: nearer stretches of activity are taken for one burst where the load is not known. */
const APART = 2;
/** Seconds of a rest between bursts that are told from nothing else. */
const SHORT_REST = 1.4;
/** A rise that is not so many times what its plateaus do by themselves is noise. */
const OUTSTANDING = 2;

/** What stands out of a curve under one reading of its load. */
export interface Reading {
  level: Float64Array;
  /** the retained floor of `level` */
  floor: Float64Array;
  rises: PlacedRise[];
  effects: Effect[];
  /** the last rise of the start-up */
  startup: PlacedRise | undefined;
}

/** The reading against the bursts of a known load. */
export function underLoad(curve: Curve, bursts: readonly Burst[], effects: Effect[], scale: Scale): Reading {
  const firstLoad = bursts[0]?.from ?? 0;
  const length = lengthOf(curve);
  const rest = Math.min(...bursts.slice(1).map(({ from }, k) => from - (bursts[k]?.to ?? from)));
  const { floor, rises } = lastingRises(curve, curve.level, restAhead(curve.end, bursts), scale, rest);
  const before = rises.filter((rise) => at(curve.end, rise.to) <= firstLoad);
  return {
    level: curve.level,
    floor,
    rises: rises.filter((rise) => !before.includes(rise) && isQuick(rise, scale, length)),
    effects,
    startup: before.at(-1),
  };
}

/** The reading with its bursts told from the curve. */
export function withoutLoad(curve: Curve, scale: Scale): Reading {
  const level = withoutCreep(curve, creepOf(curve, scale.least));
  const begin = at(curve.start, 0);
  const length = lengthOf(curve);
  const reach = lookAhead(curve.start, Math.max(AHEAD, 10 * scale.tick, length / 8));
  const { floor, rises } = lastingRises(curve, level, reach, scale);
  const block = Math.max(5, 5 * scale.tick);
  const standing = rises.filter(
    (rise, k) =>
      !rise.startup &&
      isQuick(rise, scale, length) &&
      !mayBeDeploy(curve, rise, scale.tick) &&
      rise.after - rise.before >=
        OUTSTANDING * wanderBeside(curve, level, rise, rises[k - 1], rises[k + 1], block),
  );
  const whole = asWholes(standing, scale.tick, length);
  const height = Math.max(scale.step, 2 * scale.noise);
  const bursts = inferBursts(curve, level, floor, whole, height, Math.max(APART, 1.5 * scale.tick));
  return {
    level,
    floor,
    rises: withTails(whole, longestRise(scale, length)),
    // what rises between bursts that are told from the curve may be one more of them
    effects: settledEffects(
      burstEffects(curve, bursts.length > 0 ? bursts : betweenPlateaus(curve, scale.least), asItStands),
    ),
    startup: rises.findLast(
      (rise) => rise.startup && rise.end - begin <= Math.max(0.15 * length, Math.min(STARTUP, 0.35 * length)),
    ),
  };
}

/** What lies between quiet plateaus, where nothing else tells a burst: growth that rests now and then. */
function betweenPlateaus(curve: Curve, least: number): Burst[] {
  const plateaus = quietPlateaus(curve, least, SHORT_REST);
  return plateaus.slice(1).map(({ from }, k) => {
    const last = plateaus[k];
    return { number: k + 1, from: at(curve.end, (last?.to ?? 1) - 1), to: at(curve.start, from) };
  });
}

/** Whether a rise was seen by no sample and is small beside the level: the next process, which needs as much but for a little. */
function mayBeDeploy({ start, end }: Curve, { from, to, before, after }: PlacedRise, tick: number): boolean {
  if (after - before > ABOUT_AS_MUCH * before) return false;
  for (let i = from + 1; i <= to; i++) if (at(start, i) - at(end, i - 1) > UNSEEN * tick) return true;
  return false;
}

/** Seconds. */
function lengthOf(curve: Curve): number {
  return at(curve.end, curve.n - 1) - at(curve.start, 0);
}
