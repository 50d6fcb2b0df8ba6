import * as vscode from 'vscode';
import type { RunStateName } from '../../core/run/event';
import { setContext } from '../base/context-keys';
import { Disposables } from '../base/disposables';
import { OfferingError } from '../base/offering-error';

/** Work that puts the machine under load. */
export interface Occupant {
  /** the service */
  name: string;
  stop(): void;
}

/** The one place for work that loads the machine: two runs at once would measure each other. */
export class EngineSlot implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<void>());
  private occupant: Occupant | undefined;
  /** it was taken or became free */
  readonly onDidChange = this.changed.event;

  constructor() {
    this.tell('idle');
  }

  get isFree(): boolean {
    return this.occupant === undefined;
  }

  /** Errors: {@link UserError} where it is taken. */
  assertFree(): void {
    if (!this.occupant) return;
    throw new OfferingError(
      [
        { title: vscode.l10n.t('Show it'), command: 'stairstep.showRun' },
        { title: vscode.l10n.t('Stop it'), command: 'stairstep.stop' },
      ],
      'usage',
      vscode.l10n.t('{0} is being profiled: one run at a time.', this.occupant.name),
      vscode.l10n.t('Wait for its end, or stop it.'),
    );
  }

  /** Takes it until the function that it gives is called. Errors: {@link UserError} where it is taken. */
  take(occupant: Occupant): () => void {
    this.assertFree();
    this.occupant = occupant;
    this.changed.fire();
    return () => {
      this.occupant = undefined;
      this.tell('idle');
      this.changed.fire();
    };
  }

  /** What the work is doing, for the `when` clauses of package.json. */
  tell(state: RunStateName): void {
    setContext('stairstep.runState', state);
  }

  stop(): void {
    this.occupant?.stop();
  }

  dispose(): void {
    this.disposables.dispose();
  }
}
