import * as vscode from 'vscode';
import type { FixChoice } from './fix-target';

export const JEMALLOC: FixChoice = { allocator: 'jemalloc' };
export const JEMALLOC_FEATURE: FixChoice = { allocator: 'jemalloc', feature: 'jemalloc' };
export const MIMALLOC: FixChoice = { allocator: 'mimalloc' };

/** Undefined where nothing was picked. */
export async function chooseFix(bin: string): Promise<FixChoice | undefined> {
  const choices: (vscode.QuickPickItem & { choice: FixChoice })[] = [
    {
      label: vscode.l10n.t('Add tikv-jemallocator'),
      description: 'jemalloc',
      detail: vscode.l10n.t('The dependency, and the global allocator at the top of the binary'),
      choice: JEMALLOC,
    },
    {
      label: vscode.l10n.t('Add tikv-jemallocator behind a cargo feature'),
      description: 'jemalloc',
      detail: vscode.l10n.t('Off until a build asks for --features jemalloc'),
      choice: JEMALLOC_FEATURE,
    },
    { label: vscode.l10n.t('Add mimalloc'), description: 'mimalloc', choice: MIMALLOC },
    {
      label: vscode.l10n.t('Add snmalloc-rs'),
      description: 'snmalloc',
      detail: vscode.l10n.t('Builds with CMake and a C++ compiler'),
      choice: { allocator: 'snmalloc' },
    },
  ];
  const picked = await vscode.window.showQuickPick(choices, {
    title: vscode.l10n.t('Another allocator for {0}', bin),
    placeHolder: vscode.l10n.t('What to put in; you see every change before it is made'),
  });
  return picked?.choice;
}
