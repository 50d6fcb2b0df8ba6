/** The allocators we know. Adding one is adding an entry: its name, and all that is told by it, follow. */
import type { AllocatorEntry } from './entry';

/** Names of jemalloc's options, apart by white space. */
const JEMALLOC_OPTIONS = `
  abort abort_conf background_thread cache_oblivious confirm_conf dirty_decay_ms dss
  experimental_infallible_new junk lg_extent_max_active_fit lg_tcache_max lg_tcache_nslots_mul
  max_background_threads metadata_thp muzzy_decay_ms narenas oversize_threshold percpu_arena retain slabs
  stats_print stats_print_opts tcache tcache_max thp trust_madvise xmalloc hpa hpa_dirty_mult
  hpa_hugification_threshold hpa_slab_max_alloc utrace zero zero_realloc prof prof_accum prof_active
  prof_final prof_gdump prof_leak prof_prefix lg_prof_sample lg_prof_interval prof_thread_active_init
`;

const JEMALLOC = {
  name: 'jemalloc',
  title: 'jemalloc',
  crate: {
    name: 'tikv-jemallocator',
    type: 'Jemalloc',
    version: '0.7.0',
    siblings: ['tikv-jemalloc-sys', 'tikv-jemalloc-ctl'],
    spaceless: true,
    cfg: 'not(target_env = "msvc")',
  },
  legacy: [
    {
      name: 'jemallocator',
      type: 'Jemalloc',
      version: '0.5.4',
      siblings: ['jemalloc-sys', 'jemalloc-ctl'],
      cfg: 'not(target_env = "msvc")',
    },
  ],
  preload: { files: ['libjemalloc.so.2', 'libjemalloc.so.1'], debian: ['libjemalloc2'] },
  options: {
    kind: 'pairs',
    variable: '_RJEM_MALLOC_CONF',
    symbol: '_rjem_malloc_conf',
    unprefixed: {
      feature: 'unprefixed_malloc_on_supported_platforms',
      variable: 'MALLOC_CONF',
      symbol: 'malloc_conf',
    },
    names: JEMALLOC_OPTIONS.trim().split(/\s+/),
    manual: 'https://jemalloc.net/jemalloc.3.html#opt.abort',
  },
  environment: /^_RJEM_MALLOC_CONF$|^MALLOC_CONF$/,
  symbols: /^(_rjem_|_rjem_je_|je_)(malloc|mallocx|mallctl|sdallocx)$|^mallctl$/,
  strings: ['<jemalloc>: ', '_RJEM_MALLOC_CONF'],
  // `5.3.1-0-g81034ce1f1373e37dc865038e1bc8eeecf559ce8`
  version: /\0(\d+\.\d+\.\d+)-\d+-g[0-9a-f]{40}\0/,
  library: /^libjemalloc(\b|_)/,
} as const satisfies AllocatorEntry<string>;

const MIMALLOC = {
  name: 'mimalloc',
  title: 'mimalloc',
  crate: {
    name: 'mimalloc',
    type: 'MiMalloc',
    version: '0.1.52',
    siblings: ['libmimalloc-sys'],
  },
  legacy: [
    { name: 'mimalloc-rust', type: 'GlobalMiMalloc', version: '0.2.1', siblings: [] },
    { name: 'mimallocator', type: 'Mimalloc', version: '0.1.3', siblings: [] },
  ],
  preload: {
    files: ['libmimalloc.so.3', 'libmimalloc.so.2', 'libmimalloc.so'],
    debian: ['libmimalloc3', 'libmimalloc2.0'],
  },
  options: {
    kind: 'variables',
    variables: {
      purge_delay: 'MIMALLOC_PURGE_DELAY',
      arena_eager_commit: 'MIMALLOC_ARENA_EAGER_COMMIT',
      purge_decommits: 'MIMALLOC_PURGE_DECOMMITS',
      allow_large_os_pages: 'MIMALLOC_ALLOW_LARGE_OS_PAGES',
      allow_thp: 'MIMALLOC_ALLOW_THP',
      reserve_huge_os_pages: 'MIMALLOC_RESERVE_HUGE_OS_PAGES',
      verbose: 'MIMALLOC_VERBOSE',
      show_stats: 'MIMALLOC_SHOW_STATS',
    },
  },
  environment: /^MIMALLOC_/,
  symbols: /^mi_(malloc|malloc_aligned|heap_malloc|free|process_init)$/,
  strings: ['mimalloc: '],
  library: /^libmimalloc\b/,
} as const satisfies AllocatorEntry<string>;

const SNMALLOC = {
  name: 'snmalloc',
  title: 'snmalloc',
  crate: { name: 'snmalloc-rs', type: 'SnMalloc', version: '0.7.6', siblings: ['snmalloc-sys'] },
  legacy: [],
  preload: { files: ['libsnmallocshim.so'], debian: [] },
  symbols: /^sn_(rust_)?(alloc|malloc|dealloc)|^_ZN8snmalloc/,
  strings: ['N8snmalloc'],
  library: /^libsnmallocshim/,
} as const satisfies AllocatorEntry<string>;

const TCMALLOC = {
  name: 'tcmalloc',
  title: 'tcmalloc',
  legacy: [
    { name: 'tcmalloc', type: 'TCMalloc', version: '0.3.0', siblings: [] },
    { name: 'tcmalloc-better', type: 'TCMalloc', version: '0.1.0', siblings: [] },
  ],
  preload: {
    files: ['libtcmalloc_minimal.so.4', 'libtcmalloc.so.4'],
    debian: ['libtcmalloc-minimal4', 'libtcmalloc-minimal4t64'],
  },
  environment: /^TCMALLOC_/,
  symbols: /^(tc_malloc|TCMallocInternalMalloc|BridgeTCMallocInternalMalloc)/,
  strings: ['tcmalloc: '],
  library: /^libtcmalloc/,
} as const satisfies AllocatorEntry<string>;

const SYSTEM = {
  name: 'system',
  title: "the system's allocator (glibc)",
  legacy: [],
  options: {
    kind: 'variables',
    variables: {
      arena_max: 'MALLOC_ARENA_MAX',
      arena_test: 'MALLOC_ARENA_TEST',
      mmap_threshold: 'MALLOC_MMAP_THRESHOLD_',
      trim_threshold: 'MALLOC_TRIM_THRESHOLD_',
      top_pad: 'MALLOC_TOP_PAD_',
      mmap_max: 'MALLOC_MMAP_MAX_',
      perturb: 'MALLOC_PERTURB_',
    },
  },
  trimsOnly: true,
  environment: /^(MALLOC_(?!CONF$)[A-Z_]+|GLIBC_TUNABLES)$/,
  symbols: /^$/,
  strings: [],
  library: /^(libc[.-]|ld-musl)/,
} as const satisfies AllocatorEntry<string>;

/** In the order in which they are tried. */
export const ENTRIES = [JEMALLOC, MIMALLOC, SNMALLOC, TCMALLOC, SYSTEM] as const;
