/** Lines of several processes that nothing tells apart: their levels come by turns. */

const MOST = 5;
/** samples: fewer may look so by chance */
const FEWEST = 20;
const LOOKED_AT = 2000;
/** a step from line to line, of the peak: what one process does not do each time */
const APART = 0.1;
/** of that step, what the same process moves until its next line */
const STILL = 0.1;

/** How many levels take turns; undefined where it is one process. */
export function levelsByTurns(all: readonly number[]): number | undefined {
  const sizes = all.slice(0, LOOKED_AT);
  if (sizes.length < FEWEST) return undefined;
  const peak = sizes.reduce((most, size) => Math.max(most, size), 0);
  const step = usualStep(sizes, 1);
  if (step === 0 || step < APART * peak) return undefined;
  for (let count = 2; count <= MOST; count++) if (usualStep(sizes, count) <= STILL * step) return count;
  return undefined;
}

/** The median of what changes over so many lines. */
function usualStep(sizes: readonly number[], lines: number): number {
  const steps = sizes.slice(lines).map((size, i) => Math.abs(size - (sizes[i] ?? 0)));
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
}
