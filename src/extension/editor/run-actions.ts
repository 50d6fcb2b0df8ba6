import * as vscode from 'vscode';
import { UserError } from '../../core/errors';
import type { HostAction } from '../../core/view/protocol';
import { Disposables } from '../base/disposables';
import type { ErrorReporter } from '../base/errors';
import type { CommandId } from '../command-ids';
import type { EngineSlot } from '../recording/engine-slot';
import type { LiveRuns } from '../recording/live-runs';
import { hasBuiltIn, type RunInfo } from '../runs/run-info';
import { pathInWorkspace } from '../runs/run-root';
import type { RunStore } from '../runs/run-store';
import type { PageActions } from './run-page';
import { copySummary, saveShown, shownRun } from './save-run';

type PageMessage = Parameters<PageActions['perform']>[0];
type PageAction = Extract<PageMessage, { type: 'action' }>['action'];

const COMMANDS: Readonly<Record<PageAction, CommandId>> = {
  stop: 'stairstep.stop',
  'run-again': 'stairstep.runAgain',
  'add-allocator': 'stairstep.addAllocator',
  'tune-allocator': 'stairstep.tuneAllocator',
  'compare-allocators': 'stairstep.compareAllocators',
  'show-manifest': 'stairstep.showManifest',
  'show-source': 'stairstep.showSource',
};

/** What the links and buttons of a chart do; those that cannot be done now are not offered. */
export class RunActions implements PageActions, vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<void>());
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly live: LiveRuns,
    private readonly slot: EngineSlot,
    private readonly store: RunStore,
    private readonly errors: ErrorReporter,
  ) {
    this.disposables.add(slot.onDidChange(() => this.changed.fire()));
    this.disposables.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.changed.fire()));
  }

  async available(file: vscode.Uri): Promise<HostAction[]> {
    const run = await this.headerOf(file);
    if (!run) return [];
    const { manifest, source } = run.header.service;
    const inWorkspace = pathInWorkspace(run, manifest) !== undefined;
    const actions: HostAction[] = ['save', 'copy-summary'];
    if (inWorkspace) actions.push('show-manifest');
    if (pathInWorkspace(run, source)) actions.push('show-source');
    if (this.live.isLive(file)) actions.push('stop');
    if (!inWorkspace || !vscode.workspace.isTrusted) return actions;
    if (this.slot.isFree) actions.push('run-again', 'compare-allocators');
    if (!hasBuiltIn(run)) actions.push('add-allocator');
    else if (run.header.allocator.name === 'jemalloc') actions.push('tune-allocator');
    return actions;
  }

  /** Undefined for a file that is none of ours, which the page says itself. */
  private async headerOf(file: vscode.Uri): Promise<RunInfo | undefined> {
    try {
      return await this.store.find(file);
    } catch (error) {
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }

  async perform(message: PageMessage, file: vscode.Uri): Promise<void> {
    switch (message.type) {
      case 'action':
        await vscode.commands.executeCommand(COMMANDS[message.action], file);
        return;
      case 'save':
        return this.errors.guard(() =>
          saveShown(shownRun(file), message.format, this.extension, message.data),
        );
      case 'copy-summary':
        return this.errors.guard(() => copySummary(shownRun(file)));
      case 'copy-text':
        await vscode.env.clipboard.writeText(message.text);
        return;
      default:
        message satisfies never;
    }
  }

  dispose(): void {
    this.disposables.dispose();
  }
}
