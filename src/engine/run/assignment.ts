import type { Plan } from '../../core/plan/plan';
import type { Machine, ServiceInfo } from '../../core/run/header';
import type { RunFolder } from '../record/run-folder';
import type { Subject } from './subject';
import type { Trial } from './trial';

/** What is recorded, and how. */
export interface Assignment {
  service: ServiceInfo;
  machine: Machine;
  /** rates and limits; its load is sent where `load` is true */
  plan: Plan;
  /** body files are relative to it */
  planFolder: string;
  /** absolute path; absent for the default plan */
  planFile?: string;
  load: boolean;
  /** seconds to record where there is no load; until stopped where absent */
  seconds?: number;
  /** working folder of a service that is started */
  cwd?: string;
  folder: RunFolder;
  notes: readonly string[];
  allowRemote: boolean;
  trial?: Trial;
  /** Starts, or takes hold of, what is measured. */
  begin(onLine: (stream: 'stdout' | 'stderr', text: string) => void): Promise<Subject>;
}
