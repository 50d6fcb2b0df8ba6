/** What a change of allocator was planned without, and what it may break. */
import path from 'node:path';
import * as vscode from 'vscode';
import { firstFew, shownPath } from '../../core/allocator/outcome';
import type { PreparedFix } from '../../engine/allocator/fix';

/** Beside the preview, which it does not hold up. `edits`: whether something is to be changed. */
export function warnOfFix(prepared: PreparedFix, edits: boolean): void {
  const { cargoError, unbuildable, unsearched, unfollowed, root } = prepared;
  const hides = edits && unsearched.length > 0;
  if (cargoError !== undefined) warnOfCargo(cargoError, hides ? unsearched : []);
  else if (hides) warnOfUnsearched(unsearched);
  if (unbuildable !== undefined) warnOfFolder(unbuildable);
  if (edits && unfollowed.length > 0) warnOfUnfollowed(unfollowed, root);
}

function warnOfCargo(cargoError: string, unsearched: readonly string[]): void {
  void vscode.window.showWarningMessage(
    unsearched.length === 0
      ? vscode.l10n.t(
          '{0} What the service is built from was found without cargo: mend that and try again to be sure.',
          cargoError,
        )
      : vscode.l10n.t(
          '{0} So these dependencies were not searched for an allocator of their own: {1}. With one in them the build fails; mend that and try again to be sure.',
          cargoError,
          fewWords(unsearched),
        ),
  );
}

function warnOfUnsearched(dependencies: readonly string[]): void {
  void vscode.window.showWarningMessage(
    vscode.l10n.t(
      'Cargo cannot resolve the dependencies here, so these were not searched for an allocator of their own: {0}. With one in them the build fails; run "cargo fetch" and this again to be sure.',
      fewWords(dependencies),
    ),
  );
}

function warnOfUnfollowed(includes: PreparedFix['unfollowed'], root: string): void {
  const places = includes.map(
    ({ path: file, line, variable }) => `${shownPath(file, root + path.sep)}:${line}, env!("${variable}")`,
  );
  void vscode.window.showWarningMessage(
    vscode.l10n.t(
      'What is included here only the build knows, so it was not searched for an allocator: {0}. With one in it the build fails, with two: leave the change out then.',
      fewWords(places),
    ),
  );
}

function fewWords(names: readonly string[]): string {
  const { shown, more } = firstFew(names);
  return more > 0 ? vscode.l10n.t('{0} and {1} more', shown, more) : shown;
}

function warnOfFolder(unbuildable: string): void {
  void vscode.window.showWarningMessage(
    vscode.l10n.t(
      '{0} Set build.target-dir in .cargo/config.toml to a folder without one, or choose mimalloc.',
      unbuildable,
    ),
  );
}
