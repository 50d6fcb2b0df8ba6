/** The growth that bursts of a known load show as a leak's: it goes on, as much for the same work each time. */
import type { Account } from './account';
import { isCounted } from './effects';
import { type Growth, sum } from './growth';
import { lawOf } from './law';
import { COUNTED } from './leak-counted';
import { UNCOUNTED } from './leak-uncounted';
import type { Evidence, Suspicion } from './suspicion';

/** Repeats of the largest burst that a leak must have grown over, and a plan needs. */
export const ENOUGH_REPEATS = 3;
/** Of the rises of bursts: less than this may stay by chance, where gains are uneven. */
const SMALL_SHARE = 0.1;
/** Mean deviation, of the mean, of gains of repeats: where their requests are known, and where not. */
const EVEN = { counted: 0.35, uncounted: 0.15, few: 0.25 };
/** A leak's last burst adds no less than this share of what the others add. */
const STILL_GROWS = 0.4;

/** So few repeats may fade, as what fills a bound does: less in the last one than this share of what the others added, and more than so often that in the bursts before. */
const FADING = { count: 3, last: 0.75, before: 1.5 };

/** Of what is kept: what a leak explains; with steps beside it, where it is certain. */
const MOST = 0.5;
const MUCH = 0.25;
/** Repeats, and how even they are, from which on a leak is certain whatever is beside it. */
const CERTAIN = { count: 4, unevenness: 0.2 };
/** Repeats that are so even, whatever one burst left before them, and of what is kept: so little is beside it. */
const SURE = { count: 6, unevenness: 0.1, share: 0.05 };

/** The same of a run at the end, whatever came before it. */
const RUN = 0.2;

/** The growth of a leak: repeats that add alike to the end, or all bursts in proportion to unlike loads. */
export function leakOf(account: Account, kept: number, step: number): Growth | undefined {
  const { gained, lost, effects, lastRun } = account;
  const unending = lastRun !== undefined && lastRun.added >= RUN * kept && lost <= 0.1 * gained;
  if (unending) return lastRun;
  const law = lawOf(effects);
  if (law === 'fading') return undefined;
  const work = sum(effects, (effect) => effect.weight);
  const goesOn = (growth: Growth, done = work, most = MOST) =>
    growth.lasting > 0.65 &&
    growth.ending > STILL_GROWS &&
    lost <= 0.1 * gained &&
    (growth.lateGains === 1 || (growth.late > 2 * step && growth.unevenness < 0.2)) &&
    growth.rate * done > most * kept;
  const suspicion: Suspicion = {
    account,
    kept,
    law,
    goesOn,
    explains: ({ rate }) => rate * work > MOST * kept,
  };
  const ways = isCounted(effects)
    ? [...COUNTED, evenRepeats(EVEN.counted), inProportionToUnlike]
    : [evenRepeats(EVEN.uncounted), ...UNCOUNTED, inProportionToUnlike];
  for (const way of ways) {
    const growth = way(suspicion);
    if (growth !== undefined) return growth;
  }
  return undefined;
}

const evenRepeats =
  (even: number): Evidence =>
  ({ account: { repeats, share, firstRate }, law, goesOn }) => {
    // what little of their use some bursts leave may be chance
    const byChance = share < SMALL_SHARE && law !== 'lasting';
    if (repeats === undefined || repeats.count < ENOUGH_REPEATS || byChance) return undefined;
    const { count, unevenness, ending, rate } = repeats;
    const fades = ending < FADING.last && firstRate > FADING.before * rate;
    if (law !== 'lasting' && count <= FADING.count && fades) return undefined;
    const enough = count > ENOUGH_REPEATS ? even : Math.min(even, EVEN.few);
    const certain = law === 'lasting' && count >= CERTAIN.count && unevenness < CERTAIN.unevenness;
    const sure = certain && count >= SURE.count && unevenness < SURE.unevenness;
    const most = sure ? SURE.share : certain ? MUCH : MOST;
    return unevenness < enough && goesOn(repeats, undefined, most) ? repeats : undefined;
  };

const inProportionToUnlike: Evidence = ({ account: { all, ramp }, goesOn }) => {
  const proportional =
    all !== undefined && !ramp && all.count >= 4 && all.variety > 0.25 && all.unevenness < 0.2;
  return proportional && goesOn(all) ? all : undefined;
};
