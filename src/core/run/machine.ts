/** The one state machine of a run: which states follow which. Everything that shows a run's state reads this. */
import type { PhaseName, RunStateName } from './event';

export interface RunStatus {
  state: RunStateName;
  /** only while running */
  phase?: PhaseName;
  burst?: number;
  connections?: number;
  /** why it failed or ended early */
  reason?: string;
}

const NEXT: Readonly<Record<RunStateName, readonly RunStateName[]>> = {
  idle: ['building', 'starting', 'failed'],
  building: ['starting', 'failed'],
  starting: ['running', 'stopping', 'failed'],
  running: ['stopping', 'ended', 'failed'],
  stopping: ['ended', 'failed'],
  ended: [],
  failed: [],
};

/** Whether `to` may follow `from`. A run that is over stays so. */
export function canFollow(from: RunStateName, to: RunStateName): boolean {
  return NEXT[from].includes(to);
}

/** Whether a run in this state still holds a process or a file. */
export function isActive(state: RunStateName): boolean {
  return state !== 'idle' && NEXT[state].length > 0;
}
