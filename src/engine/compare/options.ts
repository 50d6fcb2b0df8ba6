import type { ComparisonEvent } from '../../core/compare/event';
import type { HeadedComparison } from '../../core/compare/fold';
import type { RunLength } from '../../core/compare/time-left';
import type { Obstacle, Trial } from '../../core/compare/trial';
import type { RunEvent } from '../../core/run/event';
import type { BuildOptions } from '../run/options';

export interface CompareOptions extends BuildOptions {
  /** ids; `default` is as built and the cheapest with another allocator, `all` is every one */
  trials: readonly string[] | 'default' | 'all';
  /** runs of each trial, from 1 */
  repeats: number;
  /** allows load to an address that is not loopback */
  allowRemote?: boolean;
  /** where trials are built; `.stairstep/target` of the cargo workspace where left out */
  targetFolder?: string;
  /** folder of the wasm files, where they are not beside the bundle */
  wasmFolder?: string;
}

export interface CompareProgress {
  /** id and label of the trial */
  trial: string;
  label: string;
  repeat: number;
  doing: 'building' | 'running';
  /** a line of cargo's, or the phase of the run */
  text: string;
  /** runs that are over, of how many; 0 of 0 while that is not known */
  done: number;
  total: number;
  /** an estimate, without builds that are to come */
  secondsLeft?: number;
}

/** Who looks on; everything is optional. */
export interface CompareObserver {
  /** the file was created */
  file?(file: string): void;
  /** after it is in the file */
  event?(event: ComparisonEvent): void;
  progress?(progress: CompareProgress): void;
  /** the recording of the next run of a trial was created */
  runFile?(trial: string, file: string): void;
  /** A few times a second, of the run under way. `from`: 0-based line in its file of the first of them. */
  runEvents?(trial: string, events: readonly RunEvent[], from: number): void;
}

export interface CompareResult {
  /** path of the `.memcompare` */
  file: string;
  fold: HeadedComparison;
}

/** A comparison under way. */
export interface CompareHandle {
  /** Rejects with a `UserError` where nothing can be compared: the service does not build, a trial is unknown. */
  readonly done: Promise<CompareResult>;
  /** Ends it with what is done. Safe at any time and more than once. */
  cancel(): void;
  /** The same, but without waiting for the service of the run under way to end by itself. */
  abort(): void;
}

/** What can be compared, and how long each trial runs. */
export interface Offer {
  trials: OfferedTrial[];
  each: RunLength;
}

/** A trial and whether it can run here. */
export interface OfferedTrial extends Pick<Trial, 'id' | 'label' | 'kind' | 'detail'> {
  applies: true | Obstacle;
  /** it is built before it runs, which the service as it is has been */
  builds: boolean;
  /** whether it runs where none is named */
  byDefault: boolean;
}
