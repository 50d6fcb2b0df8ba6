/** What is particular to an allocator, as data. */

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
  /** its build does not take a path with a space */
  spaceless?: true;
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
      /** where they are explained: too many for a message */
      manual: string;
    }
  /** a variable an option */
  | { kind: 'variables'; variables: Readonly<Record<string, string>> };

export interface AllocatorEntry<Name extends string> {
  name: Name;
  title: string;
  /** the crate that a fix adds */
  crate?: AllocatorCrate;
  /** older crates of the same allocator: recognised, never added */
  legacy: readonly AllocatorCrate[];
  preload?: PreloadLibrary;
  options?: OptionSyntax;
  /** names of the environment's variables that it reads; absent where it reads none */
  environment?: RegExp;
  /** what it holds free goes back by no clock, but only from the top of a heap; absent where free pages go back in time */
  trimsOnly?: true;
  /** names of symbols in a binary that has it built in, and strings that stay in a stripped one */
  symbols: RegExp;
  strings: readonly string[];
  /** its version in the read-only data of a binary, as the first group; absent where it carries none */
  version?: RegExp;
  /** matched against the file name of a mapped library */
  library: RegExp;
}
