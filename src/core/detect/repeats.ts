/**
 * How much equal bursts add: the same each time, in proportion to what they did (a leak), or less and less (memory
 * that is used again). A burst is a repeat where one before it did at least as much.
 */
import type { Effect } from './bursts';
import { median } from './vector';

export interface Growth {
  /** bursts looked at */
  count: number;
  /** bytes a unit of weight, over all of them */
  rate: number;
  /** 0 where each adds in exact proportion; the mean deviation as a share of the mean */
  unevenness: number;
  /** rate of the later half over that of the earlier half */
  lasting: number;
  /** bytes that the later half added */
  late: number;
  /** bursts in the later half, and how many of these added something */
  lateCount: number;
  lateGains: number;
}

export const gainOf = (effect: Effect): number => effect.after - effect.before;

/** Repeats among the bursts, in order: the first burst never is one. */
export function repeatsOf(effects: readonly Effect[]): Effect[] {
  return effects.filter((effect, k) =>
    effects
      .slice(0, k)
      .some((e) => (e.connections ?? 0) >= (effect.connections ?? 0) && e.weight >= 0.6 * effect.weight),
  );
}

/** Growth over some bursts; undefined with fewer than two. */
export function growthOver(
  effects: readonly Effect[],
  still: (effect: Effect) => number,
): Growth | undefined {
  if (effects.length < 2) return undefined;
  const half = Math.floor(effects.length / 2);
  const late = effects.slice(half);
  const rate = rateOf(effects);
  const deviation = sum(effects, (e) => Math.abs(gainOf(e) - rate * e.weight));
  const early = rateOf(effects.slice(0, half));
  const lateRate = rateOf(late);
  return {
    count: effects.length,
    rate,
    unevenness: rate > 0 ? deviation / sum(effects, (e) => rate * e.weight) : Number.POSITIVE_INFINITY,
    lasting: early > 0 ? lateRate / early : lateRate > 0 ? Number.POSITIVE_INFINITY : 0,
    late: sum(late, gainOf),
    lateCount: late.length,
    lateGains: late.filter((e) => gainOf(e) > still(e)).length,
  };
}

export function sum(effects: readonly Effect[], of: (effect: Effect) => number): number {
  return effects.reduce((total, effect) => total + of(effect), 0);
}

function rateOf(effects: readonly Effect[]): number {
  return (
    sum(effects, gainOf) /
    Math.max(
      1e-9,
      sum(effects, (e) => e.weight),
    )
  );
}

/**
 * Bursts that added alike at first and nothing from some burst on: memory that filled up. The first bursts of
 * fragmentation are unlike: the very first, or the first at each concurrency, takes most.
 */
export function filledUp(effects: readonly Effect[], still: (effect: Effect) => number): boolean {
  const firstStill = effects.findIndex((e) => gainOf(e) <= still(e));
  if (firstStill < 3 || effects.length - firstStill < 2) return false;
  if (effects.slice(firstStill).some((e) => gainOf(e) > 2 * still(e))) return false;
  const filling = effects.slice(0, firstStill);
  const rates = filling.map((e) => gainOf(e) / e.weight);
  const whole = rates.slice(0, -1);
  const typical = median(whole);
  const alike =
    whole.every((r) => Math.abs(r - typical) <= 0.2 * typical) && (rates.at(-1) ?? 0) <= 1.2 * typical;
  const smooth = rates.every(
    (r, k) => k === 0 || (r < 0.97 * (rates[k - 1] ?? 0) && r > 0.35 * (rates[k - 1] ?? 0)),
  );
  return alike || (smooth && rates.length >= 4);
}
