/**
 * The one language of the project. A run is a log of these events: one JSON object a line in a `.memprofile`
 * file, the same objects between engine, editor and chart. Times `t` are seconds on a monotonic clock since the
 * service was launched; sizes are bytes; latencies are milliseconds.
 */
import type { HeaderEvent } from './header';
import type { LatencyCounts } from './latency';
import type { Step, Verdict } from './verdict';

export const PHASES = ['baseline', 'burst', 'rest', 'tail'] as const;
export type PhaseName = (typeof PHASES)[number];

export const RUN_STATES = ['idle', 'building', 'starting', 'running', 'stopping', 'ended', 'failed'] as const;
export type RunStateName = (typeof RUN_STATES)[number];

export const STREAMS = ['stdout', 'stderr'] as const;
export const NOTE_LEVELS = ['info', 'warning', 'error'] as const;

export interface StateEvent {
  kind: 'state';
  t: number;
  state: RunStateName;
  /** why, where it failed or was cut short */
  reason?: string;
}

export interface PhaseEvent {
  kind: 'phase';
  t: number;
  phase: PhaseName;
  /** 1-based number of the burst; a rest carries the number of the burst before it */
  burst?: number;
  connections?: number;
}

export interface SampleEvent {
  kind: 'sample';
  t: number;
  rss: number;
  anon?: number;
  file?: number;
  shared?: number;
}

/** Which part of memory is resident, from `/proc/PID/smaps`, bytes. Linux only; a few times a run. */
export interface BreakdownEvent {
  kind: 'breakdown';
  t: number;
  /** `[heap]`, grown by brk */
  heap: number;
  /** anonymous maps inside 64 MiB-aligned regions: glibc's arenas of threads */
  arenas: number;
  /** other anonymous maps of 128 KiB and more */
  large: number;
  /** thread stacks and small anonymous maps */
  other: number;
  /** pages backed by files */
  file: number;
  /** part of the anonymous memory in transparent huge pages */
  huge: number;
  /** freed with MADV_FREE and not reclaimed yet */
  lazyFree: number;
}

/** What the load did since the event before it. */
export interface LoadEvent {
  kind: 'load';
  t: number;
  /** seconds covered */
  dt: number;
  /** answered requests, 2xx or not */
  requests: number;
  /** requests with no answer: refused, reset, timed out */
  errors: number;
  /** answers outside 2xx that the plan does not accept */
  non2xx: number;
  /** bytes sent as bodies */
  sent: number;
  p50?: number;
  p90?: number;
  p99?: number;
  /** all of this tick's, so that ticks can be added up; see latency.ts */
  latencies?: LatencyCounts;
  /** error kind -> count: `ECONNREFUSED`, `timeout`, `500`, ... */
  errorKinds?: Record<string, number>;
}

export interface OutputEvent {
  kind: 'output';
  t: number;
  stream: (typeof STREAMS)[number];
  /** one line of the service's, untrusted, cut to a bounded length */
  text: string;
}

export interface StepEvent {
  kind: 'step';
  t: number;
  status: 'provisional' | 'confirmed' | 'retracted';
  step: Step;
}

export interface VerdictEvent {
  kind: 'verdict';
  t: number;
  /** true while the run goes on */
  provisional: boolean;
  verdict: Verdict;
}

export interface NoteEvent {
  kind: 'note';
  t: number;
  level: (typeof NOTE_LEVELS)[number];
  text: string;
}

export const END_REASONS = [
  'completed',
  'interrupted',
  'service-exited',
  'memory-guard',
  'disk-full',
  'failed',
] as const;
export type EndReason = (typeof END_REASONS)[number];

export interface EndEvent {
  kind: 'end';
  t: number;
  /** `unknown` where a newer version names one that this one does not know */
  reason: EndReason | 'unknown';
  /** what a newer version wrote where `reason` is `unknown` here */
  written?: string;
  /** of the service, where it ended by itself */
  exitCode?: number;
  signal?: string;
  /** processor time that the service and the children it waited for used in the run, seconds */
  cpuSeconds?: number;
  /** of the highest sample: processes that the service had started, and the bytes in them; absent where there were none */
  childrenAtPeak?: { count: number; rss: number };
  text?: string;
}

export type RunEvent =
  | HeaderEvent
  | StateEvent
  | PhaseEvent
  | SampleEvent
  | BreakdownEvent
  | LoadEvent
  | OutputEvent
  | StepEvent
  | VerdictEvent
  | NoteEvent
  | EndEvent;
