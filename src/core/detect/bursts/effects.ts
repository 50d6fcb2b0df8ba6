/** What each burst of the load left behind: the floor before it, its peak, the floor at the end of the rest after it. */
import { lowerBound } from '../../run/sorted';
import type { BurstEffect } from '../../run/verdict';
import type { Curve } from '../curve/buckets';
import { type LevelOfRest, standing } from '../curve/levels';
import { at, clamp } from '../curve/vector';
import { type Course, courseOf, EARLY } from './burst-course';
import { type Burst, joined } from './load';

/** Seconds at the end of a rest over which its level is taken. */
export const LEVEL_OVER = 5;

/** Samples of it at least, where they are seconds apart: one of them may be the mean of a time in which the load began. */
const LEVEL_OF = 4;

/** Seconds after the last burst, fewer than after any before, that do not show what it left. */
const SHORT_TAIL = 2;

export interface Effect extends BurstEffect, Course {
  from: number;
  to: number;
  /** when the rest after it ended */
  restEnd: number;
  /** whether it was several bursts of unlike connections with hardly a rest between them */
  varied: boolean;
  /** what the load did, in requests, else in seconds; only to compare bursts with each other */
  weight: number;
}

/** Whether nothing but the times is known of the bursts. */
export const isUnknown = (effects: readonly Effect[]) =>
  effects.every(({ requests, connections }) => (requests ?? connections) === undefined);

/** Whether it is known of each burst how many requests it answered. */
export const isCounted = (effects: readonly Effect[]) =>
  effects.every((effect) => effect.requests !== undefined);

/** Where nobody counted the requests, bursts of unlike length may have done the same work. */
export const ofOneWeight = (effects: readonly Effect[]) =>
  effects.map((effect) => ({ ...effect, weight: 1 }));

/** Bursts with hardly a rest between them are one for what they leave behind. */
export function joinBursts(bursts: readonly Burst[], leastRest: number): Burst[] {
  const out: Burst[] = [];
  for (const burst of bursts) {
    const last = out.pop();
    if (last === undefined) out.push(burst);
    else if (burst.from - last.to >= leastRest) out.push(last, burst);
    else out.push(joined(last, burst));
  }
  return out;
}

/** The effects of bursts that came to rest; a single one did not where the record ends with it. */
export function restedEffects(curve: Curve, bursts: readonly Burst[]): Effect[] {
  const [first] = bursts;
  const short = first !== undefined && at(curve.end, curve.n - 1) - first.to < SHORT_TAIL;
  return bursts.length === 1 && short ? [] : burstEffects(curve, bursts);
}

/** Effects of the bursts that begin and come to rest within the curve; `levelOf` is how the level of a rest is read. */
export function burstEffects(
  curve: Curve,
  bursts: readonly Burst[],
  levelOf: LevelOfRest = standing,
): Effect[] {
  const begin = at(curve.start, 0);
  const end = at(curve.end, curve.n - 1);
  const effects: Effect[] = [];
  const shortest = Math.min(...bursts.slice(1).map(({ from }, k) => from - (bursts[k]?.to ?? from)));
  bursts.forEach((burst, k) => {
    const restEnd = Math.min(end, bursts[k + 1]?.from ?? end);
    if (burst.from < begin || burst.to >= restEnd) return;
    // what the last of several used may still be going back
    if (k > 0 && k === bursts.length - 1 && end - burst.to < Math.min(SHORT_TAIL, shortest)) return;
    const before = levelBefore(curve, effects.at(-1)?.to ?? begin, burst.from, true, levelOf);
    const after = levelBefore(curve, burst.to, restEnd, bursts[k + 1] !== undefined, levelOf);
    const peak = highest(curve, burst.from, Math.min(restEnd, burst.to + 1));
    if (Number.isNaN(after) || Number.isNaN(peak)) return;
    const level = Number.isNaN(before) ? Math.min(after, at(curve.level, 0)) : before;
    const top = Math.max(peak, after, level);
    const effect: Effect = {
      burst: burst.number,
      before: level,
      peak: top,
      after,
      keptShare: top > level ? clamp((after - level) / (top - level), 0, 1) : 0,
      from: burst.from,
      to: burst.to,
      restEnd,
      varied: burst.varied === true,
      weight: burst.requests ?? burst.to - burst.from,
      ...courseOf(curve, burst, level, after - level),
    };
    if (burst.connections !== undefined) effect.connections = burst.connections;
    if (burst.requests !== undefined) effect.requests = burst.requests;
    effects.push(effect);
  });
  return effects;
}

/** The level at the end of a rest, bytes; NaN where it has no sample. */
function levelBefore(
  curve: Curve,
  restFrom: number,
  restTo: number,
  loadFollows: boolean,
  levelOf: LevelOfRest,
): number {
  const tick = (at(curve.end, curve.n - 1) - at(curve.start, 0)) / curve.n;
  const over = Math.min(Math.max(LEVEL_OVER, LEVEL_OF * tick), (restTo - restFrom) / 2);
  const until = restTo - (loadFollows ? Math.min(EARLY, (restTo - restFrom) / 4) : 0);
  let last = lowerBound(curve.start, until, 0, curve.n);
  let first = lowerBound(curve.start, until - over, 0, last);
  if (first >= last) first = Math.max(lowerBound(curve.start, restFrom, 0, last), last - 1);
  if (at(curve.end, last - 1) > until && last - 1 > first) last--;
  const earlier = lowerBound(curve.start, Math.max(restFrom, until - 2 * over), 0, first);
  return levelOf(curve, earlier, first, last);
}

function highest(curve: Curve, t0: number, t1: number): number {
  const first = lowerBound(curve.end, t0, 0, curve.n);
  const last = Math.min(curve.n, Math.max(first + 1, lowerBound(curve.start, t1, 0, curve.n)));
  let peak = Number.NaN;
  for (let i = first; i < last; i++) {
    if (!(at(curve.high, i) <= peak)) peak = at(curve.high, i);
  }
  return peak;
}
