/** Bursts that nobody counted and that added as a leak or a cache does, not as an allocator: evenly, or the same each time. */
import { median } from '../curve/vector';
import type { Account } from './account';
import type { Effect } from './effects';
import { EVEN } from './filled-up';
import { type Growth, gainOf } from './growth';
import { lawOf } from './law';

/** Evenness of a burst that grew all through, told from a few buckets; and how many of several must have. */
const THROUGH = { evenness: 0.7, most: 0.6 };
/** Bursts from which on this is no chance. */
const SEVERAL = 4;

/** Whether several bursts, most of all, grew from their beginning to their end, as where each request leaves something. */
export function severalGrewThrough(effects: readonly Effect[]): boolean {
  return effects.length >= SEVERAL && mostGrewThrough(effects);
}

function mostGrewThrough(effects: readonly Effect[]): boolean {
  return effects.filter((e) => e.evenness >= THROUGH.evenness).length >= THROUGH.most * effects.length;
}

/** Of the largest gain, that the last one adds where a growth goes on: as a rule, and of so many that kept so much of their rises. */
const LAST = { usual: 0.6, least: 0.15, of: 5, share: 0.85 };

/**
 * Whether bursts grew all through, and none among them or after them added little. As many requests as a busy machine
 * answers may be far fewer in the last of several that gave nothing back.
 */
export function goesOnRising({ gains, effects, scattered, share }: Account): boolean {
  const largest = Math.max(...gains.map(gainOf));
  const last = effects.at(-1);
  const least = gains.length >= LAST.of && share >= LAST.share ? LAST.least : LAST.usual;
  const grew = !scattered && gains.length >= 3 && mostGrewThrough(gains);
  return grew && last !== undefined && gainOf(last) >= least * largest;
}

/** Rises of about one size from which on fragmentation, which takes less each time, would show. */
const ALIKE = 6;

/** Whether many rises, however quick, left about as much each time, to the last. */
export function goesOnAlike({ gains, effects, scattered }: Account): boolean {
  const last = effects.at(-1);
  return !scattered && gains.length >= ALIKE && gains.at(-1) === last && lawOf(effects) === 'lasting';
}

/** Rises at one rate, in a line from their beginning to their end: those of requests that leave something each. */
export function addsEvenly({ gains }: Account): boolean {
  if (gains.length < 3) return false;
  const rates = gains.map((effect) => gainOf(effect) / effect.weight);
  const typical = median(rates);
  const even = gains.filter((effect) => effect.evenness >= EVEN).length;
  return even >= 0.6 * gains.length && rates.every((rate) => Math.abs(rate - typical) <= 0.2 * typical);
}

export function addsEqual({ all, lost, gained }: Account): boolean {
  return (
    all !== undefined &&
    all.count >= (all.variety > 0.3 ? 5 : 4) &&
    all.lateGains === 1 &&
    lost <= 0.1 * gained &&
    all.unevenness < (all.variety > 0.3 ? 0.2 : 0.1)
  );
}

/** Rises of one size to the last: so many, and their mean deviation as a share of the mean. */
const ROW = { count: 4, unevenness: 0.06 };

/**
 * The rises at the end, where they are of one size, none before was larger, and they took longer than what followed by
 * `end`, a time. A cache that filled would have cut the last one short by its bound, a start-up is soon over, and
 * fragmentation does not repeat itself: the load has ended.
 */
export function equalToTheEnd(account: Account, end: number): Growth | undefined {
  const { latest, gains, effects, lost, gained } = account;
  const [first] = gains;
  const last = effects.at(-1);
  if (latest === undefined || first === undefined || last === undefined) return undefined;
  const goesOn = gains.at(-1) === last && end - last.to <= last.to - first.from && lost <= 0.1 * gained;
  return goesOn && latest.count >= ROW.count && latest.unevenness <= ROW.unevenness ? latest : undefined;
}

/** A gain that grew at no less than this share of an even pace to the end of its burst is a leak's or a cache's. */
const TO_THE_END = 0.5;
/** ... or where the burst is too short to see its end, one that is so even. */
const EVEN_EARLY = 0.92;

/** Whether a burst went on adding to its end. */
export function grewToTheEnd({ late, evenness }: Effect): boolean {
  return Number.isNaN(late) ? evenness >= EVEN_EARLY : late >= TO_THE_END;
}
