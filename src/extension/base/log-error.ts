import { stripVTControlCharacters } from 'node:util';
import type * as vscode from 'vscode';

/** Keeps an error in the log, with what caused it. */
export function logError(log: vscode.LogOutputChannel, error: unknown): void {
  log.error(
    stripVTControlCharacters(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
  if (error instanceof Error && error.cause !== undefined) log.error('Cause:', error.cause);
}
