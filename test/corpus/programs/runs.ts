/** Which behaviours of the program were recorded, under which allocators and plans. */
import { Random } from '../generator/random';

export interface Plan {
  connections: readonly number[];
  /** seconds */
  burst: number;
  rest: number;
  tail: number;
}

export interface ProgramRun {
  id: string;
  behaviour: string;
  environment: Readonly<Record<string, string>>;
  plan: Plan;
  /** factor by which bodies are larger */
  scale: number;
  seed: number;
  hz: number;
}

const LIBRARIES = '/usr/lib/x86_64-linux-gnu';
const preload = (library: string) => ({ LD_PRELOAD: `${LIBRARIES}/${library}` });
const EARLY = 'background_thread:true,dirty_decay_ms:2000,muzzy_decay_ms:0';
const ALLOCATORS = {
  glibc: {},
  'one arena': { MALLOC_ARENA_MAX: '1' },
  'fixed thresholds': { MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' },
  jemalloc: preload('libjemalloc.so.2'),
  'jemalloc, early': { ...preload('libjemalloc.so.2'), MALLOC_CONF: EARLY },
  mimalloc: preload('libmimalloc.so.2'),
  tcmalloc: preload('libtcmalloc_minimal.so.4'),
} satisfies Record<string, Record<string, string>>;

const PLANS = {
  rising: { connections: [6, 12, 24, 36, 36, 36, 36], burst: 4, rest: 4, tail: 20 },
  mixed: { connections: [20, 10, 30, 6, 30, 14, 30, 30], burst: 4, rest: 4, tail: 20 },
  falling: { connections: [32, 24, 12, 32, 32, 32], burst: 3, rest: 5, tail: 20 },
  equal: { connections: [20, 20, 20, 20, 20, 20, 20], burst: 4, rest: 5, tail: 25 },
  slow: { connections: [10, 20, 20, 20, 20], burst: 9, rest: 4, tail: 20 },
  'short rests': { connections: [8, 16, 28, 28, 28, 28, 28, 28], burst: 3, rest: 2, tail: 20 },
  'long rests': { connections: [10, 30, 30, 30, 30], burst: 4, rest: 11, tail: 25 },
} satisfies Record<string, Plan>;

type Setting = [allocator: keyof typeof ALLOCATORS, plan: keyof typeof PLANS];

const FRAGMENTING = [
  'json',
  'json-small',
  'json-mixed',
  'json-offload',
  'append',
  'rows',
  'sort',
  'mmap',
  'trim',
  'rare-export',
];
const LEAKING = [
  'leak1k',
  'leak5k',
  'leak50k',
  'leakvar',
  'leakrare',
  'leakmap',
  'leakfail',
  'leaksession',
  'json-leak',
  'intern',
];
const BOUNDED = [
  'cache-slow',
  'cache-fast',
  'cache-keys',
  'cache-sizes',
  'json-cache',
  'ttl',
  'pool-timer',
  'pool-forever',
  'conn-buffers',
  'lazy',
  'queue',
  'flat',
];
const BESIDE = [
  'flat+start',
  'rows+startfree',
  'append+start',
  'leaksession+start',
  'flat+clock',
  'json+clock',
  'rows+clock',
  'intern+startfree',
  'json+trimrest',
];

/** What was recorded after the rules had been made; no rule is made by it. */
export function heldOutRuns(): ProgramRun[] {
  const random = new Random(20_261_128);
  const of = (behaviours: string[], settings: Setting[]) =>
    behaviours.flatMap((behaviour) =>
      settings.map(([allocator, plan]) => {
        const scale = random.pick([0.5, 1, 2]);
        return {
          id: `${behaviour}, ${allocator}, ${plan}, ${scale}`,
          behaviour,
          environment: ALLOCATORS[allocator],
          plan: PLANS[plan],
          scale,
          seed: random.integer(1, 1_000_000),
          hz: random.pick([5, 10, 20, 20]),
        };
      }),
    );
  return [
    ...of(FRAGMENTING, [
      ['glibc', 'rising'],
      ['glibc', 'mixed'],
      ['glibc', 'equal'],
      ['fixed thresholds', 'slow'],
      ['jemalloc', 'falling'],
      ['mimalloc', 'rising'],
      ['tcmalloc', 'long rests'],
    ]),
    ...of(LEAKING, [
      ['glibc', 'rising'],
      ['glibc', 'mixed'],
      ['one arena', 'equal'],
      ['jemalloc', 'short rests'],
      ['mimalloc', 'falling'],
    ]),
    ...of(BOUNDED, [
      ['glibc', 'rising'],
      ['glibc', 'slow'],
      ['jemalloc, early', 'mixed'],
    ]),
    ...of(BESIDE, [
      ['glibc', 'mixed'],
      ['tcmalloc', 'equal'],
    ]),
  ];
}
