/** Movement that is beside the level that a service has. */
import type { Life } from '../life/life';
import { type Judgement, judgement } from './judgement';
import { reasons } from './words';

/** Of the level of a large service, and bytes from which on that counts as no larger: what moves less is beside the point, unless it goes on. */
const LITTLE_OF_LEVEL = { share: 0.02, largest: 4e9 };

/** Whether `swing`, all bytes that memory moved by, is beside the level it has, or no more than its readings are rounded to. */
export const isLittleOfLevel = (swing: number, { baseline, unit }: Life): boolean =>
  swing <= unit || swing < LITTLE_OF_LEVEL.share * Math.min(baseline, LITTLE_OF_LEVEL.largest);

/** Of the level: little that moves by itself; and with the bursts of a known load, which noise does not follow. */
const LITTLE = { byItself: 0.08, withLoad: 0.05 };

/** Bytes that are little beside the level. */
export const littleOf = ({ scale, baseline, loaded }: Life): number =>
  Math.max(2 * scale.least, (loaded ? LITTLE.withLoad : LITTLE.byItself) * baseline);

/** Said of memory that hardly moved. */
export function hardlyMoved({ swing, baseline }: Life, confidence: number): Judgement {
  return judgement('flat', confidence, { reasons: [reasons.still(swing, baseline)] });
}
