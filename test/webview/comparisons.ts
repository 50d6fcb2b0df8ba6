/** A comparison made up of the made-up runs: as built, jemalloc preloaded, one arena, and one that could not be run. */
import { type ComparisonEvent, encodeComparisonEvent, type TrialInfo } from '../../src/core/compare/event';
import type { Measure } from '../../src/core/compare/measure';
import type { ToPage } from '../../src/core/view/protocol';
import type { Shape } from './recordings';

const MB = 1e6;

const trial = (id: string, label: string, rest: Partial<TrialInfo>): TrialInfo => ({
  id,
  label,
  kind: 'environment',
  allocator: 'system',
  ...rest,
});

export const TRIALS: readonly { info: TrialInfo; shape?: Shape }[] = [
  { info: trial('baseline', 'As built', { kind: 'baseline' }), shape: 'stair-step' },
  {
    info: trial('preload-jemalloc', 'jemalloc preloaded', {
      kind: 'preload',
      allocator: 'jemalloc',
      snippet: 'LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libjemalloc.so.2',
      fix: 'jemalloc',
    }),
    shape: 'ragged',
  },
  {
    info: trial('one-arena', 'One arena', { env: { MALLOC_ARENA_MAX: '1' }, snippet: 'MALLOC_ARENA_MAX=1' }),
    shape: 'leak',
  },
  { info: trial('preload-mimalloc', 'mimalloc preloaded', { kind: 'preload', allocator: 'mimalloc' }) },
];

const MEASURES: Readonly<Record<Shape, Omit<Measure, 'steps'>>> = {
  'stair-step': measure('stair-step', 760, 1040, 78, 610),
  ragged: measure('ragged', 19, 662, 130, 190),
  leak: measure('leak', 646, 715, 29, 1400),
};

function measure(
  profile: Shape,
  retained: number,
  peak: number,
  rps: number,
  p99: number,
): Omit<Measure, 'steps'> {
  return {
    profile,
    baseline: 12 * MB,
    peak: peak * MB,
    retained: retained * MB,
    meanRss: ((retained + peak) / 2) * MB,
    requests: 2000,
    errors: 0,
    rps,
    p50: p99 / 3,
    p99,
    cpuSeconds: 42,
  };
}

const HEADER: ComparisonEvent = {
  kind: 'comparison',
  format: 1,
  id: '2026-11-23T09-00-00Z-compare',
  startedAt: '2026-11-23T09:00:00.000Z',
  tool: 'stairstep 0.1.0',
  service: { name: 'sample-service', manifest: 'Cargo.toml' },
  trials: TRIALS.map(({ info }) => info),
  repeats: 1,
};

/** What came of a trial. */
function outcome({ info, shape }: (typeof TRIALS)[number]): ComparisonEvent {
  if (shape) {
    return { kind: 'trial-finished', trial: info.id, repeat: 1, measure: { ...MEASURES[shape], steps: [] } };
  }
  return {
    kind: 'trial-skipped',
    trial: info.id,
    reason: 'libmimalloc.so.2 is not installed.',
    remedy: 'Install it with `apt install libmimalloc2.0`.',
  };
}

/** The text of its log while the trial of this id is recorded. */
export function comparisonUnderWay(trial: string): string {
  const before = TRIALS.slice(
    0,
    TRIALS.findIndex(({ info }) => info.id === trial),
  );
  const events: ComparisonEvent[] = [
    HEADER,
    ...TRIALS.filter(({ shape }) => !shape).map(outcome),
    ...before.map(outcome),
    { kind: 'trial-started', trial, repeat: 1, at: '2026-11-23T09:02:00.000Z' },
  ];
  return events.map(encodeComparisonEvent).join('');
}

/** The text of its log. */
export function comparisonLog(ended: 'completed' | 'cancelled' | 'not yet' = 'completed'): string {
  const events: ComparisonEvent[] = [
    HEADER,
    ...TRIALS.map(outcome),
    ...(ended === 'not yet' ? [] : [{ kind: 'finished', reason: ended } as const]),
  ];
  return events.map(encodeComparisonEvent).join('');
}

/** The trials that there is a recording of. */
export const MEASURED = TRIALS.flatMap(({ info, shape }) => (shape ? [{ info, shape }] : []));

/** What the legend says of the dots, after the runs. */
export const STAYED = 'kept after the load rested';

export type ComparisonMessage = Extract<ToPage, { type: 'comparison' }>;

/** The message with which a host opens a comparison. */
export const comparison = (options: Partial<ComparisonMessage> = {}): ComparisonMessage => ({
  type: 'comparison',
  log: comparisonLog(),
  names: MEASURED.map(({ info }) => info.label),
  trials: MEASURED.map(({ info }) => info.id),
  canApply: true,
  underWay: false,
  recording: false,
  strings: {},
  ...options,
});
