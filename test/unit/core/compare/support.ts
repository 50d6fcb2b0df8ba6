import { compareTrials } from '../../../../src/core/compare/comparison';
import {
  COMPARISON_FORMAT,
  type ComparisonEvent,
  type ComparisonHeader,
  type TrialInfo,
} from '../../../../src/core/compare/event';
import { ComparisonFold } from '../../../../src/core/compare/fold';
import type { Measure } from '../../../../src/core/compare/measure';

export const MB = 1e6;

export const AS_BUILT: TrialInfo = {
  id: 'as-built',
  label: 'as built',
  kind: 'baseline',
  allocator: 'system',
};
export const PRELOAD: TrialInfo = {
  id: 'preload-jemalloc',
  label: 'jemalloc, preloaded',
  kind: 'preload',
  allocator: 'jemalloc',
  snippet: 'LD_PRELOAD=/usr/lib/libjemalloc.so.2',
  fix: 'jemalloc',
};
export const ONE_ARENA: TrialInfo = {
  id: 'arena-max-1',
  label: 'glibc, one arena',
  kind: 'environment',
  allocator: 'system',
  env: { MALLOC_ARENA_MAX: '1' },
  snippet: 'MALLOC_ARENA_MAX=1',
};
export const PINNED: TrialInfo = {
  id: 'pinned-thresholds',
  label: 'glibc, thresholds pinned',
  kind: 'environment',
  allocator: 'system',
  env: { MALLOC_MMAP_THRESHOLD_: '131072' },
};
export const FIX: TrialInfo = {
  id: 'fix-jemalloc',
  label: 'jemalloc, built in',
  kind: 'fix',
  allocator: 'jemalloc',
  fix: 'jemalloc',
};

/** A measure of a stair-step that serves 100 requests a second, with some figures of its own. */
export function measure(retained: number, own: Partial<Measure> = {}): Measure {
  return {
    profile: 'stair-step',
    baseline: 10 * MB,
    peak: 1000 * MB,
    retained,
    meanRss: 600 * MB,
    requests: 3000,
    errors: 0,
    rps: 100,
    p50: 200,
    p99: 600,
    cpuSeconds: 40,
    steps: [],
    ...own,
  };
}

export function header(trials: TrialInfo[], repeats = 1): ComparisonHeader {
  return {
    kind: 'comparison',
    format: COMPARISON_FORMAT,
    id: '20261123-083000-test',
    startedAt: '2026-11-23T08:30:00.000Z',
    tool: 'stairstep test',
    service: { name: 'sample-service', manifest: 'Cargo.toml' },
    trials,
    repeats,
  };
}

/** A comparison that has measured these, in this order. */
export function compared(...rows: [TrialInfo, ...Measure[]][]) {
  return compareTrials(
    foldOf(
      header(rows.map(([trial]) => trial)),
      rows.flatMap(([trial, ...measures]) =>
        measures.map((one, i) => ({
          kind: 'trial-finished',
          trial: trial.id,
          repeat: i + 1,
          measure: one,
        })),
      ),
    ),
  );
}

export function foldOf(head: ComparisonHeader, events: ComparisonEvent[]) {
  const fold = new ComparisonFold();
  for (const event of [head, ...events]) fold.push(event);
  return Object.assign(fold, { header: head });
}
