import type { RunStateName } from '../../core/run/event';
import { canFollow } from '../../core/run/machine';

/** Where a run stands; every change is heard by all who asked. */
export class RunStates {
  private state: RunStateName = 'idle';
  private readonly listeners: ((state: RunStateName, reason?: string) => void)[] = [];

  get current(): RunStateName {
    return this.state;
  }

  listen(listener: (state: RunStateName, reason?: string) => void): void {
    this.listeners.push(listener);
  }

  to(state: RunStateName, reason?: string): void {
    if (!canFollow(this.state, state)) throw new Error(`a run cannot go from ${this.state} to ${state}`);
    this.state = state;
    for (const listener of this.listeners) listener(state, reason);
  }
}
