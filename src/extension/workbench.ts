import * as vscode from 'vscode';
import { Settings } from './base/config';
import { setContext } from './base/context-keys';
import { Disposables } from './base/disposables';
import { ErrorReporter } from './base/errors';
import type { CommandId } from './command-ids';
import { type Commands, commands } from './commands';
import { CompareAllocators } from './compare/compare-allocators';
import { compareRuns } from './compare/compare-runs';
import { openComparison } from './compare/comparison-editor';
import type { ComparisonPageServices } from './compare/comparison-page';
import type { PageEditor } from './editor/page-editor';
import { RunActions } from './editor/run-actions';
import type { RunPageServices } from './editor/run-page';
import { MainCodeLens } from './findings/code-lens';
import { FindingDiagnostics } from './findings/diagnostics';
import { Findings } from './findings/findings';
import { AllocatorCommands } from './fix/allocator-commands';
import { AllocatorCodeActions } from './fix/code-actions';
import { EngineSlot } from './recording/engine-slot';
import { InterruptedRun, tellInterrupted } from './recording/interrupted-run';
import { LiveRecording } from './recording/live-recording';
import { ProfileMemory } from './recording/profile-memory';
import { RunController } from './recording/run-controller';
import { StatusBar } from './recording/status-bar';
import { comparisonFiles } from './runs/comparison-files';
import { openBeside, openRun } from './runs/open-run';
import { RunStore } from './runs/run-store';
import { RunsView } from './runs/runs-view';
import { SeriesChoices } from './series/series-choices';
import type { SeriesPageServices } from './series/series-page';
import { ServiceCatalogue } from './services/catalogue';
import { ServicePicker } from './services/picker';

/** What stands behind the commands and the editors: everything that lives as long as the window. */
export class Workbench implements vscode.Disposable {
  private readonly parts = new Disposables();
  private readonly errors: ErrorReporter;
  private readonly commands: Commands;
  private readonly runPage: RunPageServices;
  private readonly comparisonPage: ComparisonPageServices;
  private readonly seriesPage: SeriesPageServices;

  constructor({ extensionUri: extension, workspaceState }: vscode.ExtensionContext) {
    const began = performance.now();
    const { parts } = this;
    const log = parts.add(vscode.window.createOutputChannel('Stairstep', { log: true }));
    const errors = new ErrorReporter(log);
    const show = (error: unknown) => void errors.show(error);
    const settings = parts.add(new Settings());

    const catalogue = parts.add(new ServiceCatalogue(settings, log));
    const picker = new ServicePicker(catalogue, workspaceState);
    const interrupted = new InterruptedRun(workspaceState);
    const slot = parts.add(new EngineSlot());
    const live = parts.add(new LiveRecording());
    const controller = parts.add(
      new RunController({
        extension,
        settings,
        slot,
        live,
        interrupted,
        log,
        show: (file) => (settings.openIn.get() === 'beside' ? openBeside(file) : openRun(file)),
      }),
    );
    const profileMemory = new ProfileMemory({ controller, slot, picker, settings });

    const store = parts.add(new RunStore((file) => live.isLive(file), log));
    const findings = parts.add(new Findings(store, workspaceState, show));
    const comparisons = parts.add(comparisonFiles(log));
    const view = parts.add(new RunsView({ extension, store, comparisons, live }));
    parts.add(new FindingDiagnostics(findings, settings, show));
    parts.add(new MainCodeLens(catalogue, findings, settings));
    parts.add(live.onDidChange(() => store.refresh()));

    const allocators = new AllocatorCommands({
      extension,
      settings,
      profileMemory,
      store,
      compareRuns: (runs) => compareRuns(store, runs),
    });
    const compareAllocators = parts.add(
      new CompareAllocators({ extension, settings, slot, live, show: openComparison, log }),
    );
    parts.add(new StatusBar(controller, findings, compareAllocators));
    parts.add(new AllocatorCodeActions(catalogue).register());

    const actions = parts.add(new RunActions(extension, live, slot, store, errors));
    this.runPage = { extension, live, actions, log };
    this.comparisonPage = { extension, live, store, log };
    const choices = parts.add(new SeriesChoices(workspaceState));
    this.seriesPage = { extension, choices, errors, log };
    this.commands = commands({
      extension,
      controller,
      slot,
      profileMemory,
      allocators,
      compareAllocators,
      store,
      comparisons,
      choices,
      view,
      live,
      findings,
      log,
    });
    this.errors = errors;

    setContext('stairstep.activated', true);
    log.info(`Set up in ${(performance.now() - began).toFixed(1)} ms`);
    void errors.guard(async () => {
      await findings.update();
      const cut = await interrupted.takeLast();
      if (cut) await tellInterrupted(cut, openRun);
    });
  }

  /** Does what a command is for; what goes wrong is shown to the user. */
  run(id: CommandId, args: unknown[]): Promise<void> {
    return this.errors.guard(() => this.commands[id](...args));
  }

  /** Shows a file in the panel of its editor; what is returned ends with the panel. */
  async open(editor: PageEditor, file: vscode.Uri, panel: vscode.WebviewPanel): Promise<vscode.Disposable> {
    const { ComparisonPage, RunPage, SeriesPage } = await import('./lazy/pages');
    switch (editor) {
      case 'stairstep.run':
        return new RunPage(file, panel, this.runPage);
      case 'stairstep.comparison':
        return new ComparisonPage(file, panel, this.comparisonPage);
      case 'stairstep.series':
        return new SeriesPage(file, panel, this.seriesPage);
      default:
        return editor satisfies never;
    }
  }

  dispose(): void {
    this.parts.dispose();
  }
}
