/** Rises of one slow move: where samples are far apart, a move of hours comes in pieces with short plateaus between them. */
import type { PlacedRise } from './place';

/** Seconds between samples from which on it does. */
const APART = 2;
/** Share of a whole series, and seconds at most: a plateau that is shorter divides no step, and a step is no longer. */
const PLATEAU = { share: 0.02, most: 7200 };
const LONGEST = { share: 0.04, most: 21_600 };

/** The rises of a series of `length` seconds with a sample every `tick`, those made one that only a short plateau divides. */
export function asWholes(rises: readonly PlacedRise[], tick: number, length: number): PlacedRise[] {
  if (tick <= APART) return [...rises];
  const plateau = Math.min(PLATEAU.most, PLATEAU.share * length);
  const longest = Math.min(LONGEST.most, LONGEST.share * length);
  const out: PlacedRise[] = [];
  for (const rise of rises) {
    const last = out.pop();
    if (last === undefined) out.push(rise);
    else if (rise.start - last.end > plateau || rise.end - last.start > longest) out.push(last, rise);
    else out.push({ ...last, to: rise.to, end: rise.end, after: Math.max(last.after, rise.after) });
  }
  return out;
}
