import * as vscode from 'vscode';
import { formatSeconds } from '../../core/units';
import type { Offer, OfferedTrial } from './comparison-session';

/** How long the chosen trials take: `2 trials × about 74 s, about 148 s in all, with 1 build`. The service as built is always one of them. */
export function effortWords(chosen: readonly OfferedTrial[], { seconds, atLeast }: Offer['each']): string {
  const trials = Math.max(1, chosen.length);
  const builds = chosen.filter((trial) => trial.builds).length;
  const about = (length: number) => {
    const text = formatSeconds(Math.round(length));
    return atLeast ? vscode.l10n.t('at least {0}', text) : vscode.l10n.t('about {0}', text);
  };
  const time =
    trials === 1
      ? vscode.l10n.t('1 trial, {0}', about(seconds))
      : vscode.l10n.t('{0} trials × {1}, {2} in all', trials, about(seconds), about(trials * seconds));
  if (builds === 0) return time;
  return builds === 1
    ? vscode.l10n.t('{0}, with 1 build', time)
    : vscode.l10n.t('{0}, with {1} builds', time, builds);
}
