/** What a service takes at the first use of its parts (pools, tables, lazily read files), once, is no step of an allocator. */
import { stillness } from '../bursts/account';
import { type Effect, isUnknown } from '../bursts/effects';
import { gainOf, sum } from '../bursts/growth';
import { mostConnections } from '../bursts/largest';
import type { Life } from '../life/life';
import { type Candidate, heldBy } from '../life/step';

/** Times the least move that counts: megabytes, on most machines. */
const FIRST_USE = 8;
/** Of the way to the peak, where little is known of the load. */
const LITTLE_OF_USE = 0.3;
/** Times the connections of the first burst, with which an allocator would hold more. */
export const MORE = 2;

/** Whether bytes kept are so few that a first use explains them, whatever the load used. */
export const isFew = (kept: number, least: number): boolean => kept <= FIRST_USE * least;

/** Whether bytes kept are so few, absolutely and below the `use` that bursts make of memory. */
function isLittle(kept: number, use: number, least: number): boolean {
  return isFew(kept, least) && kept <= LITTLE_OF_USE * use;
}

/** Whether `steps` are a single one, of the first burst where that is known, that is no more than a first use takes; `kept` in bytes. */
export function isFirstUse(
  { effects, scale, peak, baseline }: Life,
  steps: readonly Candidate[],
  kept: number,
): boolean {
  const [first] = steps;
  if (addedLittleWithFarMore(effects)) return true;
  if (steps.length !== 1 || (first?.effect !== undefined && first.effect !== effects[0])) return false;
  if (isUnknown(effects)) return isLittle(kept, peak - baseline, scale.least);
  return isFew(kept, scale.least) || heldWithFew(effects, stillness(scale.step));
}

/** Bursts after the first, and the share of what is kept that they moved at most, after which it may be a first use. */
const AT_REST = { bursts: 3, share: 0.05 };

/**
 * Whether bursts did not move memory after the first, and none is known to have had more connections: what that left may be
 * used no more, or be all that they need.
 */
export function mayBeFirstUse({ effects, scale }: Life, steps: readonly Candidate[], kept: number): boolean {
  const single = steps.length === 1 && steps[0]?.effect === effects[0];
  const most = mostConnections(effects);
  return single && most <= (effects[0]?.connections ?? 0) && movedNoMore(effects, kept, scale.step);
}

/** Whether several bursts after the first hardly moved memory. */
function movedNoMore([, ...later]: readonly Effect[], kept: number, step: number): boolean {
  const least = Math.max(2 * step, AT_REST.share * kept);
  return later.length >= AT_REST.bursts && later.every(({ before, peak }) => peak - before <= least);
}

/** Whether far more connections than those of the first burst added nothing to what it left. */
export function heldWithFew(
  [first, ...later]: readonly Effect[],
  still: (effect: Effect) => number,
): boolean {
  const few = first?.connections ?? Number.POSITIVE_INFINITY;
  const more = later.filter(({ connections = 0 }) => connections >= MORE * few);
  return more.length > 0 && later.every((effect) => gainOf(effect) <= still(effect));
}

/** Bursts at the beginning, times their connections, and bursts of so many after them. */
const EARLY = { bursts: 2, times: 4, after: 2 };

/**
 * Whether several bursts of far more connections added nothing to what the first two left. An allocator may meet its
 * ceiling so, where few requests run at once whatever the connections; a store that is full does.
 */
export function filledEarly(effects: readonly Effect[], still: (effect: Effect) => number): boolean {
  const last = effects.findLastIndex((effect) => gainOf(effect) > still(effect));
  const few = effects[last]?.connections ?? Number.POSITIVE_INFINITY;
  const far = effects.slice(last + 1).filter(({ connections = 0 }) => connections >= EARLY.times * few);
  return last < EARLY.bursts && far.length >= EARLY.after;
}

/** Times the connections of the first burst, and shares of what it left: so little is nothing, and so little no allocator's alone. */
const FAR_MORE = { times: 8, nothing: 0.1, little: 0.5 };

/** Bytes that the first burst left, and that all later ones added. */
interface Later {
  left: number;
  added: number;
}

/** What bursts added after the first, where one of them had so many times its connections. */
function addedByFarMore([first, ...later]: readonly Effect[], times: number): Later | undefined {
  const most = Math.max(...later.map(({ connections = 0 }) => connections));
  if (first?.connections === undefined || most < times * first.connections) return undefined;
  return { left: gainOf(first), added: sum(later, (effect) => Math.max(0, gainOf(effect))) };
}

/** Whether many times the connections of the first burst added next to nothing to what it left: so many have buffers of their own to keep. */
export function addedLittleWithFarMore(effects: readonly Effect[], times = FAR_MORE.times): boolean {
  const later = addedByFarMore(effects, times);
  return later !== undefined && later.added <= FAR_MORE.nothing * later.left;
}

/**
 * What the bursts added, where that is so little that a cache which was nearly full may be all there is; an allocator
 * holds little more where few requests run at once, whatever the connections.
 */
export function nearlyFull(effects: readonly Effect[]): Later | undefined {
  const later = addedByFarMore(effects, FAR_MORE.times);
  return later !== undefined && later.added <= FAR_MORE.little * later.left ? later : undefined;
}

/** Of what steps hold: as good as all of it came with the first burst. */
const OF_FIRST = 0.75;
/** Bursts that a run of several has at least, and of the way to the peak: less than this is little. */
const WARM = { bursts: 4, share: 0.15 };

/** Whether the first of several bursts left nearly all that steps hold, little beside peaks that all went back, as slots do that are kept warm; `kept` in bytes. */
export function isKeptWarm(
  { effects, peak, baseline }: Life,
  steps: readonly Candidate[],
  kept: number,
): boolean {
  const [first] = effects;
  const isOfFirst = ({ effect, start }: Candidate) =>
    effect === undefined ? start < (first?.to ?? 0) : effect === first;
  return (
    heldBy(steps.filter(isOfFirst)) >= OF_FIRST * heldBy(steps) &&
    effects.length >= WARM.bursts &&
    kept < WARM.share * (peak - baseline)
  );
}
