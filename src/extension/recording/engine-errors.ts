import * as vscode from 'vscode';
import { UserError } from '../../core/errors';
import type { EngineMessage } from './engine-messages';

/** The engine's error as one of ours. */
export function engineError({ code, message, remedy }: Extract<EngineMessage, { type: 'error' }>): Error {
  return code === 'internal' ? new Error(message) : new UserError(code, message, remedy);
}

/** The engine is gone, and said nothing. */
export function engineLost(): UserError {
  return new UserError(
    'service-failed',
    vscode.l10n.t('The engine ended before the run did. What was recorded is kept.'),
    vscode.l10n.t('See the log, and run again.'),
  );
}
