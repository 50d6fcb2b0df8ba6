import * as vscode from 'vscode';
import type { OfferedTrial } from './comparison-session';

type TrialItem = vscode.QuickPickItem & { trial?: OfferedTrial };

/** The ids to compare; undefined where it was called off. What cannot run is listed with its reason, and cannot be picked. */
export function chooseTrials(
  service: string,
  trials: readonly OfferedTrial[],
): Promise<string[] | undefined> {
  const picker = vscode.window.createQuickPick<TrialItem>();
  picker.title = vscode.l10n.t('Compare allocators on {0}', service);
  picker.placeholder = vscode.l10n.t('What to measure, each under the same load');
  picker.canSelectMany = true;
  picker.matchOnDetail = true;
  picker.ignoreFocusOut = true;
  picker.items = itemsOf(trials);
  picker.selectedItems = picker.items.filter(({ trial }) => trial?.byDefault && trial.applies === true);
  picker.onDidChangeSelection((selected) => {
    const possible = selected.filter(({ trial }) => trial?.applies === true);
    if (possible.length < selected.length) picker.selectedItems = possible;
  });
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      resolve(picker.selectedItems.flatMap(({ trial }) => (trial ? [trial.id] : [])));
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

function itemsOf(trials: readonly OfferedTrial[]): TrialItem[] {
  const possible: TrialItem[] = [];
  const impossible: TrialItem[] = [];
  for (const trial of trials) {
    const { label, detail, applies } = trial;
    if (applies === true) possible.push({ label, detail, trial });
    else
      impossible.push({
        label: `$(circle-slash) ${label}`,
        detail: `${applies.reason} ${applies.remedy}`,
        trial,
      });
  }
  if (impossible.length === 0) return possible;
  const separator = { label: vscode.l10n.t('cannot run here'), kind: vscode.QuickPickItemKind.Separator };
  return [...possible, separator, ...impossible];
}
