/** What a fix is asked, and what it answers. */
import type { AllocatorName } from './allocator';
import type { FileEdits } from './edit';
import type { AllocatorOption } from './options';
import type { GlobalAllocator } from './rust/file-scan';

export interface SourceFile {
  path: string;
  text: string;
}

/** A `#[global_allocator]` found in what the binary is built from. */
export interface ExistingAllocator extends GlobalAllocator {
  /** the binary's own source, the library of its package, or another package */
  where: 'binary' | 'library' | 'dependency';
  /** `name version` of a dependency */
  package?: string;
  path: string;
}

export interface FixInput {
  /** folder that paths in messages are relative to, `/` or `\\` at its end */
  base: string;
  allocator: AllocatorName;
  /** another one that the package has behind a feature, which is off, will do as well */
  orAnother?: boolean;
  /** newest version that is compatible with the one we know, `0.7.0` */
  version: string;
  /** put it behind this cargo feature */
  feature?: string;
  /** export these from the binary */
  options?: readonly AllocatorOption[];
  manifest: SourceFile;
  /** the workspace's root manifest, where that is another file */
  workspaceManifest?: SourceFile;
  /** `sharing` are the binaries of the same source; `requires` the features without which cargo does not build it */
  binary: {
    name: string;
    sharing: readonly string[];
    edition: string;
    requires: readonly string[];
    root: SourceFile;
  };
  /** root sources of the package's other targets that see its dependencies */
  others: readonly SourceFile[];
  existing: readonly ExistingAllocator[];
  /** lines of `rustc --print cfg` for the build's target, without `debug_assertions` */
  target: ReadonlySet<string>;
  /** the same of further targets that cargo builds for at once */
  otherTargets: readonly ReadonlySet<string>[];
  /** why the binary is built for wasm; absent where it is not */
  wasm?: string;
  /** crate -> versions in Cargo.lock */
  locked: Readonly<Record<string, readonly string[]>>;
}

export type RefusalCode =
  | 'manifest-invalid'
  | 'source-invalid'
  | 'no-package'
  | 'no-binary'
  | 'several-binaries'
  | 'library-only'
  | 'proc-macro'
  | 'no-std'
  | 'wasm'
  | 'unsupported-target'
  | 'unknown-allocator'
  | 'other-allocator'
  | 'other-target'
  | 'in-dependency'
  | 'in-macro'
  | 'feature-invalid'
  | 'name-taken'
  | 'options-taken'
  | 'unsafe-forbidden'
  | 'unsafe-edit';

export interface Refusal {
  kind: 'refused';
  code: RefusalCode;
  /** what stands in the way */
  message: string;
  /** what to do about it */
  remedy: string;
  /** the global allocator that stands in the way */
  inPlace?: AllocatorName;
}

export type FixOutcome =
  | {
      kind: 'edits';
      allocator: AllocatorName;
      files: FileEdits[];
      /** one sentence */
      summary: string;
      /** features that the build needs for it to be active */
      features: string[];
    }
  | { kind: 'already-active'; allocator: AllocatorName; path: string; line: number; summary: string }
  | {
      kind: 'enable-feature';
      allocator: AllocatorName;
      features: string[];
      path: string;
      line: number;
      summary: string;
    }
  | Refusal;

export function refused(
  code: RefusalCode,
  message: string,
  remedy: string,
  inPlace?: AllocatorName,
): Refusal {
  return { kind: 'refused', code, message, remedy, ...(inPlace === undefined ? {} : { inPlace }) };
}

/** As many names as a message can hold, and how many there are beside them. */
export function firstFew(names: readonly string[]): { shown: string; more: number } {
  const few = names.length > 8 ? names.slice(0, 6) : names;
  return { shown: few.join(', '), more: names.length - few.length };
}

/** `a, b and 3 more`. */
export function fewOf(names: readonly string[]): string {
  const { shown, more } = firstFew(names);
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/** A path as a message shows it. */
export function shownPath(path: string, base: string): string {
  return base !== '' && path.startsWith(base) ? path.slice(base.length) : path;
}
