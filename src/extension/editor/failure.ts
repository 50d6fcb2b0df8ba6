import * as vscode from 'vscode';
import { UserError, whyOf } from '../../core/errors';
import type { ToPage } from '../../core/view/protocol';

/** What a page shows in place of a file that cannot be read. */
export function failure(error: unknown): ToPage {
  if (error instanceof UserError) return { type: 'failed', message: error.message, remedy: error.remedy };
  const missing = error instanceof Error && 'code' in error && isMissing(error.code);
  return {
    type: 'failed',
    message: missing
      ? vscode.l10n.t('This file is gone.')
      : vscode.l10n.t('This file cannot be read: {0}', whyOf(error)),
    remedy: missing
      ? vscode.l10n.t('Close this tab, and open a run from the view Memory runs.')
      : vscode.l10n.t('Check that the file can be read, then open it again.'),
  };
}

/** As Node and as the editor say it. */
function isMissing(code: unknown): boolean {
  return code === 'ENOENT' || code === 'FileNotFound';
}
