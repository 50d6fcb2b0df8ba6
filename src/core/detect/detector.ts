/**
 * What a detector takes and gives. Its stages stand in the folders beside this file, and each imports from those before
 * it only: `curve` (buckets, floor, levels), `rises` (what lasts), `bursts` (what the load left behind), `life` (all
 * facts of one life of the process), `judge` (its shape, in words) and `live` (steps while a run goes on).
 */
import type {
  BreakdownEvent,
  LoadEvent,
  PhaseEvent,
  SampleEvent,
  StepEvent,
  VerdictEvent,
} from '../run/event';
import type { Verdict } from '../run/verdict';

/** What a detector can use; other events of a run mean nothing to it. */
export type Evidence = SampleEvent | PhaseEvent | LoadEvent | BreakdownEvent;

/** Why a run ended before its plan did. */
export type CutShort = 'interrupted' | 'service-exited' | 'memory-guard' | 'disk-full' | 'failed';

/** Facts about the end of a run that the curve does not show. */
export interface Ending {
  reason?: 'completed' | CutShort;
}

export interface DetectorOptions {
  /** the cores of the machine that was measured; moves under max(1 MiB, 64 pages x cores) are noise */
  cores?: number;
  pageSize?: number;
  /** bytes; absent where there is none */
  memoryLimit?: number;
  /** the allocator in use, where it is known: for the advice, and for whether memory that stays while idle says anything */
  allocator?: string;
  /** it is known to return nothing with time: what stays long after the load is held */
  trimsOnly?: boolean;
  /** the variable of the environment by which it would be told more, such as `MALLOC_CONF` for a jemalloc that is preloaded */
  allocatorVariable?: string;
  /** what it was told by the environment, such as `_RJEM_MALLOC_CONF` -> `background_thread:true` */
  allocatorOptions?: Readonly<Record<string, string>>;
}

/** Streaming: O(1) amortised a sample, memory bounded however long the series. */
export interface Detector {
  push(evidence: Evidence): readonly (StepEvent | VerdictEvent)[];
  /** The verdict; may be called once. */
  finish(ending?: Ending): { events: readonly StepEvent[]; verdict: Verdict };
}
