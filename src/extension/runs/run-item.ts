import * as vscode from 'vscode';
import { formatBytes } from '../../core/units';
import { RUN_EDITOR } from '../editor/run-editor';
import { changeWords, profileWords, type RunInfo, runDate, runName, runShortDate } from './run-info';

/** A run in the view; `nested`: below the comparison that it was made for, which says the service. */
export function runItem(run: RunInfo, extension: vscode.Uri, nested: boolean): vscode.TreeItem {
  const { trial } = run.header;
  const isTrial = nested && trial !== undefined;
  // a name of the user's own goes before that of the trial
  const isNamed = runName(run) !== run.header.service.name;
  const item = new vscode.TreeItem(isTrial && !isNamed ? trial.label : runName(run));
  item.id = run.uri.toString();
  item.description = isTrial ? nestedDescription(run, trial.repeat) : description(run);
  item.tooltip = tooltip(run);
  item.iconPath = iconOf(run, extension);
  item.contextValue = 'run';
  item.command = {
    command: 'vscode.openWith',
    title: vscode.l10n.t('Open'),
    arguments: [run.uri, RUN_EDITOR, { preserveFocus: true, preview: true }],
  };
  item.accessibilityInformation = { label: spoken(run) };
  return item;
}

function iconOf({ verdict }: RunInfo, extension: vscode.Uri) {
  const shape = verdict?.profile ?? 'inconclusive';
  const file = (theme: string) => vscode.Uri.joinPath(extension, 'media', 'icons', `${shape}-${theme}.svg`);
  return { light: file('light'), dark: file('dark') };
}

/** What tells runs of one service apart comes first, as a side bar is narrow; the icon tells the shape. */
function description(run: RunInfo): string {
  const { header } = run;
  // what a service has by default says nothing
  const isUsual = header.trial === undefined && header.allocator.how === 'default';
  const change = isUsual ? [] : changeWords(run);
  return [retainedWords(run), change, runShortDate(run)].flat().join(' · ');
}

function nestedDescription(run: RunInfo, repeat: number): string {
  const which = repeat === 1 ? [] : vscode.l10n.t('run {0}', repeat);
  return [retainedWords(run), which, runShortDate(run)].flat().join(' · ');
}

function retainedWords({ verdict }: RunInfo): string {
  return verdict ? formatBytes(verdict.retained) : unjudged();
}

/** Of one that goes on elsewhere, or is too long for a list: opening it judges it. */
function unjudged(): string {
  return vscode.l10n.t('not judged yet');
}

function spoken(run: RunInfo): string {
  const { verdict } = run;
  const words = verdict
    ? vscode.l10n.t('{0}, {1} retained', profileWords(verdict.profile), formatBytes(verdict.retained))
    : unjudged();
  return [runName(run), words, changeWords(run), runDate(run)].join(', ');
}

function tooltip(run: RunInfo): vscode.MarkdownString {
  const { header, verdict, end } = run;
  const text = new vscode.MarkdownString();
  text.appendText(`${header.service.name} · ${runDate(run)}\n`);
  for (const reason of verdict?.reasons ?? []) text.appendText(`\n${reason.text}\n`);
  if (verdict) {
    text.appendText(
      `\n${vscode.l10n.t(
        'Baseline {0}, peak {1}, retained {2}.',
        formatBytes(verdict.baseline),
        formatBytes(verdict.peak),
        formatBytes(verdict.retained),
      )}\n`,
    );
  }
  if (end && end.reason !== 'completed') text.appendText(`\n${end.text ?? end.written ?? end.reason}\n`);
  return text;
}
