/**
 * Foresees what a burst will keep while it still runs: its rise has come to rest on ground that none before reached, and
 * is more than bursts before gave back. Of a first burst, or one of unknown connections, nothing can be foreseen.
 */
import type { Effect } from '../bursts/effects';
import type { Burst } from '../bursts/load';
import type { Curve } from '../curve/buckets';
import { at, lowerBound } from '../curve/vector';

/** Seconds for which a rise has come to rest, and the share of it that it may still move. */
export const RESTING = 1.5;
const MOVES = 0.1;
/** Seconds into a burst before which its rise is not over. */
const SOONEST = 1;
/** Of a rise: above all memory that was in use before, and left over what comes back of it. */
const NEW = 0.25;
const KEPT = 0.5;

/** Bytes that `burst` seems to keep of its rise by now; undefined while that is still open. */
export function keptByNow(
  curve: Curve,
  { from, connections }: Burst,
  effects: readonly Effect[],
): number | undefined {
  const now = at(curve.end, curve.n - 1);
  const last = effects.at(-1);
  if (last === undefined || connections === undefined || now < from + SOONEST + RESTING) return undefined;
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
  return kept > KEPT * rise ? kept : undefined;
}

/** Bytes of a rise that come back by the most that a burst before gave back: for its connections, or of its rise. */
function givenBack(rise: number, connections: number, effects: readonly Effect[]): number {
  const most = (of: (effect: Effect) => number) => Math.max(0, ...effects.map(of));
  const used = most(({ peak, after, connections = 1 }) => (peak - after) / connections);
  const share = most(({ peak, after, before }) => (peak > before ? (peak - after) / (peak - before) : 0));
  return Math.min(used * connections, share * rise);
}
