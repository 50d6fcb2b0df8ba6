/**
 * What the bursts added and gave back, taken together: whether equal bursts add the same each time, in proportion to
 * what they did (a leak), or less and less (memory that is used again), or come back.
 */

import { clamp } from '../curve/vector';
import type { Effect } from './effects';
import { type Growth, gainOf, growthOver, type OfEffect, rateOf, sum } from './growth';
import { growthOfLastRun } from './last-run';
import { covers, repeatsOf } from './repeats';

export interface Account {
  effects: readonly Effect[];
  /** bursts that added something */
  gains: Effect[];
  /** bytes added by these; bytes given back by bursts that left less than they found */
  gained: number;
  lost: number;
  /** bytes given back by bursts in their course, whether or not they took them again */
  returned: number;
  /** 0..1, of the rises of the bursts that added something: how much was kept */
  share: number;
  /** bursts that added nothing stand among those that added */
  scattered: boolean;
  /** over the repeats; undefined with fewer than two */
  repeats: Growth | undefined;
  /** a repeat added next to nothing, and a later one added again: no leak does */
  resumed: boolean;
  /** bytes a unit of weight that the bursts added which are no repeats */
  firstRate: number;
  /** over all bursts; undefined with fewer than two */
  whole: Growth | undefined;
  /** over all bursts but the first; undefined with fewer than two */
  all: Growth | undefined;
  /** the same by what they used while they lasted; undefined with fewer than two */
  byUse: Growth | undefined;
  /** with every burst of one weight, over the bursts at the end that added alike and no less than any before; undefined with fewer than two */
  latest: Growth | undefined;
  /** with every burst of one weight, from the first that added something on; undefined with fewer than two */
  sinceFirst: Growth | undefined;
  /** the same, from the first on that added nearly as much as any */
  sinceLarge: Growth | undefined;
  /** over the bursts after the one that added most, which did as much; undefined with fewer than two */
  sinceMost: Growth | undefined;
  /** over the bursts at the end that did the same and added the same; undefined where these are few */
  lastRun: Growth | undefined;
  /** known connections of the bursts never fell: what grew with them cannot be told from what grew with the requests */
  ramp: boolean;
}

/** Bytes in use at the height of a burst that came back: how much it did, where nothing but its times is known. */
export const useOf = (effect: Effect): number => effect.peak - effect.after;

/** Bytes of the rise of a burst, spikes left out. */
const riseOf = ({ height, peak, after, before }: Effect): number =>
  (Number.isNaN(height) ? peak : Math.max(height, after)) - before;

/** Bytes within which a burst added nothing. */
export function stillness(step: number): (effect: Effect) => number {
  return (effect) => Math.max(step, 0.03 * (effect.peak - effect.before));
}

/** Takes the bursts together; `still` is the least gain that counts, bytes. */
export function takeAccount(effects: readonly Effect[], still: (effect: Effect) => number): Account {
  const gains = effects.filter((e) => gainOf(e) > still(e));
  const repeats = repeatsOf(effects);
  const gained = sum(gains, gainOf);
  const [first, last] = [gains[0], gains.at(-1)].map((e) => (e === undefined ? 0 : effects.indexOf(e)));
  const since = effects.slice(first);
  // what goes back in bursts of a plan, before any of them added something, is the start-up's
  const lossy = effects[0]?.connections === undefined ? effects : since;
  return {
    effects,
    gains,
    gained,
    lost: sum(
      lossy.filter((e) => gainOf(e) < -still(e)),
      (e) => -gainOf(e),
    ),
    returned: sum(
      lossy.filter((e) => e.dip > still(e)),
      (e) => e.dip,
    ),
    share: gains.length > 0 ? clamp(gained / sum(gains, riseOf), 0, 1) : 0,
    scattered: effects.slice(first, last).some((e) => gainOf(e) <= still(e)),
    repeats: growthOver(repeats, still),
    resumed: hasResumed(repeats, still),
    firstRate: rateOf(effects.filter((effect) => !repeats.includes(effect))),
    whole: growthOver(effects, still),
    all: growthOver(effects.slice(1), still),
    byUse: growthOver(effects.slice(1), still, useOf),
    latest: growthOver(alikeAtEnd(effects), still, () => 1),
    sinceFirst: growthOver(since, still, () => 1),
    sinceLarge: growthOver(sinceLarge(effects), still, () => 1),
    sinceMost: growthOver(repeatsOfMost(effects), still),
    lastRun: growthOfLastRun(effects, still),
    ramp: isRamp(effects),
  };
}

/** Of what a burst would add at the pace of all repeats: next to nothing. */
const PAUSED = 0.15;

function hasResumed(repeats: readonly Effect[], still: OfEffect): boolean {
  const rate = rateOf(repeats);
  const paused = repeats.findIndex((effect) => {
    const expected = rate * effect.weight;
    return gainOf(effect) <= PAUSED * expected && expected > still(effect) / PAUSED;
  });
  return paused >= 0 && repeats.slice(paused + 1).some((later) => gainOf(later) >= rate * later.weight);
}

function isRamp(effects: readonly Effect[]): boolean {
  const known = effects.length > 1 && effects.every((effect) => effect.connections !== undefined);
  return (
    known && effects.every((e, k) => k === 0 || (e.connections ?? 0) >= (effects[k - 1]?.connections ?? 0))
  );
}

/** Share by which what a burst left differs, from what the last one left and from the most that one left before. */
const ALIKE = 0.15;

/** The bursts at the end that left about as much as the last one; none where one before them left more. */
function alikeAtEnd(effects: readonly Effect[]): Effect[] {
  const last = effects.at(-1);
  if (last === undefined) return [];
  const other = effects.findLastIndex((e) => Math.abs(gainOf(e) - gainOf(last)) > ALIKE * gainOf(last));
  const more = effects.slice(0, other + 1).some((e) => gainOf(e) > (1 + ALIKE) * gainOf(last));
  return more ? [] : effects.slice(other + 1);
}

/** Of the largest gain: nearly as large. */
const NEARLY = 0.75;

/** The bursts from the first on that added nearly as much as any; until then, connections that nobody told of may have ramped up. */
export function sinceLarge(effects: readonly Effect[], share = NEARLY): Effect[] {
  const large = share * Math.max(...effects.map(gainOf));
  return effects.slice(effects.findIndex((effect) => gainOf(effect) >= large));
}

/** Share of the work of a burst, that one which did about as much did at least. */
const ABOUT = 0.6;

/** The bursts after the one that added most, that had as many connections and did about as much. */
function repeatsOfMost(effects: readonly Effect[]): Effect[] {
  const [most, ...later] = sinceLarge(effects, 1);
  return most === undefined ? [] : later.filter((effect) => covers(effect, most, ABOUT));
}
