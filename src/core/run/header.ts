/** What stands first in a recording: the service, the machine and the allocator it was made with. */
import type { AllocatorInUse } from '../allocator/allocator';
import type { Plan } from '../plan/plan';

/** Newest version of the file format that this code reads and the one that it writes. */
export const FORMAT = 1;

/** What the run was recorded on: everything that can change the figures. */
export interface Machine {
  os: string;
  kernel: string;
  arch: string;
  cores: number;
  /** bytes of physical memory */
  memory: number;
  /** bytes; absent where there is no limit */
  cgroupLimit?: number;
  pageSize?: number;
  libc?: string;
  /** transparent huge pages: `always`, `madvise` or `never` */
  thp?: string;
  rustc?: string;
}

/** The program under test. `manifest` and `source` are relative to the workspace, so a file can travel. */
export interface ServiceInfo {
  name: string;
  /** the cargo package that holds the binary; absent where a running process was attached to */
  package?: string;
  /** path of Cargo.toml, relative to the workspace folder, `/` as separator */
  manifest?: string;
  /** path of the binary's root source, relative to the workspace folder */
  source?: string;
  /** cargo profile that was built: `release`, `dev`, ... */
  profile?: string;
  features?: string[];
  args?: string[];
  /** SHA-256 of the binary, hexadecimal */
  binaryHash?: string;
  binaryPath?: string;
  /** git commit of the work tree, with `-dirty` where it differs */
  commit?: string;
  pid?: number;
}

/** A series that something else measured, and how it was read. */
export interface ImportedSeries {
  /** e.g. `CSV` */
  format: string;
  /** its name in the file; null where it has none */
  series: string | null;
  /** of the sizes in the file, e.g. `KiB` */
  unit: string;
  /** of the times in the file, e.g. `seconds since 1970` */
  time: string;
}

export interface HeaderEvent {
  kind: 'header';
  format: number;
  /** unique for ever; also the stem of the file name when it was recorded */
  id: string;
  /** wall clock, ISO 8601 with milliseconds, of t = 0 */
  startedAt: string;
  tool: string;
  service: ServiceInfo;
  /** present where nothing was recorded: the machine and the allocator are not known then, and the start may not be */
  imported?: ImportedSeries;
  machine: Machine;
  allocator: AllocatorInUse;
  /** absent for a series that was imported or attached to without load of ours */
  plan?: Plan;
  /** path of the plan's file, as those of `service` are; absent for the default plan, and in older recordings */
  planFile?: string;
  /** set by a comparison: which trial this run was and which of its repeats (from 1) */
  trial?: { id: string; label: string; repeat: number; comparison: string };
}
