/** A comparison made up of the made-up runs: as built, jemalloc preloaded, one arena, and one that could not be run. */
import { type ComparisonEvent, encodeComparisonEvent, type TrialInfo } from '../../src/core/compare/event';
import type { Measure } from '../../src/core/compare/measure';
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

/** The text of its log. */
export function comparisonLog(ended: 'completed' | 'cancelled' | 'not yet' = 'completed'): string {
  const events: ComparisonEvent[] = [
    {
      kind: 'comparison',
      format: 1,
      id: '2026-11-23T09-00-00Z-compare',
      startedAt: '2026-11-23T09:00:00.000Z',
      tool: 'stairstep 0.1.0',
      service: { name: 'sample-service', manifest: 'Cargo.toml' },
      trials: TRIALS.map(({ info }) => info),
      repeats: 1,
    },
    ...TRIALS.map(
      ({ info, shape }): ComparisonEvent =>
        shape
          ? { kind: 'trial-finished', trial: info.id, repeat: 1, measure: { ...MEASURES[shape], steps: [] } }
          : {
              kind: 'trial-skipped',
              trial: info.id,
              reason: 'libmimalloc.so.2 is not installed.',
              remedy: 'Install it with `apt install libmimalloc2.0`.',
            },
    ),
    ...(ended === 'not yet' ? [] : [{ kind: 'finished', reason: ended } as const]),
  ];
  return events.map(encodeComparisonEvent).join('');
}
