/** Facts about one life of the process, from which its shape is judged: floor, rises, bursts, trend. */
import { lowerBound } from '../../run/sorted';
import { stillness } from '../bursts/account';
import { byTheClock, type Clock } from '../bursts/clock';
import type { Effect } from '../bursts/effects';
import { idleGrowth } from '../bursts/idle-growth';
import type { Burst } from '../bursts/load';
import type { Curve } from '../curve/buckets';
import {
  finalLevel,
  firstLevel,
  greatestFall,
  highest,
  levelBefore,
  lowest,
  roundedTo,
  settledAt,
  suffixMinimum,
} from '../curve/levels';
import type { Scale } from '../curve/scale';
import type { Trend } from '../curve/trend';
import { at, quantileOf, sorted } from '../curve/vector';
import { type Lows, lowsOf, NO_LOWS } from '../rises/lows';
import { heldBefore } from './held-before';
import { cameUnrested, type LoadOfLife, loadOf } from './load-of-life';
import { type Reading, underLoad, withoutLoad } from './reading';
import { cameToRest } from './start-up';
import { type Candidate, candidate } from './step';
import { stepsOfBursts } from './steps-of-bursts';
import { type Trends, trendsOf } from './trends';

/** Buckets that a life must have to be judged. */
export const FEWEST = 12;

export interface Life extends Trends {
  /** buckets and samples */
  buckets: number;
  samples: number;
  scale: Scale;
  /** seconds */
  begin: number;
  end: number;
  /** bytes */
  baseline: number;
  peak: number;
  final: number;
  /** lowest level of the last tenth, and of the last half */
  floor: number;
  lowestLate: number;
  /** bytes at the end; of a run that ended in its first burst, what it held then */
  retained: number;
  /** bytes by which it fell at most from where it had been before */
  fall: number;
  /** bytes: a tenth of the time it was lower, once started */
  usualLow: number;
  /** bytes: half of the time it was lower, once started */
  middle: number;
  /** bytes between lowest and highest level once started */
  swing: number;
  /** bytes that its readings are rounded to, where it went up and down by no more than that; else 0 */
  unit: number;
  /** bytes that came with the start-up, and seconds when it was over */
  startup: number;
  started: number;
  /** seconds at the beginning before the last rise of the start-up, or whatever rise was taken for it; 0 where there was none */
  waited: number;
  steps: Candidate[];
  effects: Effect[];
  /** whether the bursts are known and came to rest, else they are told from the curve */
  loaded: boolean;
  /** whether bursts are known, but none that came to rest */
  neverRested: boolean;
  /** whether several bursts of unlike connections, or of unknown ones, had hardly a rest between them */
  varied: boolean;
  /** whether the load is known to have begun after the start-up, and then never rested */
  idleStart: boolean;
  /** levels that it came back to; none where the load is known */
  lows: Lows;
  /** seconds since the load last ended; the whole length where there was none */
  rested: number;
  /** what goes on by the clock in all rests alike; undefined where nothing does */
  clock: Clock | undefined;
  /** of the last rest, where memory grew in it in a line; undefined where it did not, or the rest was short */
  idleGrowth: Trend | undefined;
  /** whether the allocator is known to return nothing with time */
  trimsOnly: boolean;
}

/** What is known of the machine and the allocator, wherever a life is read. */
export interface Surroundings {
  /** the least move that counts, bytes */
  least: number;
  trimsOnly: boolean;
}

