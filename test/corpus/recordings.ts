/** What was recorded for the corpus: each entry says how, and why its label is right. `npm run corpus` records them. */
import type { PlanInput } from '../../src/core/plan/plan';
import type { Finding, Profile } from '../../src/core/run/verdict';

export interface Recording {
  name: string;
  /** `sample`, or a binary of the crate registry that `cargo install` puts on the PATH */
  service: 'sample' | 'dufs' | 'rustypaste';
  features?: string[];
  env?: Record<string, string>;
  /** library of the system to preload, by its soname */
  preload?: string;
  plan: PlanInput;
  label: Profile;
  /** another shape that is true of this recording as well; `why` says so. To abstain is always open and needs no entry */
  also?: Profile[];
  finding?: Finding;
  why: string;
}

const records = (from: string, to: string) => ({
  json: { payload: '$records' },
  size: { from, to, distribution: 'log-uniform' as const },
});
const post = (path: string, from = '30kB', to = '2MB') => [
  { method: 'POST' as const, path, body: records(from, to) },
];

const RAMP = [8, 16, 32, 64, 64, 64, 64];
const load: PlanInput = {
  requests: post('/widgets'),
  connections: RAMP,
  burst: { seconds: 4 },
  rest: 4,
  tail: 15,
};
const widgets: PlanInput = { ...load, health: '/health' };
const fragmentation =
  'The service keeps nothing of a request; glibc keeps what was freed in its arenas, and repeats of the largest burst reuse it.';
const retention = 'The service keeps nothing; this allocator holds its pages through the rests and the tail.';
const decay = 'The service keeps nothing and the allocator returns its pages in the rests.';

