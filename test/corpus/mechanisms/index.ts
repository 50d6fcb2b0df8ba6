/**
 * Series that arise as those of a service do: requests one by one, bodies in flight, arenas, caches, leaks, a sampler. They
 * were written without a look at the detector or at the other generator, and share nothing with it but its random numbers.
 */
import type { Labelled } from '../generator/labelled';
import { Random } from '../generator/random';
import * as bounded from './bounded';
import * as events from './events';
import type { Case } from './label';
import * as leaks from './leaks';
import * as production from './production';
import * as ragged from './ragged';
import * as stairs from './stairs';

/** Rules may be found and constants chosen on the first; the second is looked at by `npm run accuracy` alone. */
export const TUNING_SEED = 7;
export const HELD_OUT_SEED = 20_261_127;

const FAMILIES: [string, (random: Random) => Case][] = [
  ['arenas-default', stairs.arenasDefault],
  ['arenas-long', stairs.arenasLong],
  ['arenas-fixed', stairs.arenasFixed],
  ['arenas-ramp-only', stairs.arenasRampOnly],
  ['arenas-once', stairs.arenasOnce],
  ['arenas-shuffled', stairs.arenasShuffled],
  ['large-bodies', stairs.largeBodies],
  ['pool-by-concurrency', stairs.poolByConcurrency],
  ['lab-stairs', events.labStairs],
  ['production-stairs', events.productionStairs],
  ['leak-default', leaks.leakDefault],
  ['leak-rare', leaks.leakRare],
  ['leak-ramp-only', leaks.leakRampOnly],
  ['leak-long', leaks.leakLong],
  ['leak-clock', leaks.leakClock],
  ['leak-on-stairs', leaks.leakOnStairs],
  ['leak-constant', leaks.leakConstant],
  ['leak-lab', leaks.leakLab],
  ['diurnal-leak', production.diurnalLeak],
  ['leak-restarts', production.leakRestarts],
  ['follows-load', ragged.followsLoad],
  ['follows-fixed', ragged.followsFixed],
  ['follows-once', ragged.followsOnce],
  ['follows-long', ragged.followsLong],
  ['decay-active', ragged.decayActive],
  ['decay-background', ragged.decayBackground],
  ['timed-cache', ragged.timedCache],
  ['trimmed-arenas', ragged.trimmedArenas],
  ['compaction', ragged.compaction],
  ['random-traffic', ragged.randomTraffic],
  ['diurnal-healthy', production.diurnalHealthy],
  ['night-batch', production.nightBatch],
  ['idle', bounded.idle],
  ['light-load', bounded.lightLoad],
  ['lazy-first-use', bounded.lazyFirstUse],
  ['start-up', bounded.startUp],
  ['key-cache', bounded.keyCache],
  ['key-cache-bursts', bounded.keyCacheBursts],
  ['cache-not-full', bounded.cacheNotFull],
  ['log-ring', bounded.logRing],
  ['deploys', production.deploys],
  ['production-cache', production.productionCache],
];

/** `count` series of each family; a series depends on the seed, its family and its number only. */
export function simulateMechanisms(seed: number, count: number): Labelled[] {
  return FAMILIES.flatMap(([family, make], f) =>
    Array.from({ length: count }, (_, i) => {
      const random = new Random(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(f * 8191 + i + 1, 0x85ebca6b));
      return { id: `mechanism-${family}-${seed}-${i}`, family, ...make(random) };
    }),
  );
}
