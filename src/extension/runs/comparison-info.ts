import path from 'node:path';
import * as vscode from 'vscode';
import type { Outcome } from '../../core/compare/conclusion';
import { localDate, shortDate } from '../../core/dates';
import { formatBytes } from '../../core/units';
import type { ComparisonSummary } from '../compare/summarise-comparison';

/** What the list needs of a comparison. */
export interface ComparisonInfo {
  uri: vscode.Uri;
  comparison: ComparisonSummary;
}

/** The name that the user gave the file, else the service's. */
export function comparisonName({ uri, comparison: { id, service } }: ComparisonInfo): string {
  const { name } = path.posix.parse(uri.path);
  return name === id ? service : name;
}

export function comparisonDate({ comparison: { startedAt } }: ComparisonInfo): string {
  return localDate(startedAt, vscode.env.language);
}

/** How many are set side by side: `3 trials`, `2 runs` */
export function sizeWords({ comparison: { trials, isOfRuns } }: ComparisonInfo): string {
  return isOfRuns ? vscode.l10n.t('{0} runs', trials) : vscode.l10n.t('{0} trials', trials);
}

/** What came of it so far, as short as the figures of a run: `19 MB · jemalloc, preloaded · 22:39` */
export function comparisonDescription(info: ComparisonInfo, underWay: boolean): string {
  const { comparison } = info;
  const came = comparison.hasEnded ? outcomeParts(info) : [unfinishedWords(comparison, underWay)];
  return [...came, shortDate(comparison.startedAt, new Date(), vscode.env.language)].join(' · ');
}

/** For a screen reader. */
export function spokenComparison(info: ComparisonInfo, underWay: boolean): string {
  const { comparison } = info;
  const came = comparison.hasEnded ? comparison.conclusion : unfinishedWords(comparison, underWay);
  const what = vscode.l10n.t('comparison of {0}', sizeWords(info));
  return [comparisonName(info), what, came, comparisonDate(info)].join(', ');
}

function outcomeParts(info: ComparisonInfo): string[] {
  const { best, outcome } = info.comparison;
  if (best?.retained !== undefined) return [formatBytes(best.retained), best.label];
  return [...outcomeWords(outcome), sizeWords(info)];
}

function outcomeWords(outcome: Outcome): string[] {
  switch (outcome) {
    case 'no-gain':
      return [vscode.l10n.t('no gain')];
    case 'leak':
      return [vscode.l10n.t('leak')];
    case 'undecided':
      return [vscode.l10n.t('undecided')];
    case 'gain':
    case 'gain-at-a-price':
      // the trial that gains says it
      return [];
    default:
      return outcome satisfies never;
  }
}

function unfinishedWords({ measured, trials }: ComparisonSummary, underWay: boolean): string {
  return underWay
    ? vscode.l10n.t('under way, {0} of {1} measured', measured, trials)
    : vscode.l10n.t('cut short, {0} of {1} measured', measured, trials);
}
