/**
 * Bursts that added nothing between others that did: memory was there to be used again. A leak skips none; a table that
 * doubles does, and takes more each time.
 */
import { median } from '../curve/vector';
import { type Account, useOf } from './account';
import { type Effect, isCounted } from './effects';
import { gainOf } from './growth';
import { covers } from './repeats';

/** Of the usual gain: less is a pause, and a gain about it as large; pauses, and times the usual gain that none comes to. */
const PAUSES = { none: 0.1, again: 0.7, count: 2, most: 3 };
/** Times what counts, and of what bursts use: smaller usual gains may be lost in noise, or in what drains late. */
const CLEAR = { still: 4, use: 0.25 };

/** Whether several of bursts that did alike added nothing, and ones before and after them much; `still` is the least gain that counts. */
export function pausedOften({ effects, gains }: Account, still: (effect: Effect) => number): boolean {
  const usual = median(gains.map(gainOf));
  const isUsual = (effect: Effect) => gainOf(effect) >= PAUSES.again * usual;
  const last = effects.findLast(isUsual);
  const between = effects.slice(effects.findIndex(isUsual), effects.findLastIndex(isUsual) + 1);
  const clear = (effect: Effect) => usual >= Math.max(CLEAR.still * still(effect), CLEAR.use * useOf(effect));
  return (
    last !== undefined &&
    between.every((effect) => covers(effect, last, PAUSES.again) && clear(effect)) &&
    gains.every((effect) => gainOf(effect) <= PAUSES.most * usual) &&
    between.filter((effect) => Math.abs(gainOf(effect)) <= PAUSES.none * usual).length >= PAUSES.count
  );
}

/** Whether repeats of a known load added nothing in between; where the last one adds the most of all, no ceiling is in sight. */
export function hasPaused({ effects, gains, resumed }: Account): boolean {
  const last = effects.at(-1);
  const most = Math.max(...gains.map(gainOf));
  return isCounted(effects) && resumed && last !== undefined && gainOf(last) < most;
}