/** Looks at one life. `all` are the bursts of the run; those inside it are used. */
export function readLife(curve: Curve, all: readonly Burst[], { least, trimsOnly }: Surroundings): Life {
  const begin = at(curve.start, 0);
  const end = at(curve.end, curve.n - 1);
  const load = loadOf(curve, all, least);
  const { scale, bursts, effects: known } = load;
  const loaded = known.length > 0;
  const reading = loaded ? underLoad(curve, bursts, known, scale) : withoutLoad(curve, scale);
  const risen =
    reading.startup === undefined ? 0 : settledAt(curve, reading.startup, scale.least, load.first ?? end);
  const started = loaded ? risen : cameToRest(curve, risen);
  const idle = loaded ? 0 : beforeLoad(curve, bursts[0]);
  const settled = Math.max(started, idle);
  const steps = stepsOf(curve, reading, load, settled);
  const final = levelAtEnd(curve, settled, load);
  const neverRested = bursts.length > 0 && !loaded;
  const levels = curve.level.subarray(settled);
  const inOrder = sorted(levels);
  return {
    buckets: curve.n,
    samples: curve.samples,
    scale,
    begin,
    end,
    baseline: baselineOf(curve, settled, load, steps),
    peak: highest(curve.high.subarray(settled, curve.n)),
    final,
    floor: lowest(curve.level.subarray(Math.floor(0.9 * curve.n), curve.n)),
    retained: neverRested ? at(curve.level, curve.n - 1) : final,
    fall: greatestFall(levels),
    lowestLate: lowest(curve.level.subarray(Math.floor(curve.n / 2), curve.n)),
    usualLow: quantileOf(inOrder, 0.1),
    middle: quantileOf(inOrder, 0.5),
    swing: highest(levels) - lowest(levels),
    unit: roundedTo(levels),
    startup: settled > 0 ? Math.max(0, at(curve.level, settled) - at(curve.level, 0)) : 0,
    started: at(curve.start, settled),
    waited: (reading.startup?.start ?? begin) - begin,
    steps,
    effects: reading.effects,
    ...trendsOf(curve, settled, steps, scale),
    loaded,
    neverRested,
    varied: bursts.some((burst) => burst.varied === true),
    idleStart: idle > 0,
    lows: loaded ? NO_LOWS : lowsOf(curve, settled, scale),
    rested: load.last === undefined ? end - begin : Math.max(0, end - load.last),
    clock: loaded ? byTheClock(curve, bursts, scale) : undefined,
    idleGrowth: idleGrowth(curve, load.last ?? reading.effects.at(-1)?.to, scale),
    trimsOnly,
  };
}

/** The steps among the rises of a reading, of a life that had started by bucket `settled`. */
function stepsOf(curve: Curve, reading: Reading, load: LoadOfLife, settled: number): Candidate[] {
  const { scale, effects } = load;
  const future = suffixMinimum(reading.level);
  // rises taken for bursts are no bursts that a user could name
  const candidates = reading.rises.map((rise) => candidate(rise, future, effects, scale.tick));
  if (effects.length === 0) {
    return candidates.map((step) => ({
      ...step,
      heldBefore: heldBefore(curve, reading.level, settled, step),
    }));
  }
  const shown = candidates.filter((step) => !cameUnrested(load, step));
  return stepsOfBursts(curve, reading.floor, shown, effects, stillness(scale.step));
}

/** Of a life: a step that comes in its first part may already be in what it had at first. */
const EARLY = 0.1;

/** Bytes before the load; where that is not known, what it had at first, or before an early step where that is less. */
function baselineOf(
  curve: Curve,
  settled: number,
  { first }: LoadOfLife,
  [step]: readonly Candidate[],
): number {
  if (first !== undefined) return levelBefore(curve, settled, first);
  const atFirst = firstLevel(curve, settled);
  const begin = at(curve.start, settled);
  const early = step !== undefined && step.start - begin <= EARLY * (at(curve.end, curve.n - 1) - begin);
  return early ? Math.min(atFirst, levelBefore(curve, settled, step.start)) : atFirst;
}

/** Bytes; a run that ends in a burst shows what is held in the rest before it. */
function levelAtEnd(curve: Curve, settled: number, { bursts, effects, last }: LoadOfLife): number {
  const rested = effects.at(-1);
  const inBurst = rested !== undefined && rested.burst !== bursts.at(-1)?.number;
  return inBurst ? rested.after : finalLevel(curve, settled, last);
}

/** The last bucket before a load that never comes to rest; what came before it is the start-up, however long that took. */
function beforeLoad(curve: Curve, load: Burst | undefined): number {
  const first = load === undefined ? 0 : lowerBound(curve.end, load.from, 0, curve.n) - 1;
  return first > curve.n - FEWEST ? 0 : Math.max(0, first);
}
