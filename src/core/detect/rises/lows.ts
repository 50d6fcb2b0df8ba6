/** The levels that a series of unknown load came back to: in rests, between waves, and for a moment between plateaus. */
import type { Curve } from '../curve/buckets';
import { lowest } from '../curve/levels';
import type { Scale } from '../curve/scale';
import { quantile } from '../curve/vector';
import { type Trough, troughsOf } from './cycles';
import { type Day, daysOf } from './days';
import { type Floor, floorsOf } from './floors';
import { quietPlateaus, returnedBetween } from './plateaus';

/** Of the levels: the highest that count for how far memory usually moves; a spike now and then does not. */
const USUAL = 0.98;
/** Of that way: it goes up and down in waves where it does so by no less. */
const WAVE = { any: 0.15, large: 0.4 };
/** Share of the least step within which a plateau is quiet. */
const PLATEAU = 0.5;

export interface Lows {
  /** levels that it came back to in rests and never fell below again */
  floors: Floor[];
  /** between waves, in order, and between those that are large */
  troughs: Trough[];
  returns: Trough[];
  /** the whole days at the end */
  days: Day[];
  /** bytes: how far memory usually moves */
  range: number;
  /** bytes that went back between quiet plateaus and were taken again */
  returned: number;
}

export const NO_LOWS: Lows = { floors: [], troughs: [], returns: [], days: [], range: 0, returned: 0 };

/** The lows of a curve from bucket `from` on. */
export function lowsOf(curve: Curve, from: number, { step, least, tick }: Scale): Lows {
  const levels = curve.level.subarray(from);
  const range = quantile(levels, USUAL) - lowest(levels);
  return {
    floors: floorsOf(curve, from, least),
    troughs: troughsOf(curve, from, WAVE.any * range),
    returns: troughsOf(curve, from, WAVE.large * range),
    days: daysOf(curve, from),
    range,
    returned: returnedBetween(curve, quietPlateaus(curve, PLATEAU * step), step, tick),
  };
}
