/** How bursts show a leak of which it is known how many requests each answered. */
import { sum } from './growth';
import { growthOfLevels, levelsOnALine } from './level-line';
import { growthAtLowestPace } from './lowest-pace';
import { growthOfPeaks } from './peak-line';
import type { Evidence } from './suspicion';

/** Mean deviation, of the mean, of gains that are in proportion to the requests. */
const EXACT = 0.08;
/** Evenness of a burst that grew all through, and how much of that pace it still had in its last part. */
const THROUGH = { evenness: 0.7, late: 0.6 };

/**
 * Bursts that each added in proportion to their requests, whatever else they used: with two repeats of one that went
 * before them no chance, and no allocator's ramp.
 */
const inProportion: Evidence = ({ account: { whole, all, repeats }, goesOn }) => {
  if ((repeats?.count ?? 0) < 2) return undefined;
  // with the first burst comes what the service takes at its first use
  const exact = [whole, (all?.count ?? 0) > 2 ? all : undefined].find(
    (growth) => growth !== undefined && growth.unevenness < EXACT,
  );
  return exact !== undefined && goesOn(exact) ? exact : undefined;
};

/** Few bursts, each of which grew at one pace from its beginning to its end, and repeats that added the same. */
const throughEach: Evidence = ({ account: { repeats, effects }, goesOn }) => {
  const through = effects.every(({ evenness, late }) => evenness >= THROUGH.evenness && late >= THROUGH.late);
  return through && repeats !== undefined && repeats.unevenness < EXACT && goesOn(repeats)
    ? repeats
    : undefined;
};

/** Repeats at the end that added the same, and their mean deviation, of the mean. */
const SAME = { count: 4, unevenness: 0.05 };

/**
 * Bursts at the end of as many connections, that each left the same however many requests they answered: what is kept of
 * each connection. Fragmentation does not repeat itself so.
 */
const byConnection: Evidence = ({ account: { latest, effects }, goesOn }) => {
  if (latest === undefined || latest.count < SAME.count || latest.unevenness > SAME.unevenness)
    return undefined;
  const connections = effects.map((effect) => effect.connections ?? 0);
  const last = connections.at(-1) ?? 0;
  const alike = last > 0 && connections.slice(-latest.count).every((count) => count === last);
  return alike && goesOn(latest, sum(effects, (effect) => effect.connections ?? 0) / last)
    ? latest
    : undefined;
};

const levels: Evidence = ({ account: { all, effects }, explains }) =>
  all !== undefined && levelsOnALine(effects) && explains(all) ? all : undefined;

const levelsRise: Evidence = ({ account: { effects }, explains }) => {
  const growth = growthOfLevels(effects);
  return growth !== undefined && explains(growth) ? growth : undefined;
};

/** Of what bursts added, that others lost: levels that waver so say nothing for themselves. */
const WAVERING = 0.1;

const peaksRise: Evidence = ({ account: { effects, gained, lost }, kept, explains }) => {
  const growth = lost > WAVERING * gained ? growthOfPeaks(effects, kept) : undefined;
  return growth !== undefined && explains(growth) ? growth : undefined;
};

/** Requests that each left the same, beside a table that doubled now and then. */
const lowestPace: Evidence = ({ account: { effects, gains, lost, repeats }, goesOn }) => {
  // a ramp may leave the same a request by chance
  if ((repeats?.count ?? 0) < 2 || lost > 0 || gains.length < effects.length) return undefined;
  const growth = growthAtLowestPace(effects);
  return growth !== undefined && goesOn(growth) ? growth : undefined;
};

export const COUNTED: readonly Evidence[] = [
  inProportion,
  throughEach,
  byConnection,
  levels,
  lowestPace,
  levelsRise,
  peaksRise,
];
