/** Spans of time with their units, as Go, Rust and people write them: `1h2m3.5s`, `250ms`, `90 s`. */

const SECONDS_A = new Map(
  Object.entries({ h: 3600, m: 60, min: 60, s: 1, sec: 1, ms: 1e-3, us: 1e-6, µs: 1e-6, ns: 1e-9 }),
);
const PART = /(\d+(?:\.\d+)?) ?(h|min|ms|m|sec|s|[uµ]s|ns)(?![a-z])/g;
const WHOLE = new RegExp(`^(?:${PART.source} ?)+$`);

/** In seconds; NaN where it is none. */
export function durationOf(cell: string): number {
  const bare = cell.trim().replaceAll('μ', 'µ');
  if (!WHOLE.test(bare)) return Number.NaN;
  return [...bare.matchAll(PART)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (SECONDS_A.get(unit) ?? Number.NaN),
    0,
  );
}
