/** A run as the JSON of `stairstep profile --json`: a stable interface, to which keys may be added. */

import type { RunFold } from '../core/run/fold';
import type { HeaderEvent } from '../core/run/header';
import { loadTotals } from '../core/run/load-totals';
import type { Profile, Reason, Step, Verdict } from '../core/run/verdict';
import { allocatorLabel, leakPace } from './words';

export interface StepJson {
  /** indices of samples */
  start: number;
  end: number;
  /** bytes */
  delta: number;
  start_s: number;
  end_s: number;
  given_back: number | null;
  burst: number | null;
  connections: number | null;
}

export interface VerdictJson {
  class: Profile;
  steps: StepJson[];
  confidence: number;
  reasons: string[];
  missing: string[];
  findings: string[];
  next: string;
  /** the reasons again, with their numbers by name */
  evidence: Reason[];
  baseline: number;
  peak: number;
  retained: number;
  /** bytes, once warmed up, of a `leak` whose load is known; else null: growth that ends has no pace */
  growth_per_1000_requests: number | null;
}

export interface AllocatorJson {
  /** name alone: `system`, `jemalloc` */
  allocator: string | null;
  /** with its version and its options, as the reports have it: `system (glibc 2.36), MALLOC_ARENA_MAX=1` */
  allocator_label: string | null;
  /** options from the environment that it reads, by variable */
  allocator_options: Record<string, string>;
}

export interface RunJson extends Partial<VerdictJson>, AllocatorJson {
  /** path of the file; null where nothing was recorded */
  run: string | null;
  service: string | null;
  started_at: string | null;
  samples: number;
  seconds: number;
  /** of the peak: processes that the service had started, and bytes in them; null where there were none */
  children: { count: number; bytes: number } | null;
  /** why it ended; null where the recording has no end */
  ended: string | null;
  load: LoadJson | null;
}

export interface LoadJson {
  /** answered ones */
  requests: number;
  /** no answer, or one outside 2xx that the plan does not accept */
  errors: number;
  rps: number;
  p50_ms: number | null;
  p99_ms: number | null;
}

function stepJson(step: Step): StepJson {
  return {
    start: step.startIndex,
    end: step.endIndex,
    delta: step.kept,
    start_s: step.start,
    end_s: step.end,
    given_back: step.givenBack ?? null,
    burst: step.burst ?? null,
    connections: step.connections ?? null,
  };
}

/** A verdict as `stairstep classify` prints it. */
export function verdictJson(verdict: Verdict): VerdictJson {
  return {
    class: verdict.profile,
    steps: verdict.steps.map(stepJson),
    confidence: verdict.confidence,
    reasons: verdict.reasons.map(({ text }) => text),
    missing: verdict.missing.map(({ text }) => text),
    findings: verdict.findings,
    next: verdict.next,
    evidence: verdict.reasons,
    baseline: verdict.baseline,
    peak: verdict.peak,
    retained: verdict.retained,
    growth_per_1000_requests: leakPace(verdict) ?? null,
  };
}

/** A run as `stairstep profile` and `report` print it. */
export function runJson(run: RunFold, path: string | null): RunJson {
  const { header, verdict, samples, loads, end } = run;
  return {
    run: path,
    ...(verdict && verdictJson(verdict)),
    load: loads.length === 0 ? null : loadJson(run),
    service: header?.service.name ?? null,
    ...allocatorJson(header),
    // of a series from elsewhere it may not be known
    started_at: header?.startedAt || null,
    samples: samples.length,
    seconds: run.now,
    children: end?.childrenAtPeak ? { count: end.childrenAtPeak.count, bytes: end.childrenAtPeak.rss } : null,
    ended: end?.reason ?? null,
  };
}

/** The allocator of a recording as every JSON of one names it. */
export function allocatorJson(header: HeaderEvent | undefined): AllocatorJson {
  const known = header?.imported ? undefined : header;
  return {
    allocator: known?.allocator.name ?? null,
    allocator_label: known ? allocatorLabel(known) : null,
    allocator_options: known?.allocator.options ?? {},
  };
}

function loadJson(run: RunFold): LoadJson {
  const { requests, errors, non2xx, rps, p50, p99 } = loadTotals(run);
  return {
    requests,
    errors: errors + non2xx,
    rps: Math.round(rps * 100) / 100,
    p50_ms: p50 ?? null,
    p99_ms: p99 ?? null,
  };
}
