import * as vscode from 'vscode';
import { Settings } from './base/config';
import { setContext } from './base/context-keys';
import { Disposables } from './base/disposables';
import { ErrorReporter } from './base/errors';
import { registerCommands } from './commands';
import { CompareAllocators } from './compare/compare-allocators';
import { compareRuns } from './compare/compare-runs';
import { openComparison, registerComparisonEditor } from './compare/comparison-editor';
import { RunActions } from './editor/run-actions';
import { registerRunEditor } from './editor/run-editor';
import { MainCodeLens } from './findings/code-lens';
import { FindingDiagnostics } from './findings/diagnostics';
import { Findings } from './findings/findings';
import { AllocatorCommands } from './fix/allocator-commands';
import { AllocatorCodeActions } from './fix/code-actions';
import { EngineSlot } from './run/engine-slot';
import { InterruptedRun, tellInterrupted } from './run/interrupted-run';
import { ProfileMemory } from './run/profile-memory';
import { RunController } from './run/run-controller';
import { StatusBar } from './run/status-bar';
import { openRun } from './runs/open-run';
import { RunStore } from './runs/run-store';
import { RunsView } from './runs/runs-view';
import { ServiceCatalogue } from './services/catalogue';
import { ServicePicker } from './services/picker';

export function activate(context: vscode.ExtensionContext): void {
  const began = performance.now();
  const { extensionUri: extension, workspaceState } = context;
  const parts = new Disposables();
  context.subscriptions.push(parts);

  const log = parts.add(vscode.window.createOutputChannel('Stairstep', { log: true }));
  const errors = new ErrorReporter(log);
  const show = (error: unknown) => void errors.show(error);
  const settings = parts.add(new Settings());

  const catalogue = parts.add(new ServiceCatalogue(settings, log));
  const picker = new ServicePicker(catalogue, workspaceState);
  const interrupted = new InterruptedRun(workspaceState);
  const slot = parts.add(new EngineSlot());
  const controller = parts.add(
    new RunController({
      extension,
      settings,
      slot,
      interrupted,
      log,
      show: (file) => void openBeside(file, settings),
    }),
  );
  const profileMemory = new ProfileMemory({ controller, slot, picker, settings });

  const store = parts.add(new RunStore((file) => controller.isLive(file), log));
  const findings = parts.add(new Findings(store, workspaceState, show));
  const view = parts.add(new RunsView(store, extension));
  parts.add(new FindingDiagnostics(findings, settings, show));
  parts.add(new MainCodeLens(catalogue, findings, settings));
  parts.add(new StatusBar(controller, findings));
  parts.add(controller.onDidChange(() => store.refresh()));

  const allocators = new AllocatorCommands({
    extension,
    profileMemory,
    store,
    compareRuns: (runs) => compareRuns(store, runs),
  });
  const compareAllocators = new CompareAllocators({
    extension,
    settings,
    slot,
    profileMemory,
    show: openComparison,
    log,
  });
  parts.add(registerComparisonEditor({ extension, store, log }));
  parts.add(new AllocatorCodeActions(catalogue).register());

  const actions = parts.add(new RunActions(extension, controller, slot, store, errors));
  parts.add(registerRunEditor({ extension, live: controller, actions, log }));
  parts.add(
    registerCommands({
      extension,
      controller,
      slot,
      profileMemory,
      allocators,
      compareAllocators,
      store,
      view,
      findings,
      errors,
      log,
    }),
  );

  setContext('stairstep.activated', true);
  log.info(`Activated in ${(performance.now() - began).toFixed(1)} ms`);
  parts.add(
    afterActivation(() =>
      errors.guard(async () => {
        await findings.update();
        const cut = await interrupted.takeLast();
        if (cut) await tellInterrupted(cut, openRun);
      }),
    ),
  );
}

/** Once the editor has done what it waits to do until its extensions are active. */
function afterActivation(work: () => unknown): vscode.Disposable {
  const timer = setImmediate(work);
  return { dispose: () => clearImmediate(timer) };
}

async function openBeside(file: vscode.Uri, settings: Settings): Promise<void> {
  const beside = settings.openIn.get() === 'beside' && vscode.window.tabGroups.activeTabGroup.tabs.length > 0;
  await openRun(file, beside ? vscode.ViewColumn.Beside : undefined);
}
