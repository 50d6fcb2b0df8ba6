/** What a row of bursts added for their work: how much, how evenly, and whether the later ones did as the earlier. */
import type { Effect } from './effects';

export interface Growth {
  count: number;
  /** whether others stand between these bursts */
  apart?: boolean;
  /** whether it is that from peak to peak, and not from level to level */
  ofPeaks?: boolean;
  /** bytes added by all */
  added: number;
  /** bytes a unit of weight */
  rate: number;
  /** 0 where each adds in exact proportion to its weight; the mean deviation as a share of the mean */
  unevenness: number;
  /** coefficient of variation of the weights: 0 where all bursts did the same */
  variety: number;
  /** rate of the later half over that of the earlier half */
  lasting: number;
  /** bytes added by the later half, and by the last third with how many bursts there are in it */
  late: number;
  last: number;
  lastCount: number;
  /** share of the bursts in the later half that added something */
  lateGains: number;
  /** of the last burst: what it added over what the others add for its work */
  ending: number;
}

export const gainOf = (effect: Effect): number => effect.after - effect.before;

export function sum(effects: readonly Effect[], of: (effect: Effect) => number): number {
  let total = 0;
  for (const effect of effects) total += of(effect);
  return total;
}

/** The last third of bursts in order, and two of them at least. */
export const lastThird = (effects: readonly Effect[]): Effect[] =>
  effects.slice(-Math.max(2, Math.floor(effects.length / 3)));

export type OfEffect = (effect: Effect) => number;

const weightOf: OfEffect = (effect) => effect.weight;

/** Bytes that the bursts added a unit of their work. */
export function rateOf(effects: readonly Effect[], work = weightOf): number {
  return sum(effects, gainOf) / Math.max(1e-9, sum(effects, work));
}

/** The growth over `effects`; undefined with fewer than two. `still` is the least gain that counts, bytes. */
export function growthOver(effects: readonly Effect[], still: OfEffect, work = weightOf): Growth | undefined {
  const count = effects.length;
  if (count < 2) return undefined;
  const late = effects.slice(Math.floor(count / 2));
  const last = lastThird(effects);
  const rate = rateOf(effects, work);
  const early = rateOf(effects.slice(0, Math.floor(count / 2)), work);
  const mean = sum(effects, work) / count;
  const deviation = sum(effects, (e) => Math.abs(gainOf(e) - rate * work(e)));
  return {
    count,
    added: sum(effects, gainOf),
    rate,
    unevenness: rate > 0 ? deviation / (rate * mean * count) : Number.POSITIVE_INFINITY,
    variety: Math.sqrt(sum(effects, (e) => (work(e) - mean) ** 2) / count) / Math.max(1e-9, mean),
    lasting: early > 0 ? rateOf(late, work) / early : 0,
    late: sum(late, gainOf),
    last: sum(last, gainOf),
    lastCount: last.length,
    lateGains: late.filter((e) => gainOf(e) > still(e)).length / late.length,
    ending: rate > 0 ? rateOf(effects.slice(-1), work) / rate : 0,
  };
}
