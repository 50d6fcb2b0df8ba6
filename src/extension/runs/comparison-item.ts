import * as vscode from 'vscode';
import { COMPARISON_EDITOR } from '../compare/comparison-editor';
import {
  type ComparisonInfo,
  comparisonDate,
  comparisonDescription,
  comparisonName,
  sizeWords,
  spokenComparison,
} from './comparison-info';

/** A comparison in the view; `underWay`: this window goes on with it. */
export function comparisonItem(
  info: ComparisonInfo,
  hasRecordings: boolean,
  underWay: boolean,
): vscode.TreeItem {
  const item = new vscode.TreeItem(
    comparisonName(info),
    hasRecordings ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  item.id = info.uri.toString();
  item.description = comparisonDescription(info, underWay);
  item.tooltip = tooltip(info);
  item.iconPath = new vscode.ThemeIcon('git-compare');
  item.contextValue = underWay ? 'under-way' : 'comparison';
  item.command = {
    command: 'vscode.openWith',
    title: vscode.l10n.t('Open'),
    arguments: [info.uri, COMPARISON_EDITOR, { preserveFocus: true, preview: true }],
  };
  item.accessibilityInformation = { label: spokenComparison(info, underWay) };
  return item;
}

function tooltip(info: ComparisonInfo): vscode.MarkdownString {
  const { service, best, conclusion } = info.comparison;
  const text = new vscode.MarkdownString();
  text.appendText(`${[service, sizeWords(info), comparisonDate(info)].join(' · ')}\n`);
  if (best) text.appendText(`\n${vscode.l10n.t('{0} against {1}', best.label, best.against)}\n`);
  text.appendText(`\n${conclusion}\n`);
  return text;
}
