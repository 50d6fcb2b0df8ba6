/** Which parts of memory grew across a step, from the breakdowns on either side of it. */
import type { BreakdownEvent } from '../../src/core/run/event';
import type { Step } from '../../src/core/run/verdict';
import type { Translate } from '../text';

export interface GrownPart {
  name: string;
  meaning: string;
  bytes: number;
}

type Part = 'heap' | 'arenas' | 'large' | 'other' | 'file';

const NAMES: Readonly<Record<Part, readonly [string, string]>> = {
  heap: ['main heap', 'Grown by brk: the heap of the main thread'],
  arenas: ['arenas of threads', 'Memory that the allocator keeps for threads, in regions of 64 MiB'],
  large: ['large blocks', 'Blocks that are mapped by themselves'],
  other: ['stacks and small maps', 'Stacks of threads and small anonymous maps'],
  file: ['files', 'Pages of the binary, of libraries and of mapped files'],
};

/** Less than this is not worth a row, bytes. */
const WORTH_SAYING = 100_000;

/** Largest first; empty where it was not measured before and after the step. */
export function grownParts(step: Step, breakdowns: readonly BreakdownEvent[], t: Translate): GrownPart[] {
  const before = breakdowns.findLast((one) => one.t <= step.start);
  const after = breakdowns.find((one) => one.t >= step.end);
  if (!before || !after) return [];
  return (Object.keys(NAMES) as Part[])
    .map((part) => {
      const [name, meaning] = NAMES[part];
      return { name: t(name), meaning: t(meaning), bytes: after[part] - before[part] };
    })
    .filter(({ bytes }) => Math.abs(bytes) >= WORTH_SAYING)
    .sort((a, b) => Math.abs(b.bytes) - Math.abs(a.bytes));
}
