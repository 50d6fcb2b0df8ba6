/** The trials of a comparison, as data: adding one is adding an entry. */
import type { AllocatorName } from '../allocator/allocator';
import { hasFeature, preloadable, type Trial, type TrialFacts, tunableGlibc } from './trial';

/** jemalloc gives pages back while the service idles, after 3 s. */
const EAGER_DECAY = 'background_thread:true,dirty_decay_ms:3000';
/** Where jemalloc reads its options that was built with the prefix of its crate. */
const PREFIXED = '_RJEM_MALLOC_CONF';
const PINNED = `${128 * 1024}`;

function preloadTrial(allocator: AllocatorName): Trial {
  return {
    id: `preload-${allocator}`,
    label: `${allocator}, preloaded`,
    kind: 'preload',
    detail: 'The library of the system, put in by LD_PRELOAD. No build.',
    applies: (facts) => preloadable(allocator, facts),
    change: ({ libraries }) => ({ allocator, env: {}, ...preloadOf(libraries[allocator]) }),
    fix: allocator,
  };
}

function preloadOf(path: string | undefined): { preload?: string } {
  return path === undefined ? {} : { preload: path };
}

function glibcTrial(id: string, label: string, detail: string, env: Record<string, string>): Trial {
  return {
    id,
    label,
    kind: 'environment',
    detail,
    applies: tunableGlibc,
    change: () => ({ allocator: 'system', env }),
  };
}

function fixTrial(id: string, allocator: AllocatorName, env: Record<string, string>): Trial {
  const tuned = Object.keys(env).length > 0;
  return {
    id,
    label: `${allocator}, built in${tuned ? ', giving back early' : ''}`,
    kind: 'fix',
    detail: 'The fix, applied and built in a scratch copy. Your files stay as they are.',
    applies: ({ fixes }) =>
      fixes[allocator] ?? {
        reason: `${allocator} cannot be put into this package.`,
        remedy: 'Run stairstep fix to see why.',
      },
    change: () => ({ allocator, env, fix: allocator }),
    fix: allocator,
  };
}

/** In the order in which they are offered. The first is the reference. */
export const TRIALS: readonly Trial[] = [
  {
    id: 'as-built',
    label: 'as built',
    kind: 'baseline',
    detail: 'The service as it is: what the others are measured against.',
    applies: () => true,
    change: ({ allocator }) => ({ allocator, env: {} }),
  },
  preloadTrial('jemalloc'),
  {
    ...preloadTrial('jemalloc'),
    id: 'preload-jemalloc-eager',
    label: 'jemalloc, preloaded, giving back early',
    detail: 'With its background thread and a decay of 3 s.',
    change: ({ libraries }) => ({
      allocator: 'jemalloc',
      env: { MALLOC_CONF: EAGER_DECAY },
      ...preloadOf(libraries.jemalloc),
    }),
  },
  preloadTrial('mimalloc'),
  preloadTrial('tcmalloc'),
  glibcTrial('arena-max-1', 'glibc, one arena', 'All threads share one arena of glibc.', {
    MALLOC_ARENA_MAX: '1',
  }),
  glibcTrial('arena-max-2', 'glibc, two arenas', 'All threads share two arenas of glibc.', {
    MALLOC_ARENA_MAX: '2',
  }),
  glibcTrial(
    'pinned-thresholds',
    'glibc, thresholds pinned',
    'Blocks of 128 KiB and more are mapped by themselves, always, and given back when freed.',
    { MALLOC_MMAP_THRESHOLD_: PINNED, MALLOC_TRIM_THRESHOLD_: PINNED },
  ),
  {
    id: 'jemalloc-eager',
    label: 'jemalloc as built, giving back early',
    kind: 'environment',
    detail: 'With its background thread and a decay of 3 s.',
    applies: ({ allocator }) =>
      allocator === 'jemalloc' || {
        reason: `The service runs with ${allocator} as built, which does not read jemalloc's options.`,
        remedy: 'Compare jemalloc preloaded, as a feature or as a fix, each of which has such a trial.',
      },
    change: ({ variable = PREFIXED }) => ({ allocator: 'jemalloc', env: { [variable]: EAGER_DECAY } }),
  },
  {
    id: 'feature',
    label: 'built with its feature',
    kind: 'feature',
    detail: 'Built with the cargo feature of the package that brings an allocator.',
    applies: hasFeature,
    change: ({ feature }) => ({
      allocator: feature?.allocator ?? 'unknown',
      env: {},
      ...(feature && { features: feature.names }),
    }),
  },
  {
    id: 'feature-eager',
    label: 'built with its feature, giving back early',
    kind: 'feature',
    detail: 'With its background thread and a decay of 3 s.',
    applies: (facts) => {
      const refusal = hasFeature(facts);
      if (refusal !== true || facts.feature?.allocator === 'jemalloc') return refusal;
      return {
        reason: `The feature ${facts.feature?.names.join(', ')} brings ${facts.feature?.allocator}, not jemalloc.`,
        remedy: 'Compare the feature without these options.',
      };
    },
    change: ({ feature }) => ({
      allocator: 'jemalloc',
      env: { [PREFIXED]: EAGER_DECAY },
      ...(feature && { features: feature.names }),
    }),
  },
  fixTrial('fix-jemalloc', 'jemalloc', {}),
  fixTrial('fix-jemalloc-eager', 'jemalloc', { [PREFIXED]: EAGER_DECAY }),
  fixTrial('fix-mimalloc', 'mimalloc', {}),
];

/** First that applies of each list runs by default, beside the service as built. */
const BY_DEFAULT = [
  'preload-jemalloc',
  'preload-mimalloc',
  'preload-tcmalloc',
  'jemalloc-eager',
  'feature',
  'fix-jemalloc',
];

/** The trials that run where none are named: as built, and the cheapest with another allocator. */
export function defaultTrials(facts: TrialFacts): Trial[] {
  const other = BY_DEFAULT.map((id) => TRIALS.find((trial) => trial.id === id)).find(
    (trial) => trial?.applies(facts) === true,
  );
  return [...TRIALS.slice(0, 1), ...(other ? [other] : [])];
}
