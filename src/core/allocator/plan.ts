/** What is planned for the allocator's crate, and what that is decided by. */
import type { KnownAllocator } from './catalogue';
import { ALWAYS, type Cfg, type CfgFacts, parseCfg } from './cfg';
import type { AllocatorCrate } from './entry';
import type { Manifest } from './manifest';
import type { FixInput } from './outcome';
import type { NewEntry } from './toml/new-entry';

export interface DependencyPlan {
  /** crate name in Rust */
  ident: string;
  type: string;
  /** when the static is compiled */
  cfg: Cfg;
  /** entries to add to the manifest, in order */
  newEntries: NewEntry[];
  /** an item to append to a feature that is there */
  appendFeature?: { feature: string; item: string };
  /** features that the build needs */
  features: string[];
  /** features of the crate that are on */
  crateFeatures: string[];
}

export interface PlanContext {
  input: FixInput;
  manifest: Manifest;
  facts: CfgFacts;
  entry: KnownAllocator;
  /** keys of `[target]` */
  targets: readonly string[];
  /** the manifest writes multi-part dependencies as `[dependencies.x]` only */
  ownTables: boolean;
  /** it writes those of its targets so, even where they have a version only */
  ownTargetTables: boolean;
  /** the crate that an existing static already names: only the manifest lacks it */
  required?: AllocatorCrate;
}

/** Where a crate builds. */
export function platformOf(crate: AllocatorCrate): Cfg {
  return (crate.cfg === undefined ? undefined : parseCfg(crate.cfg)) ?? ALWAYS;
}

export function featureFlag(name: string): Cfg {
  return { kind: 'flag', name: 'feature', value: name };
}