export const RECORDINGS: readonly Recording[] = [
  { name: 'widgets-glibc', service: 'sample', plan: widgets, label: 'stair-step', why: fragmentation },
  {
    name: 'widgets-glibc-small-ramp',
    service: 'sample',
    plan: { ...widgets, connections: [4, 8, 16, 24, 24, 24], rest: 6, seed: 7, hz: 10 },
    label: 'stair-step',
    why: fragmentation,
  },
  {
    name: 'widgets-glibc-equal-bursts',
    service: 'sample',
    plan: { ...widgets, connections: [48, 48, 48, 48, 48], burst: { seconds: 3 }, hz: 50 },
    label: 'stair-step',
    why: `${fragmentation} Equal bursts from the start: nearly all is kept after the first.`,
  },
  {
    name: 'widgets-glibc-requests',
    service: 'sample',
    plan: { ...widgets, burst: { requests: 300 }, connections: [8, 32, 32, 32, 32], hz: 5 },
    label: 'stair-step',
    why: fragmentation,
  },
  {
    name: 'widgets-glibc-arena-1',
    service: 'sample',
    env: { MALLOC_ARENA_MAX: '1' },
    plan: widgets,
    label: 'stair-step',
    why: 'One arena still keeps its high-water mark: the floor stays near the peak and stops rising.',
  },
  {
    name: 'widgets-glibc-pinned',
    service: 'sample',
    env: { MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' },
    plan: widgets,
    label: 'stair-step',
    why: 'Small objects fragment the arenas with the thresholds pinned, too: the floor stays near the peak.',
  },
  {
    name: 'widgets-jemalloc',
    service: 'sample',
    features: ['jemalloc'],
    plan: widgets,
    label: 'ragged',
    finding: 'not-decayed',
    why: 'Decay ticks on allocator activity, over 10 s: the floor creeps up under a ramp and is not a step.',
  },
  {
    name: 'widgets-jemalloc-background',
    service: 'sample',
    features: ['jemalloc'],
    env: { _RJEM_MALLOC_CONF: 'background_thread:true,dirty_decay_ms:3000' },
    plan: { ...widgets, connections: [8, 32, 64, 64, 64], rest: 12 },
    label: 'ragged',
    why: decay,
  },
  {
    name: 'widgets-preloaded-jemalloc',
    service: 'sample',
    preload: 'libjemalloc.so.2',
    plan: widgets,
    label: 'ragged',
    why: 'Half of each rise comes back within the rest, although decay has no thread of its own.',
  },
  {
    name: 'widgets-preloaded-mimalloc',
    service: 'sample',
    preload: 'libmimalloc.so.2',
    plan: widgets,
    label: 'ragged',
    why: 'The floor goes down as often as up (69 66 107 131 97 202 120 MB), and each burst begins by giving pages back.',
  },
  {
    name: 'widgets-preloaded-tcmalloc',
    service: 'sample',
    preload: 'libtcmalloc_minimal.so.4',
    plan: widgets,
    label: 'stair-step',
    why: `${retention} tcmalloc returns pages to the system slowly.`,
  },
  {
    name: 'leak-glibc',
    service: 'sample',
    plan: {
      ...widgets,
      requests: post('/leak', '10kB', '60kB'),
      connections: [4, 8, 8, 8, 8],
      burst: { requests: 300 },
    },
    label: 'leak',
    why: 'POST /leak keeps every body: equal bursts of requests add equal amounts, without a ceiling.',
  },
  {
    name: 'leak-jemalloc',
    service: 'sample',
    features: ['jemalloc'],
    plan: {
      ...widgets,
      requests: post('/leak', '10kB', '60kB'),
      connections: [8, 8, 8, 8, 8, 8],
      burst: { requests: 250 },
    },
    label: 'leak',
    why: 'POST /leak keeps every body, whatever the allocator.',
  },
  {
    name: 'leak-steady-rate',
    service: 'sample',
    plan: {
      ...widgets,
      requests: post('/leak', '5kB', '40kB'),
      connections: [4, 4, 4, 4, 4, 4],
      rate: 40,
      burst: { seconds: 6 },
      rest: 3,
    },
    label: 'leak',
    why: 'A constant rate of kept bodies: each burst adds the same.',
  },
  {
    name: 'leak-ramp-only',
    service: 'sample',
    plan: {
      ...widgets,
      requests: post('/leak', '10kB', '60kB'),
      connections: [2, 4, 8, 16],
      burst: { seconds: 3 },
    },
    label: 'leak',
    why: 'Keeps every body; but a ramp without equal bursts cannot prove it, so abstaining is right as well.',
  },
  {
    name: 'cache-glibc',
    service: 'sample',
    env: { CACHE_MB: '48' },
    plan: {
      ...widgets,
      requests: post('/cache', '10kB', '60kB'),
      connections: [8, 8, 8, 8, 8, 8, 8, 8],
      burst: { requests: 250 },
      rest: 3,
    },
    label: 'flat',
    finding: 'saturated',
    why: 'POST /cache keeps the newest 48 MB of bodies: it grows in proportion to the requests, then stops.',
  },
  {
    name: 'cache-jemalloc',
    service: 'sample',
    features: ['jemalloc'],
    env: { CACHE_MB: '32' },
    plan: {
      ...widgets,
      requests: post('/cache', '10kB', '60kB'),
      connections: [8, 8, 8, 8, 8, 8, 8, 8],
      burst: { requests: 250 },
      rest: 3,
    },
    label: 'flat',
    finding: 'saturated',
    why: 'As cache-glibc, with another allocator.',
  },
  {
    name: 'steady-health',
    service: 'sample',
    plan: {
      ...widgets,
      requests: [{ path: '/health' }],
      connections: [8, 16, 32, 32, 32],
      burst: { seconds: 3 },
      rest: 2,
    },
    label: 'flat',
    why: 'GET /health allocates next to nothing.',
  },
  {
    name: 'steady-small-bodies',
    service: 'sample',
    plan: {
      ...widgets,
      requests: post('/widgets', '200', '1kB'),
      connections: [4, 8, 16, 16, 16],
      rate: 200,
      burst: { seconds: 3 },
      rest: 2,
    },
    label: 'flat',
    why: 'Bodies of a kilobyte at a bounded rate move less than the noise of the counters.',
  },
  {
    name: 'leak-glibc-busy-ramp',
    service: 'sample',
    plan: { ...widgets, requests: post('/leak', '200', '2kB') },
    label: 'leak',
    why: 'POST /leak keeps every body, as many as a busy machine takes: bursts of the same connections answer unlike numbers.',
  },
  {
    name: 'leak-beside-widgets-glibc',
    service: 'sample',
    env: { SLEEP_MS: '20' },
    plan: {
      ...widgets,
      requests: [...post('/widgets', '20kB', '400kB'), { ...post('/leak', '2kB', '6kB')[0], weight: 4 }],
      connections: [8, 16, 32, 32, 32, 32, 32],
    },
    label: 'leak',
    also: ['stair-step'],
    why: 'POST /leak keeps every body; beside it fragmentation leaves steps that may hold more in so short a run.',
  },
  {
    name: 'cache-first-burst-glibc',
    service: 'sample',
    env: { CACHE_MB: '20' },
    plan: {
      ...widgets,
      requests: post('/cache', '10kB', '60kB'),
      connections: [8, 8, 8, 8, 8, 8],
      rate: 200,
    },
    label: 'flat',
    also: ['stair-step'],
    why: 'POST /cache is full with the first burst, which looks like a heap that holds enough for all later ones.',
  },
  {
    name: 'widgets-glibc-ramp-only',
    service: 'sample',
    plan: { ...widgets, connections: [4, 8, 16, 32, 64] },
    label: 'inconclusive',
    also: ['stair-step'],
    why: 'A ramp by itself cannot tell fragmentation from a leak; fragmentation it was.',
  },
  {
    name: 'one-burst-glibc',
    service: 'sample',
    plan: { ...widgets, connections: [32], tail: 10 },
    label: 'inconclusive',
    also: ['stair-step'],
    why: 'One burst cannot tell fragmentation from a leak. Without its load, one rise that lasts is a step, and fragmentation it was.',
  },
  {
    name: 'dufs-uploads-glibc',
    service: 'dufs',
    plan: {
      ...widgets,
      health: '/',
      requests: [
        {
          method: 'PUT',
          path: '/upload.bin',
          body: { text: true, size: { from: '100kB', to: '4MB', distribution: 'log-uniform' } },
        },
      ],
    },
    label: 'ragged',
    why: 'dufs streams uploads to disk and holds a buffer a connection: 5 MB rise to 105 MB and come back to 16 MB.',
  },
  {
    name: 'dufs-downloads-glibc',
    service: 'dufs',
    plan: {
      ...widgets,
      health: '/',
      requests: [{ path: '/' }],
      connections: [8, 16, 32, 32, 32],
      burst: { seconds: 3 },
    },
    label: 'ragged',
    also: ['flat'],
    why: 'A short listing a request, made and freed: 6 MB rise to 14 MB and come back to 10 MB, which may be called little.',
  },
  {
    name: 'rustypaste-uploads-glibc',
    service: 'rustypaste',
    plan: {
      ...load,
      requests: [1, 2, 3, 4].map((n) => ({
        method: 'POST' as const,
        path: '/',
        headers: { 'content-type': 'multipart/form-data; boundary=stairstep' },
        body: { file: `upload-${n}.txt` },
      })),
      connections: [4, 8, 16, 32, 32, 32, 32],
    },
    label: 'ragged',
    why: 'rustypaste collects an upload in memory before it writes it; glibc maps most by itself and gives it back: the floor falls as often as it rises (31 25 34 77 96 55 60 MB).',
  },
  {
    name: 'rustypaste-uploads-preloaded-jemalloc',
    service: 'rustypaste',
    preload: 'libjemalloc.so.2',
    plan: {
      ...load,
      requests: [1, 2, 3, 4].map((n) => ({
        method: 'POST' as const,
        path: '/',
        headers: { 'content-type': 'multipart/form-data; boundary=stairstep' },
        body: { file: `upload-${n}.txt` },
      })),
      connections: [4, 8, 16, 32, 32, 32],
    },
    label: 'ragged',
    finding: 'not-decayed',
    why: 'As above. Idle jemalloc holds its pages through rests and tail, and gives up to half of them back as the next burst begins (76 to 44 MB, 81 to 54 MB).',
  },
];
