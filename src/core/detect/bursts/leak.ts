/** The growth that bursts of a known load show as a leak's: it goes on, as much for the same work each time. */
import { type Account, useOf } from './account';
import { type Effect, isCounted, ofOneWeight } from './effects';
import { severalGrewThrough } from './evenly';
import { type Growth, sum } from './growth';
import { lawOf } from './law';
import { levelsOnALine } from './level-line';

/** Repeats of the largest burst that a leak must have grown over, and a plan needs. */
export const ENOUGH_REPEATS = 3;
/** Mean deviation, of the mean, of gains that are in proportion to the requests. */
const EXACT = 0.08;
const EXACT_UNKNOWN = 0.04;
/** Of the rises of bursts: less than this may stay by chance, where gains are uneven. */
const SMALL_SHARE = 0.1;
/** Bursts that nobody counted, all of which added something: so many tell a leak though they are so uneven. */
const MANY = { bursts: 6, unevenness: 0.3 };
/** Mean deviation, of the mean, of gains that each grew all through, once an unknown ramp is over. */
const RAMPED = 0.25;
/** A leak's last burst adds no less than this share of what the others add. */
const STILL_GROWS = 0.4;
/** Of what a burst before it used. */
const FELL_BACK = 0.7;

/** Of what is kept: what a leak explains; with steps beside it, where it is certain. */
const MOST = 0.5;
const MUCH = 0.25;
/** Repeats, and how even they are, from which on a leak is certain whatever is beside it. */
const CERTAIN = { count: 4, unevenness: 0.2 };

/** The growth of a leak: repeats that add alike to the end, or all bursts in proportion to unlike loads. */
export function leakOf(account: Account, kept: number, step: number): Growth | undefined {
  const { repeats, all, alike, byUse, latest, sinceFirst, sinceLarge, ramp, gained, lost, effects, share } =
    account;
  const counted = isCounted(effects);
  const work = sum(effects, (effect) => effect.weight);
  const goesOn = (growth: Growth, done = work, most = MOST) =>
    growth.lasting > 0.65 &&
    growth.ending > STILL_GROWS &&
    lost <= 0.1 * gained &&
    (growth.lateGains === 1 || (growth.late > 2 * step && growth.unevenness < 0.2)) &&
    growth.rate * done > most * kept;
  const law = lawOf(effects);
  if (law === 'fading') return undefined;
  const exact = counted ? inProportion(account) : undefined;
  if (exact !== undefined && goesOn(exact)) return exact;
  const onALine = counted && all !== undefined && levelsOnALine(effects);
  if (onALine && all.rate * work > MOST * kept) return all;
  // what little of their use some bursts leave may be chance
  const byChance = share < SMALL_SHARE && law !== 'lasting';
  if (repeats !== undefined && repeats.count >= ENOUGH_REPEATS && !byChance) {
    const { count, unevenness } = repeats;
    const certain = law === 'lasting' && count >= CERTAIN.count && unevenness < CERTAIN.unevenness;
    const even = unevenness < (counted ? 0.35 : 0.15);
    if (even && goesOn(repeats, work, certain ? MUCH : MOST)) return repeats;
  }
  // A ramp that nobody told of comes before its repeats.
  if (!counted && latest !== undefined && latest.count >= ENOUGH_REPEATS) {
    const enough = latest.count > ENOUGH_REPEATS || latest.unevenness < EXACT_UNKNOWN;
    if (enough && goesOn(latest, effects.length)) return latest;
  }
  if (!counted && sinceFirst !== undefined && sinceFirst.count >= MANY.bursts) {
    const since = ofOneWeight(effects.slice(-sinceFirst.count));
    const lasts = sinceFirst.unevenness < MANY.unevenness && lawOf(since) === 'lasting';
    if (lasts && goesOn(sinceFirst, sinceFirst.count)) return sinceFirst;
  }
  if (!counted && sinceLarge !== undefined && sinceLarge.unevenness < RAMPED) {
    const through = severalGrewThrough(effects.slice(-sinceLarge.count));
    if (through && law === 'lasting' && goesOn(sinceLarge, sinceLarge.count)) return sinceLarge;
  }
  if (!counted && alike !== undefined && alike.count >= ENOUGH_REPEATS) {
    if (alike.unevenness < 0.1 && goesOn(alike, effects.length)) return alike;
    if (byUse !== undefined && byUse.count >= 4 && fellBack(effects) && byUse.unevenness < 0.15) {
      if (goesOn(byUse, sum(effects, useOf))) return byUse;
    }
  }
  const proportional =
    all !== undefined && !ramp && all.count >= 4 && all.variety > 0.25 && all.unevenness < 0.2;
  return proportional && goesOn(all) ? all : undefined;
}

/**
 * Bursts that each added in proportion to their requests, whatever else they used: with two repeats of one that went
 * before them no chance, and no allocator's ramp.
 */
function inProportion({ whole, all, repeats }: Account): Growth | undefined {
  if ((repeats?.count ?? 0) < 2) return undefined;
  // with the first burst comes what the service takes at its first use
  return [whole, (all?.count ?? 0) > 2 ? all : undefined].find(
    (growth) => growth !== undefined && growth.unevenness < EXACT,
  );
}

/** Whether some bursts used far less than ones before them: what grows with the use is no allocator's ramp then. */
function fellBack(effects: readonly Effect[]): boolean {
  const less = effects.filter((later, k) =>
    effects.slice(0, k).some((earlier) => useOf(later) <= FELL_BACK * useOf(earlier)),
  );
  return less.length >= 2;
}
