/** Which part of memory grew, where the system says so (`/proc/PID/smaps`). */
import type { BreakdownEvent } from '../../run/event';
import type { Reason } from '../../run/verdict';
import { reasons } from './words';

const PARTS = {
  heap: 'the main heap',
  arenas: "the arenas of the allocator's threads",
  large: 'large blocks mapped one by one',
  other: 'stacks and small maps',
  file: 'pages of files',
} as const;

/** Keeps the first and the newest breakdown of a run. */
export class PartsOfMemory {
  private first: BreakdownEvent | undefined;
  private newest: BreakdownEvent | undefined;

  add(event: BreakdownEvent): void {
    this.first ??= event;
    this.newest = event;
  }

  /** The part that grew most, where it grew by `least` bytes or more. */
  grown(least: number): Reason | undefined {
    const { first, newest } = this;
    if (first === undefined || newest === undefined) return undefined;
    const growth = (Object.keys(PARTS) as (keyof typeof PARTS)[])
      .map((part) => ({ part, bytes: newest[part] - first[part] }))
      .reduce((a, b) => (b.bytes > a.bytes ? b : a));
    return growth.bytes >= least ? reasons.whatGrew(PARTS[growth.part], growth.bytes) : undefined;
  }
}
