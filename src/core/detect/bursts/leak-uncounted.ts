/** How bursts show a leak of which nobody counted the requests: they may have ramped up, and done unlike work. */
import { useOf } from './account';
import { type Effect, ofOneWeight } from './effects';
import { severalGrewThrough } from './evenly';
import { gainOf, sum } from './growth';
import { lawOf } from './law';
import { growthOfSmaller } from './smaller-too';
import type { Evidence } from './suspicion';

/** Repeats at the end that are enough, and their mean deviation, of the mean, where there are no more. */
const LATEST = { count: 3, unevenness: 0.04 };
/** Bursts, all of which added something: so many tell a leak though they are so uneven. */
const MANY = { bursts: 6, unevenness: 0.3 };
/** Mean deviation, of the mean, of gains that each grew all through, once an unknown ramp is over. */
const RAMPED = 0.25;
/** Bursts, and the mean deviation, of the mean, of gains in proportion to what each used. */
const BY_USE = { count: 4, unevenness: 0.15 };
/** Gains after the first that are as large as the largest, by this share of it. */
const AGAIN = { count: 3, share: 0.8 };
/** Of what a burst before it used. */
const FELL_BACK = 0.7;

/** A ramp that nobody told of comes before its repeats. */
const latest: Evidence = ({ account: { latest: row, effects }, goesOn }) => {
  if (row === undefined || row.count < LATEST.count) return undefined;
  const enough = row.count > LATEST.count || row.unevenness < LATEST.unevenness;
  return enough && goesOn(row, effects.length) ? row : undefined;
};

const manySinceFirst: Evidence = ({ account: { sinceFirst, effects }, goesOn }) => {
  if (sinceFirst === undefined || sinceFirst.count < MANY.bursts) return undefined;
  const since = ofOneWeight(effects.slice(-sinceFirst.count));
  const lasts = sinceFirst.unevenness < MANY.unevenness && lawOf(since) === 'lasting';
  return lasts && goesOn(sinceFirst, sinceFirst.count) ? sinceFirst : undefined;
};

const throughSinceLarge: Evidence = ({ account: { sinceLarge, effects }, law, goesOn }) => {
  if (sinceLarge === undefined || sinceLarge.unevenness >= RAMPED) return undefined;
  const through = severalGrewThrough(effects.slice(-sinceLarge.count));
  return through && law === 'lasting' && goesOn(sinceLarge, sinceLarge.count) ? sinceLarge : undefined;
};

const inProportionToUse: Evidence = ({ account: { byUse, effects }, goesOn }) => {
  const even = byUse !== undefined && byUse.count >= BY_USE.count && byUse.unevenness < BY_USE.unevenness;
  return even && fellBack(effects) && goesOn(byUse, sum(effects, useOf)) ? byUse : undefined;
};

const smallerToo: Evidence = ({ account: { effects } }) => growthOfSmaller(effects);

/** Unlike bursts that all added something, and grew all through, of which the largest gains came again as large as before. */
const largestAgain: Evidence = ({ account: { effects, gains, all }, explains }) => {
  const later = effects.slice(1);
  if (all === undefined || gains.length < effects.length || !severalGrewThrough(effects)) return undefined;
  const most = Math.max(...later.map(gainOf));
  const large = later.filter((effect) => gainOf(effect) >= AGAIN.share * most);
  const [first] = large;
  const toTheEnd =
    first !== undefined &&
    effects.indexOf(first) < effects.length / 2 &&
    later.slice(-2).some((e) => large.includes(e));
  return large.length >= AGAIN.count && toTheEnd && explains(all) ? all : undefined;
};

/** Whether some bursts used far less than ones before them: what grows with the use is no allocator's ramp then. */
function fellBack(effects: readonly Effect[]): boolean {
  const less = effects.filter((later, k) =>
    effects.slice(0, k).some((earlier) => useOf(later) <= FELL_BACK * useOf(earlier)),
  );
  return less.length >= 2;
}

export const UNCOUNTED: readonly Evidence[] = [
  latest,
  manySinceFirst,
  throughSinceLarge,
  inProportionToUse,
  smallerToo,
  largestAgain,
];
