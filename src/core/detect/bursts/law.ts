/**
 * By which law bursts that did the same went on to add. A leak adds alike each time. The high-water mark of random use,
 * which is what an allocator holds, grows as records do: the n-th of equal draws adds about 1/n of what the first added,
 * and less where the draws have a bound (Rényi 1962). So gains are fitted by a constant and a share that falls as 1/n.
 */
import { leastSquares, mean } from '../curve/least-squares';
import { sinceLarge } from './account';
import { type Effect, isCounted } from './effects';
import { gainOf, lastThird, rateOf } from './growth';

/** `lasting` for gains that stay, `fading` for gains that fall towards nothing, `unclear` with few or uneven ones. */
export type Law = 'lasting' | 'fading' | 'unclear';

/** Gains after the first that a fit of two figures needs. */
const FEWEST = 3;
/** Share by which the work of equal bursts may differ from the last one's. */
const EQUAL = 0.3;
/** Of the mean gain: a constant part beyond is a leak's, one below is none. */
const HALF = 0.5;
/** Of the mean gain: how well a gain is known at best, by chance and by what is in use. */
const SCATTER = 0.1;
/** Of the mean gain: scatter of gains that are too unlike for a leak's. */
const UNLIKE = 0.4;
/** Times the mean gain after it, that the first gain has where gains fade. */
const FIRST = 1.2;

/** The law of the bursts that did as much as the last one with the most connections. */
export function lawOf(effects: readonly Effect[]): Law {
  const fits = rowsOf(effects).map(fitRow);
  const laws = fits.map((fit) => (fit === undefined ? 'unclear' : lawOfFit(fit)));
  return laws.find((law) => law === 'lasting') ?? laws[0] ?? 'unclear';
}

function lawOfFit({ constant, error, scatter, average, first }: Fit): Law {
  if (constant - error > HALF * average && scatter < UNLIKE * average) return 'lasting';
  return constant + error < HALF * average && first > FIRST * average ? 'fading' : 'unclear';
}

/** What bursts go on to add for ever, and how far single ones are from the law; bytes a unit of work. */
export interface Pace {
  lasting: number;
  scatter: number;
}

/** The pace of gains that stay, of bursts whose requests are known; undefined under any other law. */
export function lastingPace(effects: readonly Effect[]): Pace | undefined {
  const fit = fitCounted(effects)?.fit;
  return fit !== undefined && lawOfFit(fit) === 'lasting'
    ? { lasting: fit.constant, scatter: fit.scatter }
    : undefined;
}

/** The pace at which a leak went on in the end, of bursts whose requests are known; undefined with few equal ones. */
export function latestPace(effects: readonly Effect[]): Pace | undefined {
  const counted = fitCounted(effects);
  return counted && { lasting: rateOf(lastThird(counted.row)), scatter: counted.fit.scatter };
}

/** The first row of equal bursts, with its fit, where their requests are known and they are enough for one. */
function fitCounted(effects: readonly Effect[]): { row: readonly Effect[]; fit: Fit } | undefined {
  const [row] = isCounted(effects) ? rowsOf(effects) : [];
  const fit = row && fitRow(row);
  return row && fit && { row, fit };
}

/** Of a leak's pace, and times the scatter about it, by which a burst that left a step added more. */
const FAR_MORE = 0.35;
const CLEAR = 2;
/** Of what a burst added beyond that pace: where more came in a line to its end, a cache is filling, and no step was left. */
const IN_A_LINE = 0.9;

/** Bytes that a burst added beyond a leak's pace, at once; 0 where that is not clear. */
export function beyondPace(effect: Effect, { lasting, scatter }: Pace): number {
  const leaked = lasting * effect.weight;
  const more = gainOf(effect) - leaked;
  const inALine = effect.evenness * gainOf(effect) - leaked;
  const clear = more > Math.max(FAR_MORE * lasting, CLEAR * scatter) * effect.weight;
  return clear && !(inALine > IN_A_LINE * more) ? more : 0;
}

interface Fit {
  constant: number;
  /** of the constant */
  error: number;
  /** of single gains about the fit */
  scatter: number;
  /** the gain of the first of the equal bursts, and the mean of the others */
  first: number;
  average: number;
}

/** All in bytes a unit of work; undefined with too few gains, or none. */
function fitRow(row: readonly Effect[]): Fit | undefined {
  const [first = 0, ...gains] = row.map((effect) => gainOf(effect) / effect.weight);
  const average = mean(gains);
  if (gains.length < FEWEST || average <= 0) return undefined;
  const x = gains.map((_, k) => 1 / (k + 2));
  return { first, average, ...fitLine(x, gains, SCATTER * average) };
}

/**
 * Bursts with the most connections and about the same work, in one row. Where connections are not known they may have
 * ramped up until the largest gain, or until the first that was nearly as large: two rows.
 */
function rowsOf(effects: readonly Effect[]): Effect[][] {
  const most = Math.max(...effects.map((effect) => effect.connections ?? 0));
  if (most > 0) return [alikeIn(effects.filter((effect) => effect.connections === most))];
  return [alikeIn(sinceLarge(effects, 1)), alikeIn(sinceLarge(effects))];
}

/** Those that did about as much as the last of them. */
function alikeIn(row: readonly Effect[]): Effect[] {
  const work = row.at(-1)?.weight ?? 0;
  return row.filter((effect) => Math.abs(effect.weight - work) <= EQUAL * work);
}

/** Least squares: `y = constant + slope x`, with the standard error of the constant for a scatter of `least` or more. */
function fitLine(
  x: readonly number[],
  y: readonly number[],
  least: number,
): Pick<Fit, 'constant' | 'error' | 'scatter'> {
  const n = x.length;
  const { slope, middle, level, spread } = leastSquares(x, y);
  const constant = level - slope * middle;
  const squares = x.reduce((total, value, i) => total + ((y[i] ?? 0) - constant - slope * value) ** 2, 0);
  const variance = Math.max(least ** 2, squares / Math.max(1, n - 2));
  return {
    constant,
    error: Math.sqrt(variance * (1 / n + middle ** 2 / spread)),
    scatter: Math.sqrt(variance),
  };
}
