import * as vscode from 'vscode';
import type { RunStatus } from '../../core/run/machine';
import { formatBytes } from '../../core/units';
import { Disposables } from '../base/disposables';
import { Throttled } from '../base/throttled';
import type { CompareAllocators, ComparisonUnderWay } from '../compare/compare-allocators';
import type { Findings } from '../findings/findings';
import { profileWords, type RunInfo, runDate, runName } from '../runs/run-info';
import type { RunController } from './run-controller';
import type { RunSession } from './run-session';

/** Milliseconds between two drawings: nobody reads a size that changes faster, and each goes to the window. */
const BETWEEN_DRAWINGS = 500;

/** What goes on turns; what is over stands still. */
const STATE_ICONS: Readonly<Record<RunStatus['state'], string>> = {
  idle: '$(loading~spin)',
  building: '$(loading~spin)',
  starting: '$(loading~spin)',
  running: '$(pulse)',
  stopping: '$(loading~spin)',
  ended: '$(graph-line)',
  failed: '$(error)',
};

/** During a run its size and phase, during a comparison its trial, after them the last verdict. */
export class StatusBar implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly item: vscode.StatusBarItem;
  private readonly drawing = this.disposables.add(new Throttled(() => this.draw(), BETWEEN_DRAWINGS));

  constructor(
    private readonly runs: RunController,
    private readonly findings: Findings,
    private readonly comparisons: CompareAllocators,
  ) {
    this.item = this.disposables.add(
      vscode.window.createStatusBarItem('stairstep.status', vscode.StatusBarAlignment.Left, 5),
    );
    this.item.name = vscode.l10n.t('Stairstep: memory');
    for (const event of [runs.onDidProgress, findings.onDidChange, comparisons.onDidProgress])
      this.disposables.add(event(() => this.drawing.request()));
  }

  private draw(): void {
    const { session } = this.runs;
    const { underWay } = this.comparisons;
    if (session) this.drawLive(session);
    else if (underWay) this.drawComparison(underWay);
    else if (this.findings.lastRun) this.drawVerdict(this.findings.lastRun);
    else this.item.hide();
  }

  private drawLive(session: RunSession): void {
    const { status, rss, service } = session;
    const words = statusWords(status);
    const icon = STATE_ICONS[status.state];
    this.item.text = rss === undefined ? `${icon} ${words}` : `${icon} ${formatBytes(rss)} · ${words}`;
    this.item.tooltip = links(vscode.l10n.t('{0}: {1}', service.target.bin, words), [
      ['stairstep.showRun', vscode.l10n.t('Show the chart')],
      ['stairstep.stop', vscode.l10n.t('Stop the run')],
    ]);
    this.item.command = session.file ? 'stairstep.showRun' : 'stairstep.stop';
    this.item.accessibilityInformation = { label: `${service.target.bin}, ${words}` };
    this.item.show();
  }

  private drawComparison({ name, file, progress }: ComparisonUnderWay): void {
    const isCounted = progress !== undefined && progress.total > 0;
    const words = isCounted
      ? vscode.l10n.t('comparing allocators, trial {0} of {1}', progress.done + 1, progress.total)
      : vscode.l10n.t('comparing allocators');
    const trial = progress ? [progress.label, progress.text].filter(Boolean).join(': ') : '';
    this.item.text = `$(loading~spin) ${words}`;
    this.item.tooltip = links([vscode.l10n.t('{0}: {1}', name, words), trial].filter(Boolean).join('\n\n'), [
      ...(file ? [['stairstep.showRun', vscode.l10n.t('Show the comparison')] as const] : []),
      ['stairstep.stop', vscode.l10n.t('Stop the comparison')],
    ]);
    this.item.command = file ? 'stairstep.showRun' : 'stairstep.stop';
    this.item.accessibilityInformation = { label: `${name}, ${words}` };
    this.item.show();
  }

  private drawVerdict(run: RunInfo): void {
    const { verdict } = run;
    if (!verdict) return;
    const words = vscode.l10n.t(
      '{0}, {1} retained',
      profileWords(verdict.profile),
      formatBytes(verdict.retained),
    );
    const bad = verdict.profile === 'stair-step' || verdict.profile === 'leak';
    this.item.text = `${bad ? '$(warning)' : '$(graph-line)'} ${words}`;
    this.item.tooltip = links(`${runName(run)} · ${runDate(run)}\n\n${verdict.reasons[0]?.text ?? ''}`, [
      ['stairstep.showRun', vscode.l10n.t('Show the chart')],
      ['stairstep.runAgain', vscode.l10n.t('Run again')],
    ]);
    this.item.command = 'stairstep.showRun';
    this.item.accessibilityInformation = { label: `${runName(run)}: ${words}` };
    this.item.show();
  }

  dispose(): void {
    this.disposables.dispose();
  }
}

function links(text: string, commands: readonly (readonly [string, string])[]): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  tooltip.isTrusted = { enabledCommands: commands.map(([command]) => command) };
  tooltip.appendText(`${text}\n\n`);
  tooltip.appendMarkdown(commands.map(([command, title]) => `[${title}](command:${command})`).join(' · '));
  return tooltip;
}

/** `burst 3, 32 connections`, `building`, ... */
export function statusWords({ state, phase, burst, connections }: RunStatus): string {
  switch (state) {
    case 'idle':
    case 'building':
      return vscode.l10n.t('building');
    case 'starting':
      return vscode.l10n.t('starting');
    case 'stopping':
      return vscode.l10n.t('stopping');
    case 'ended':
      return vscode.l10n.t('ended');
    case 'failed':
      return vscode.l10n.t('failed');
    case 'running':
      break;
    default:
      return state satisfies never;
  }
  switch (phase) {
    case 'baseline':
      return vscode.l10n.t('baseline');
    case 'burst':
      return connections === undefined
        ? vscode.l10n.t('burst {0}', burst ?? 1)
        : vscode.l10n.t('burst {0}, {1} connections', burst ?? 1, connections);
    case 'rest':
      return vscode.l10n.t('rest after burst {0}', burst ?? 1);
    case 'tail':
      return vscode.l10n.t('tail');
    case undefined:
      return vscode.l10n.t('running');
    default:
      return phase satisfies never;
  }
}
