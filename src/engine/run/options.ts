import type { PlanInput } from '../../core/plan/plan';
import type { EndEvent, RunStateName } from '../../core/run/event';
import type { HeaderEvent } from '../../core/run/header';
import type { LoadTotals } from '../../core/run/load-totals';
import type { Verdict } from '../../core/run/verdict';
import type { Trial } from './trial';

/** What is built: by default the one service of the workspace that `cwd` lies in. */
export interface BuildOptions {
  cwd: string;
  /** Cargo.toml; the nearest at or above `cwd` where left out */
  manifestPath?: string;
  /** the plan's file; `stairstep.json` beside Cargo.toml where left out */
  planPath?: string;
  /** what the file at `planPath` held, where it is gone: nothing is read then */
  plan?: PlanInput;
  /** win over what the plan says: flags of a command line, `bin`, `features`, ... */
  overrides?: Partial<PlanInput>;
  /** folder that holds `.stairstep/`; the cargo workspace's root where left out */
  root?: string;
  /** an executable that is already built: nothing is built then, but the manifest still says what it is */
  binary?: string;
  /** environment of cargo, over the engine's own */
  buildEnv?: Record<string, string>;
}

/** How the built service is run. */
export interface LaunchOptions {
  /** over the plan's environment */
  env?: Record<string, string>;
  /** libraries for `LD_PRELOAD`, absolute paths */
  preload?: readonly string[];
  /** allows load to an address that is not loopback */
  allowRemote?: boolean;
  trial?: Trial;
}

export interface ProfileOptions extends BuildOptions, LaunchOptions {}

/** A process that already runs; one of `pid` and `port` names it. */
export interface AttachOptions {
  pid?: number;
  port?: number;
  /** load to send while attached; none where left out */
  planPath?: string;
  overrides?: Partial<PlanInput>;
  /** seconds to record without a plan; until stopped where left out */
  seconds?: number;
  /** folder that holds `.stairstep/` */
  root: string;
  allowRemote?: boolean;
}

export interface RunResult {
  /** path of the recording */
  file: string;
  header: HeaderEvent;
  end: EndEvent;
  verdict: Verdict;
  load: LoadTotals;
}

/** A run under way. */
export interface RunHandle {
  /** Rejects with a `UserError` where the run never really started; nothing is left then. */
  readonly done: Promise<RunResult>;
  readonly state: RunStateName;
  /** Ends it cleanly, with all it has. Safe at any time and more than once. */
  stop(): void;
  /** The same, but without waiting for the service to end by itself. */
  abort(): void;
}
