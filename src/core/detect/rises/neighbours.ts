/** Rises of one slow move: where samples are far apart, a move of hours comes in pieces with short plateaus between them. */
import type { PlacedRise } from './place';

/** Seconds between samples from which on it does. */
const APART = 2;
/** Share of a whole series, and seconds at most: a plateau that is shorter divides no step, and a step is no longer. */
const PLATEAU = { share: 0.02, most: 7200 };
const LONGEST = { share: 0.04, most: 21_600 };

/** Times as long as a step at most: a row of rises with short plateaus that goes on for longer is a slope. */
const SLOPE = 3;

/**
 * The rises of a series of `length` seconds with a sample every `tick`, those made one that only a short plateau divides.
 * A slope is left in its pieces.
 */
export function asWholes(rises: readonly PlacedRise[], tick: number, length: number): PlacedRise[] {
  if (tick <= APART) return [...rises];
  const plateau = Math.min(PLATEAU.most, PLATEAU.share * length);
  const longest = Math.min(LONGEST.most, LONGEST.share * length);
  return rowsOf(rises, plateau).flatMap((row) => {
    const seconds = (row.at(-1)?.end ?? 0) - (row[0]?.start ?? 0);
    return seconds > SLOPE * longest ? row : joined(row, longest);
  });
}

/** Rises with no more than a plateau of so many seconds between one and the next. */
function rowsOf(rises: readonly PlacedRise[], plateau: number): PlacedRise[][] {
  const rows: PlacedRise[][] = [];
  for (const rise of rises) {
    const row = rows.at(-1);
    if (row !== undefined && rise.start - (row.at(-1)?.end ?? 0) <= plateau) row.push(rise);
    else rows.push([rise]);
  }
  return rows;
}

/** A row of rises as few that take no more than `longest` seconds each. */
function joined(row: readonly PlacedRise[], longest: number): PlacedRise[] {
  const out: PlacedRise[] = [];
  for (const rise of row) {
    const last = out.pop();
    if (last === undefined) out.push(rise);
    else if (rise.end - last.start > longest) out.push(last, rise);
    else out.push({ ...last, to: rise.to, end: rise.end, after: Math.max(last.after, rise.after) });
  }
  return out;
}
