/** What a trial of a comparison is, and when one cannot run. */
import type { AllocatorName } from '../allocator/allocator';
import { allocatorEntry } from '../allocator/catalogue';

/** Why something cannot be had, and what to do about it. */
export interface Obstacle {
  reason: string;
  remedy: string;
}

/** What is known of the service before its trials. */
export interface TrialFacts {
  /** as Node names it: `linux`, `darwin`, `win32` */
  platform: string;
  /** of the binary as built */
  libc: 'glibc' | 'musl' | 'unknown';
  dynamic: boolean;
  /** allocator that the binary has as built */
  allocator: AllocatorName;
  /** of the environment, that this one reads its options from, where it can be told */
  variable?: string;
  /** allocator -> path of the library that can be preloaded */
  libraries: Readonly<Partial<Record<AllocatorName, string>>>;
  /** a cargo feature, off as built, that brings an allocator, and why that cannot be built here */
  feature?: { names: readonly string[]; allocator: AllocatorName; obstacle?: Obstacle };
  /** allocator -> whether `stairstep fix` can put it in, or why not */
  fixes: Readonly<Partial<Record<AllocatorName, true | Obstacle>>>;
}

/** What a trial changes against the service as built. */
export interface TrialChange {
  allocator: AllocatorName;
  env: Record<string, string>;
  /** path of the library to preload */
  preload?: string;
  /** cargo features to build with, beside the plan's */
  features?: readonly string[];
  /** allocator to apply as a fix in a scratch copy */
  fix?: AllocatorName;
}

export interface Trial {
  id: string;
  label: string;
  kind: 'baseline' | 'environment' | 'preload' | 'feature' | 'fix';
  /** one line for a list */
  detail: string;
  applies(facts: TrialFacts): true | Obstacle;
  /** only where it applies */
  change(facts: TrialFacts): TrialChange;
  /** the allocator of the change of code that does the same for good */
  fix?: AllocatorName;
}

/** Whether the library of an allocator would take effect when preloaded, and is there. */
export function preloadable(allocator: AllocatorName, facts: TrialFacts): true | Obstacle {
  const title = allocatorEntry(allocator)?.title ?? allocator;
  if (facts.platform !== 'linux') {
    return {
      reason: 'Preloading an allocator is only tried on Linux.',
      remedy: 'Compare the fix instead: it is built in.',
    };
  }
  if (facts.allocator !== 'system') {
    const own = facts.allocator === 'unknown' ? 'an allocator' : facts.allocator;
    return {
      reason: `The binary has ${own} built in, which does not call malloc: a preloaded ${title} would have no effect.`,
      remedy: `Compare the options of ${own}, or build without it.`,
    };
  }
  if (!facts.dynamic) {
    return {
      reason: 'The binary is static: there is no dynamic linker to preload a library.',
      remedy: 'Build it for a -gnu target without crt-static, or compare the fix.',
    };
  }
  if (facts.libc !== 'glibc') {
    return {
      reason: 'The binary is not linked against glibc, and the libraries at hand are built for it.',
      remedy: 'Build it for a -gnu target, or compare the fix.',
    };
  }
  if (facts.libraries[allocator] !== undefined) return true;
  const preload = allocatorEntry(allocator)?.preload;
  return {
    reason: `${preload?.files[0] ?? title} is not installed.`,
    remedy: `On Debian and Ubuntu: sudo apt-get install ${preload?.debian.at(-1) ?? title}`,
  };
}

/** Whether glibc's allocator serves the binary, and so reads its tunables. */
export function tunableGlibc({ platform, libc, allocator }: TrialFacts): true | Obstacle {
  if (platform === 'linux' && allocator === 'system' && libc === 'glibc') return true;
  return {
    reason: `Only glibc's allocator reads this, and the service runs with ${allocator === 'system' ? 'a static or another libc' : allocator}.`,
    remedy: 'Nothing to do: it would change nothing.',
  };
}

/** Whether the package has a feature, off as built, that brings an allocator. */
export function hasFeature({ feature }: TrialFacts): true | Obstacle {
  if (feature) return feature.obstacle ?? true;
  return {
    reason: 'No cargo feature of the package, off as built, brings an allocator.',
    remedy: 'Compare the fix: it adds one.',
  };
}
