import * as vscode from 'vscode';
import type { Translations } from '../../core/view/protocol';

/** The translations of the editor's language, which hold the strings of the pages too; empty where it is English. */
export function pageStrings(): Translations {
  return vscode.l10n.bundle ?? {};
}
