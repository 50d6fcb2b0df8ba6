/**
 * What goes up and down in waves, as by day and night, where the load is not known: the troughs between them tell what
 * is held.
 */
import { median } from '../curve/vector';
import type { Life } from '../life/life';
import type { Trough } from '../rises/cycles';
import { risesBetween } from '../rises/floors';
import { type Judgement, judgement } from './judgement';
import { littleOf } from './little';
import { isOverdue } from './staircase';
import { reasons } from './words';

/**
 * Times that memory came back to its lowest level, share of its range within which it did, and below which it is for a
 * tenth of the time: what falls for a moment only is a process that is started anew.
 */
const BACK = { times: 3, within: 0.12, low: 0.5 };
/** Rises from trough to trough that tell a leak, their mean deviation and their sum as a share of it and of the whole movement. */
const RISING = { count: 4, unevenness: 0.3, share: 0.15 };

/** Healthy memory that comes back to one level again and again, or a leak whose troughs rise evenly; else nothing. */
export function withWaves(life: Life): Judgement | undefined {
  return life.swing <= littleOf(life)
    ? undefined
    : (backAgain(life) ?? risingTroughs(life) ?? risingDays(life));
}

function backAgain({ lows: { returns, range }, usualLow, peak, end }: Life): Judgement | undefined {
  const lowest = Math.min(...returns.map(({ level }) => level));
  const back = returns.filter(({ level }) => level - lowest <= BACK.within * range);
  const isLow = usualLow <= lowest + BACK.low * range;
  return isLow && back.length >= BACK.times && wavesGoOn(back, end)
    ? judgement('ragged', 0.8, { reasons: [reasons.cameBackAgain(back.length, peak, lowest)] })
    : undefined;
}

/** Of all waves, or of the large ones where small ones ride on them; where a record begins on the way up or down, its first level is no trough. */
function risingTroughs(life: Life): Judgement | undefined {
  const { troughs, returns } = life.lows;
  for (const row of [troughs, returns].flatMap((lows) => [lows, lows.slice(1)])) {
    const judged = rising(row, life);
    if (judged !== undefined) return judged;
  }
  return undefined;
}

/**
 * Days, mean deviation of what each added to the one before, its sum as a share of the whole movement, and times what
 * each added that memory goes up and down within one: else these are steps, or a slope.
 */
const DAYS = { count: 4, unevenness: 0.3, share: 0.1, wave: 1.5 };

/** Whether each day held more than the one before, at its lowest and for half of its time, by about as much. */
function risingDays({ lows: { days, range } }: Life): Judgement | undefined {
  if (days.length < DAYS.count) return undefined;
  const low = risesBetween(days.map((day) => ({ level: day.low })));
  const middle = risesBetween(days.map((day) => ({ level: day.middle })));
  const even = [low, middle].every(
    ({ rises, deviation, all }) => rises.every((rise) => rise > 0) && deviation <= DAYS.unevenness * all,
  );
  const wave = median(days.map((day) => day.high - day.low));
  return even && low.all >= DAYS.share * range && wave >= DAYS.wave * low.each
    ? judgement('leak', 0.6, { reasons: [reasons.risingDays(days.length, low.each)] })
    : undefined;
}

function rising(troughs: readonly Trough[], { lows: { range }, floor, end }: Life): Judgement | undefined {
  const { rises, all, each, deviation } = risesBetween(troughs);
  if (rises.length < RISING.count || rises.some((rise) => rise <= 0)) return undefined;
  const last = troughs.at(-1)?.level ?? 0;
  const stays = floor >= last - each && wavesGoOn(troughs, end);
  return stays && deviation <= RISING.unevenness * all && all >= RISING.share * range
    ? judgement('leak', 0.6, { reasons: [reasons.risingTroughs(rises.length, each)] })
    : undefined;
}

function wavesGoOn(troughs: readonly Trough[], end: number): boolean {
  const times = troughs.map(({ t }) => t);
  return !isOverdue(times, end);
}
