/**
 * Foresees what a burst will keep while it still runs: its rise has come to rest on ground that none before reached, and
 * is more than bursts before gave back. Of a first burst nothing can be foreseen.
 */
import { lowerBound } from '../../run/sorted';
import { useOf } from '../bursts/account';
import type { Effect } from '../bursts/effects';
import type { Burst } from '../bursts/load';
import type { Curve } from '../curve/buckets';
import { at } from '../curve/vector';

/** Seconds for which a rise has come to rest, and the share of it that it may still move. */
export const RESTING = 1.5;
const MOVES = 0.1;
/** Seconds into a burst before which its rise is not over. */
const SOONEST = 1;
/** Of a rise: above all memory that was in use before. */
const NEW = 0.25;
/** Of a rise, left over what comes back of it: where a burst before kept so much of its own, and where none did. */
const KEPT = { before: 0.6, again: 0.3, atFirst: 0.6 };

/** Bytes that `burst` seems to keep of its rise by now; undefined while that is still open. */
export function keptByNow(
  curve: Curve,
  { from, connections }: Burst,
  effects: readonly Effect[],
): number | undefined {
  const now = at(curve.end, curve.n - 1);
  const last = effects.at(-1);
  if (last === undefined || now < from + SOONEST + RESTING) return undefined;
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (let i = lowerBound(curve.start, now - RESTING, 0, curve.n); i < curve.n; i++) {
    low = Math.min(low, at(curve.level, i));
    high = Math.max(high, at(curve.level, i));
  }
  const rise = low - last.after;
  const highest = Math.max(...effects.map(({ peak }) => peak));
  if (low <= highest + NEW * rise || high - low > MOVES * rise) return undefined;
  const kept = rise - givenBack(rise, connections, effects);
  const keeps = effects.some((effect) => 1 - shareGivenBack(effect) > KEPT.before);
  return kept > (keeps ? KEPT.again : KEPT.atFirst) * rise ? kept : undefined;
}

/** Bytes of a rise that come back by the most that bursts before gave back: by what they used, or of their rise. */
function givenBack(rise: number, connections: number | undefined, effects: readonly Effect[]): number {
  const share = Math.max(0, ...effects.map(shareGivenBack));
  return Math.min(inUse(connections, effects), share * rise);
}

const shareGivenBack = ({ peak, after, before }: Effect): number =>
  peak > before ? (peak - after) / (peak - before) : 0;

/** Bursts that tell whether what they use grows with their connections, and their mean deviation where it does not. */
const TELLING = 3;
const ALIKE = 0.35;

/** Bytes that a burst may use while it lasts: as much as one before it, or for each connection, whichever is more alike. */
function inUse(connections: number | undefined, effects: readonly Effect[]): number {
  const uses = effects.map(useOf);
  const most = Math.max(0, ...uses);
  const known = effects.length >= TELLING;
  if (connections === undefined) {
    return known && deviation(uses) <= ALIKE ? most : Number.POSITIVE_INFINITY;
  }
  const each = effects.map((effect) => useOf(effect) / (effect.connections ?? 1));
  const alike = known && deviation(uses) < deviation(each);
  return alike ? most : Math.max(0, ...each) * connections;
}

/** Mean deviation as a share of the mean; infinite where that is none. */
function deviation(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const off = values.reduce((sum, value) => sum + Math.abs(value - mean), 0) / values.length;
  return mean > 0 ? off / mean : Number.POSITIVE_INFINITY;
}
