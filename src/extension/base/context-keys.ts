import * as vscode from 'vscode';
import type { RunStateName } from '../../core/run/event';

/** What the `when` clauses of package.json read. */
interface ContextKeys {
  /** shows the view of runs: true once anything woke the extension */
  'stairstep.activated': boolean;
  'stairstep.runState': RunStateName;
  /** whether there is a run to go back to */
  'stairstep.hasRun': boolean;
  /** the list of runs was read, and is empty: until then nothing is said of it */
  'stairstep.hasNoEntries': boolean;
}

export function setContext<K extends keyof ContextKeys>(key: K, value: ContextKeys[K]): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
