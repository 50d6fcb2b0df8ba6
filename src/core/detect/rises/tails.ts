/**
 * The tail of a rise: a heap that grows under random use takes most at once and the rest in ever smaller rises, as records
 * come (Rényi 1962). Small rises soon after a large one are the end of its step, and no steps of their own.
 */
import { at, median } from '../curve/vector';
import type { PlacedRise } from './place';

/** Share of the first rise that one of its tail has at most. */
const SMALL = 0.4;
/**
 * Seconds that a rise may follow the one before it by, how often as long as all has lasted so far, and share of what is
 * usual from one large rise to the next.
 */
const SOON = { least: 3, times: 0.5, apart: 0.16 };
/** Of the largest rise: one that is as large is large; fewer of them tell no usual distance. */
const LARGE = { share: 0.25, count: 3 };
/** Times as long as a step may be without its tail. */
const LONG = 2;

/** Rises with their tails joined to them, in order; a step without a tail takes `longest` seconds at most. */
export function withTails(rises: readonly PlacedRise[], longest: number): PlacedRise[] {
  const out: { first: PlacedRise; whole: PlacedRise }[] = [];
  const least = Math.max(SOON.least, SOON.apart * usualDistance(rises));
  for (const rise of rises) {
    const last = out.at(-1);
    if (last !== undefined && isTailOf(rise, last, least, LONG * longest))
      last.whole = joined(last.whole, rise);
    else out.push({ first: rise, whole: rise });
  }
  return out.map(({ whole }) => whole);
}

function isTailOf(
  rise: PlacedRise,
  { first, whole }: { first: PlacedRise; whole: PlacedRise },
  least: number,
  longest: number,
): boolean {
  if (rise.end - whole.start > longest) return false;
  const soon = Math.max(least, SOON.times * (whole.end - whole.start));
  return rise.start - whole.end <= soon && height(rise) <= SMALL * height(first);
}

/** Seconds from the start of a large rise to that of the next, the median; 0 where these are few. */
function usualDistance(rises: readonly PlacedRise[]): number {
  const largest = Math.max(...rises.map(height));
  const starts = rises.filter((rise) => height(rise) >= LARGE.share * largest).map(({ start }) => start);
  return starts.length < LARGE.count ? 0 : median(starts.slice(1).map((start, k) => start - at(starts, k)));
}

function joined(a: PlacedRise, b: PlacedRise): PlacedRise {
  return { ...a, to: b.to, end: b.end, after: Math.max(a.after, b.after) };
}

const height = ({ before, after }: PlacedRise): number => after - before;
