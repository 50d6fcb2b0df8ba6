/** Spans of time with their units, as Go, Rust and people write them: `1h2m3.5s`, `250ms`, `90 s`. */
import { secondsOfUnit } from './time-units';

const PART = /(\d+(?:\.\d+)?) ?(h|min|ms|m|sec|s|[uµ]s|ns)(?![a-z])/g;
const WHOLE = new RegExp(`^(?:${PART.source} ?)+$`);

/** In seconds; NaN where it is none. */
export function durationOf(cell: string): number {
  const bare = cell.trim().replaceAll('μ', 'µ');
  if (!WHOLE.test(bare)) return Number.NaN;
  return [...bare.matchAll(PART)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (secondsOfUnit(unit) ?? Number.NaN),
    0,
  );
}
