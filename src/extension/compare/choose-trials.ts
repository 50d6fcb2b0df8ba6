import * as vscode from 'vscode';
import type { Offer, OfferedTrial } from './comparison-session';
import { effortWords } from './effort-words';

type TrialItem = vscode.QuickPickItem & { trial?: OfferedTrial };

/** The ids to compare; undefined where it was called off. What cannot run is listed with its reason, and cannot be picked. */
export function chooseTrials(service: string, { trials, each }: Offer): Promise<string[] | undefined> {
  const picker = vscode.window.createQuickPick<TrialItem>();
  picker.placeholder = vscode.l10n.t('What to measure, each under the same load');
  picker.canSelectMany = true;
  picker.matchOnDetail = true;
  picker.ignoreFocusOut = true;
  picker.items = itemsOf(trials);
  picker.selectedItems = picker.items.filter(({ trial }) => trial?.byDefault && trial.applies === true);
  const tell = () => {
    const chosen = picker.selectedItems.flatMap(({ trial }) => trial ?? []);
    const effort = effortWords(chosen, each);
    picker.title = vscode.l10n.t('Compare allocators on {0}: {1}', service, effort);
  };
  tell();
  picker.onDidChangeSelection((selected) => {
    const possible = selected.filter(({ trial }) => trial?.applies === true);
    if (possible.length < selected.length) picker.selectedItems = possible;
    tell();
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
    const { label, detail, applies, builds } = trial;
    const description = builds ? { description: vscode.l10n.t('builds first') } : {};
    if (applies === true) possible.push({ label, detail, trial, ...description });
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
