/** Everything that is particular to one allocator. Adding an allocator is adding an entry. */
import type { AllocatorName } from './allocator';

/** A crate that offers an allocator as a `GlobalAlloc` type. */
export interface AllocatorCrate {
  /** name on crates.io */
  name: string;
  /** the type's last path segment, also a unit value: `Jemalloc` */
  type: string;
  /** newest version at the time of writing; used where the registry cannot be reached */
  version: string;
  /** crates that share its native library, and so must be of the same version */
  siblings: readonly string[];
  /** platforms it builds on, as a cfg predicate; absent where it builds everywhere Rust's std does */
  cfg?: string;
}

/** A shared library that replaces malloc when preloaded. */
export interface PreloadLibrary {
  /** file names, newest first */
  files: readonly string[];
  /** Debian packages that bring it, newest first */
  debian: readonly string[];
}

/** How run-time options are written. */
export type OptionSyntax =
  /** one variable with `name:value` pairs, or an exported C string */
  | {
      kind: 'pairs';
      variable: string;
      symbol: string;
      /** both, where the crate is built with this feature */
      unprefixed: { feature: string; variable: string; symbol: string };
      names: readonly string[];
    }
  /** a variable an option */
  | { kind: 'variables'; variables: Readonly<Record<string, string>> };

export interface AllocatorEntry {
  name: AllocatorName;
  title: string;
  /** the crate that a fix adds */
  crate?: AllocatorCrate;
  /** older crates of the same allocator: recognised, never added */
  legacy: readonly AllocatorCrate[];
  preload?: PreloadLibrary;
  options?: OptionSyntax;
  /** names of symbols in a binary that has it built in, and strings that stay in a stripped one */
  symbols: RegExp;
  strings: readonly string[];
  /** matched against the file name of a mapped library */
  library: RegExp;
}

const JEMALLOC_OPTIONS = [
  ...['abort', 'abort_conf', 'background_thread', 'cache_oblivious', 'confirm_conf', 'dirty_decay_ms', 'dss'],
  ...[
    'experimental_infallible_new',
    'junk',
    'lg_extent_max_active_fit',
    'lg_tcache_max',
    'lg_tcache_nslots_mul',
  ],
  ...[
    'max_background_threads',
    'metadata_thp',
    'muzzy_decay_ms',
    'narenas',
    'oversize_threshold',
    'percpu_arena',
  ],
  ...[
    'retain',
    'slabs',
    'stats_print',
    'stats_print_opts',
    'tcache',
    'tcache_max',
    'thp',
    'trust_madvise',
    'xmalloc',
  ],
  ...[
    'hpa',
    'hpa_dirty_mult',
    'hpa_hugification_threshold',
    'hpa_slab_max_alloc',
    'utrace',
    'zero',
    'zero_realloc',
  ],
  ...[
    'prof',
    'prof_accum',
    'prof_active',
    'prof_final',
    'prof_gdump',
    'prof_leak',
    'prof_prefix',
    'lg_prof_sample',
  ],
  ...['lg_prof_interval', 'prof_thread_active_init'],
];

const JEMALLOC: AllocatorEntry = {
  name: 'jemalloc',
  title: 'jemalloc',
  crate: {
    name: 'tikv-jemallocator',
    type: 'Jemalloc',
    version: '0.7.0',
    siblings: ['tikv-jemalloc-sys', 'tikv-jemalloc-ctl'],
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
    names: JEMALLOC_OPTIONS,
  },
  symbols: /^(_rjem_|_rjem_je_|je_)(malloc|mallocx|mallctl|sdallocx)$|^mallctl$/,
  strings: ['<jemalloc>: ', '_RJEM_MALLOC_CONF'],
  library: /^libjemalloc(\b|_)/,
};

const MIMALLOC: AllocatorEntry = {
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
  symbols: /^mi_(malloc|malloc_aligned|heap_malloc|free|process_init)$/,
  strings: ['mimalloc: '],
  library: /^libmimalloc\b/,
};

const SNMALLOC: AllocatorEntry = {
  name: 'snmalloc',
  title: 'snmalloc',
  crate: { name: 'snmalloc-rs', type: 'SnMalloc', version: '0.7.6', siblings: ['snmalloc-sys'] },
  legacy: [],
  preload: { files: ['libsnmallocshim.so'], debian: [] },
  symbols: /^sn_(rust_)?(alloc|malloc|dealloc)|^_ZN8snmalloc/,
  strings: ['N8snmalloc'],
  library: /^libsnmallocshim/,
};

const TCMALLOC: AllocatorEntry = {
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
  symbols: /^(tc_malloc|TCMallocInternalMalloc|BridgeTCMallocInternalMalloc)/,
  strings: ['tcmalloc: '],
  library: /^libtcmalloc/,
};

const SYSTEM: AllocatorEntry = {
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
  symbols: /^$/,
  strings: [],
  library: /^(libc[.-]|ld-musl)/,
};

/** The allocators we know, in the order in which they are tried. */
export const CATALOGUE: readonly AllocatorEntry[] = [JEMALLOC, MIMALLOC, SNMALLOC, TCMALLOC, SYSTEM];

/** The entry of a name; undefined for `unknown`. */
export function allocatorEntry(name: string): AllocatorEntry | undefined {
  return CATALOGUE.find((entry) => entry.name === name);
}

/** Names that a fix can put into a manifest. */
export function fixableAllocators(): AllocatorName[] {
  return CATALOGUE.filter((entry) => entry.crate !== undefined).map((entry) => entry.name);
}

/** Which allocator a crate offers, by its name on crates.io. */
export function allocatorOfCrate(
  crate: string,
): { entry: AllocatorEntry; crate: AllocatorCrate } | undefined {
  for (const entry of CATALOGUE) {
    const found = [...(entry.crate ? [entry.crate] : []), ...entry.legacy].find(
      (known) => known.name === crate,
    );
    if (found) return { entry, crate: found };
  }
  return undefined;
}

/** Variables that the allocator reads, out of an environment. */
export function optionsFromEnvironment(
  name: AllocatorName,
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const wanted: Readonly<Partial<Record<AllocatorName, RegExp>>> = {
    jemalloc: /^_RJEM_MALLOC_CONF$|^MALLOC_CONF$/,
    mimalloc: /^MIMALLOC_/,
    tcmalloc: /^TCMALLOC_/,
    system: /^(MALLOC_[A-Z_]+|GLIBC_TUNABLES)$/,
  };
  const pattern = wanted[name];
  const found: Record<string, string> = {};
  for (const [key, value] of Object.entries(env)) {
    if (value !== undefined && pattern?.test(key) && !(name === 'system' && key === 'MALLOC_CONF'))
      found[key] = value;
  }
  return found;
}
