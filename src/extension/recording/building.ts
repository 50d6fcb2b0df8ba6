import * as vscode from 'vscode';
import type { RunSession } from './run-session';

/** A notification while the service is built and started; cancelling it ends the run. Resolves once it is recorded or over. */
export function showBuilding(session: RunSession): Thenable<void> {
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Building {0}', session.service.target.bin),
      cancellable: true,
    },
    (progress, token) =>
      new Promise<void>((resolve) => {
        token.onCancellationRequested(() => session.stop());
        session.onBuildProgress((message) => progress.report({ message }));
        session.onState((state) => {
          if (state === 'starting') progress.report({ message: vscode.l10n.t('built, starting it') });
        });
        session.onFile(() => resolve());
        session.done.then(
          () => resolve(),
          () => resolve(),
        );
      }),
  );
}
