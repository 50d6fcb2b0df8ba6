/** Which part of memory grew, where the system says so (`/proc/PID/smaps`). */
import type { BreakdownEvent } from '../../run/event';
import type { Reason } from '../../run/verdict';
import { circumstances } from './circumstances';
import { demands } from './demands';
import { HEALTHY, type Judgement, judgement } from './judgement';

const PARTS = {
  heap: 'the main heap',
  arenas: "the arenas of the allocator's threads",
  large: 'large blocks mapped one by one',
  other: 'stacks and small maps',
  file: 'pages of files',
} as const;

type Part = keyof typeof PARTS;

/** Parts that another allocator maps in its own way. */
const MAPPED: readonly Part[] = ['arenas', 'large'];

/** The part of memory that grew most, and by how many bytes. */
export interface GrownPart {
  part: Part;
  bytes: number;
}

/** Of what is kept: blocks mapped one by one that make up so much explain it. */
const MOST = 0.7;
const UNSURE = 0.6;

/** Keeps the first and the newest breakdown of a run, and pages of files where there is none. */
export class PartsOfMemory {
  private first: BreakdownEvent | undefined;
  private newest: BreakdownEvent | undefined;
  /** bytes of pages of files, of the first and the newest sample that tells */
  private firstFile: number | undefined;
  private newestFile = 0;

  add(event: BreakdownEvent): void {
    this.first ??= event;
    this.newest = event;
  }

  /** Takes the pages of files of a sample, bytes: all that is known where the maps of a process cannot be read. */
  addFile(file: number): void {
    this.firstFile ??= file;
    this.newestFile = file;
  }

  /** The part that grew most, where it grew by `least` bytes or more; `kept` are the bytes to explain. */
  grown(least: number, kept: number): GrownPart | undefined {
    const { first, newest } = this;
    if (first === undefined || newest === undefined) return this.grownFile(Math.max(least, MOST * kept));
    const growth = (Object.keys(PARTS) as Part[])
      .map((part) => ({ part, bytes: newest[part] - first[part] }))
      .reduce((a, b) => (b.bytes > a.bytes ? b : a));
    return growth.bytes >= least ? growth : undefined;
  }

  /** Pages of files, where they grew so much that no other part can have grown more. */
  private grownFile(least: number): GrownPart | undefined {
    const bytes = this.newestFile - (this.firstFile ?? this.newestFile);
    return bytes >= least ? { part: 'file', bytes } : undefined;
  }
}

/**
 * A judgement with what grew. The C libraries give a block that was mapped by itself back as it is freed (mallopt(3),
 * M_MMAP_THRESHOLD): where such blocks stay, the program holds them, or an allocator that was not recognised. Maps of
 * another allocator tell nothing about the blocks in them.
 */
export function withGrownPart(
  said: Judgement,
  { part, bytes }: GrownPart,
  kept: number,
  allocator: string | undefined,
): Judgement {
  if (HEALTHY.includes(said.profile)) return said;
  if (part === 'file' && bytes >= MOST * kept) return withFiles(said, circumstances.filesMapped(bytes, kept));
  const own = allocator === undefined || allocator === 'system' || allocator === 'unknown';
  const name = own || !MAPPED.includes(part) ? PARTS[part] : `what ${allocator} mapped`;
  const [first, ...rest] = said.reasons;
  const grew = [...(first === undefined ? [] : [first]), circumstances.whatGrew(name, bytes)];
  const held = allocator === 'system' && part === 'large' && bytes >= MOST * kept;
  if (said.profile !== 'stair-step' || !held) return { ...said, reasons: [...grew, ...rest] };
  return judgement('inconclusive', UNSURE, {
    steps: said.steps,
    findings: said.findings,
    reasons: [...grew, circumstances.blocksHeld()],
    missing: [demands.moreWork()],
  });
}

/** A judgement on pages of files, which no allocator holds: what fits fragmentation is none. */
function withFiles(said: Judgement, mapped: Reason): Judgement {
  const { profile, findings, reasons, confidence } = said;
  if (profile === 'stair-step' || reasons[0]?.code === 'first-burst-only') {
    return judgement('flat', confidence, { findings: [...findings, 'saturated'], reasons: [mapped] });
  }
  const others = reasons.filter(({ code }) => code !== 'undecided');
  return { ...said, reasons: [...others.slice(0, 1), mapped, ...others.slice(1)] };
}
