/** What one Rust file says of the global allocator of its crate. */
import type { Cfg } from '../cfg';
import type { PathPart } from './include';

/** A macro that sets the allocator wherever it is called. */
export interface AllocatorMacro {
  path: string;
  /** 1-based */
  line: number;
  /** when this definition is the one that is compiled */
  cfg: Cfg;
  /** of a procedural macro, which may be an attribute: names of the crates that it may come from */
  crates?: ReadonlySet<string>;
}

/** Macros that set the allocator, by name. */
export type AllocatorMacros = ReadonlyMap<string, AllocatorMacro>;

/** A `#[global_allocator]` static, or what seems to make one. */
export interface GlobalAllocator {
  /** as written, `use` resolved where the file has one: `tikv_jemallocator::Jemalloc`; `name!` or `#[name]` of a macro */
  type: string;
  /** when it is compiled, as far as this file says */
  cfg: Cfg;
  /** 1-based */
  line: number;
  /** the macro whose call seems to make it; its type is then not known */
  macro?: { shown: string; definition?: Pick<AllocatorMacro, 'path' | 'line'> };
}

/** A `mod x;`, whose file is part of the crate. */
export interface ModuleReference {
  /** candidates, relative to the folder where the file looks for its modules; `./x.rs` to its own folder */
  paths: string[];
  cfg: Cfg;
}

/** An `include!`, whose file is part of the crate. */
export interface Include {
  path: readonly PathPart[];
  /** 1-based */
  line: number;
  cfg: Cfg;
}

/** A `macro_rules!`. */
export interface MacroDefinition {
  name: string;
  /** 1-based */
  line: number;
  cfg: Cfg;
  /** whether other crates can call it */
  exported: boolean;
  /** whether a call of it sets the allocator */
  sets: boolean;
}

export interface FileScan {
  allocators: GlobalAllocator[];
  modules: ModuleReference[];
  macros: MacroDefinition[];
  includes: Include[];
  /** whether it makes tokens with the attribute, as a procedural macro does */
  quotes: boolean;
  /** predicate of the file's own `#![cfg(...)]` */
  cfg: Cfg;
  /** predicate under which the file is `no_std`; absent where it is not */
  noStd?: Cfg;
  /** lints that are denied or forbidden for the whole file: `unsafe_code` -> `forbid` */
  lints: Record<string, 'deny' | 'forbid'>;
}
