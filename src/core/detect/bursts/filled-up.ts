/** Memory that filled up under bursts, as a cache does. */

import { at, median } from '../curve/vector';
import { type Effect, isCounted } from './effects';
import { gainOf, sum } from './growth';
import { levelsOnALine } from './level-line';

/** Share of the largest gain up to which a burst added next to nothing: as a rule, and after ones that filled evenly. */
const NEXT_TO_NOTHING = { usual: 0.1, afterEven: 0.2 };
/** Share by which two gains differ that are the same. */
const SAME = 0.1;
/** Share by which the first gain may differ from the others: with it comes what the service takes at its first use. */
const FIRST_USE = 0.35;
/** From this evenness on, growth went on all through a burst. */
export const EVEN = 0.85;

/** The same of the first bursts that fill less and less, and of the growth in the last part of the first. */
const THROUGH = { evenness: 0.75, late: 0.35 };

/** Whether the first two bursts went on growing from their beginning to their end, as where each new key is kept. */
function grewThrough([first, second]: readonly Effect[]): boolean {
  if (first === undefined || second === undefined) return false;
  const even = first.evenness >= THROUGH.evenness && second.evenness >= THROUGH.evenness;
  return even && first.late >= THROUGH.late;
}

/** Of the bursts whose course is known: evenness below which they took what they left at once, as no cache does. */
const AT_ONCE = 0.35;

function grewAtOnce(effects: readonly Effect[]): boolean {
  return usual(effects.map(({ evenness }) => evenness)) < AT_ONCE;
}

/** The median of what is known; NaN where less than two are. */
function usual(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length < 2 ? Number.NaN : median(known);
}

/** Of an even pace: growth in the last part of a burst that is less was over before, as no random keys' is. */
const OVER = 0.2;

/** Whether bursts took early what they left, or too fast for their course to be seen. */
function isOverEarly(effects: readonly Effect[]): boolean {
  return !(usual(effects.map(({ late }) => late)) >= OVER);
}

/** Whether the first two bursts added the same for their work, in a line. */
function beganEvenly([first, second]: readonly Effect[]): boolean {
  if (first === undefined || second === undefined) return false;
  const ratio = (gainOf(second) / second.weight) * (first.weight / gainOf(first));
  return Math.abs(ratio - 1) <= SAME && first.evenness >= EVEN && second.evenness >= EVEN;
}

/** Of the work of the largest burst: what a first one leaves that did less may be too little to see. */
const SMALL = 0.25;

function isLostInNoise([first, ...others]: readonly Effect[], still: (effect: Effect) => number): boolean {
  if (first === undefined || !isCounted([first, ...others]) || gainOf(first) > still(first)) return false;
  return first.weight < SMALL * Math.max(...others.map(({ weight }) => weight));
}

/** Times next to nothing, that one of the bursts that found memory full may add by chance. */
const BY_CHANCE = 2;

/** Whether bursts added next to nothing each, and none much more: what goes on by little is not full. */
function isFull(effects: readonly Effect[], nothing: (effect: Effect) => number): boolean {
  const inAll = sum(effects, (effect) => gainOf(effect) - nothing(effect));
  return inAll <= 0 && effects.every((effect) => gainOf(effect) <= BY_CHANCE * nothing(effect));
}

/** Of a pace that fades as a cache's does: what the next burst has of it at least. */
const STEADY = 0.35;

const falls = (values: readonly number[]): boolean =>
  values.every((value, k) => k === 0 || value < at(values, k - 1));

/** Whether values fall from the second on, and below the first: a first burst may have asked for little. */
const fallsInAll = (values: readonly number[]): boolean =>
  falls(values.slice(1)) && falls([at(values, 0), at(values, values.length - 1)]);

/**
 * Bursts that added alike at first and nothing from some burst on: memory that filled up, as a cache does.
 * Fragmentation begins otherwise: the very first burst, or the first at each concurrency, takes most, and takes it
 * early in the burst; so a pace that fades while the connections rise is no sign of a cache, but gains that do are.
 */
export function filledUp(all: readonly Effect[], still: (effect: Effect) => number): boolean {
  const effects = all.slice(isLostInNoise(all, still) ? 1 : 0);
  const largest = Math.max(...effects.map(gainOf));
  const { usual, afterEven } = NEXT_TO_NOTHING;
  const share = beganEvenly(effects) ? afterEven : usual;
  const nothing = (e: Effect, k: number) => Math.max(still(e), (k < 2 ? usual : share) * largest);
  const full = effects.findIndex((e, k) => gainOf(e) <= nothing(e, k));
  if (full < 2 || !isFull(effects.slice(full), (e) => nothing(e, full))) return false;
  const filling = effects.slice(0, full);
  if (levelsOnALine(filling)) return true;
  const rates = filling.map((e) => gainOf(e) / e.weight);
  const ramps = filling.some((e) => (e.connections ?? 0) > (filling[0]?.connections ?? 0));
  const fades = falls(rates) && (!ramps || fallsInAll(filling.map(gainOf)));
  if (fades && grewThrough(filling)) return true;
  if (full < 3 || grewAtOnce(filling)) return false;
  const typical = median(rates.slice(0, -1));
  // The last one may have been cut short by the bound.
  const whole = Math.abs(at(rates, full - 1) - typical) <= 0.15 * typical ? rates : rates.slice(0, -1);
  const even = median(filling.slice(0, -1).map((e) => e.evenness)) >= EVEN;
  const alike =
    whole.length >= (even ? 2 : 3) &&
    whole.every((r, k) => Math.abs(r - typical) <= (k === 0 ? FIRST_USE : even ? 0.2 : 0.15) * typical) &&
    at(rates, full - 1) <= 1.2 * typical;
  const steady = rates.every((r, k) => k === 0 || r > STEADY * at(rates, k - 1));
  return alike || (fades && steady && full >= 4 && !isOverEarly(filling));
}
