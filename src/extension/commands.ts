import type * as vscode from 'vscode';
import { hintOf, isEntry, isRunInfo, runUri, runUris, subjectOf } from './command-arguments';
import type { CommandId } from './command-ids';
import type { CompareAllocators } from './compare/compare-allocators';
import { compareRuns } from './compare/compare-runs';
import { openComparison } from './compare/comparison-editor';
import { activeRun } from './editor/run-editor';
import { copySummary, type Shown, saveShownAs, shownRun } from './editor/save-run';
import { FindingDiagnostic } from './findings/diagnostics';
import type { Findings } from './findings/findings';
import type { AllocatorCommands } from './fix/allocator-commands';
import { fixNamed } from './fix/choose-fix';
import type { EngineSlot } from './recording/engine-slot';
import type { LiveRuns } from './recording/live-runs';
import type { ProfileMemory } from './recording/profile-memory';
import type { RunController } from './recording/run-controller';
import type { ComparisonInfo } from './runs/comparison-info';
import { deleteEntries, renameEntry, revealEntry } from './runs/manage-runs';
import { openRun } from './runs/open-run';
import { pickRun } from './runs/pick-run';
import { showManifest, showSource } from './runs/places';
import type { Entry } from './runs/run-entries';
import type { RunStore } from './runs/run-store';
import type { RunsView } from './runs/runs-view';
import type { WatchedFiles } from './runs/watched-files';
import { openSample } from './sample';
import { readSeries } from './series/read-series';
import type { SeriesChoices } from './series/series-choices';
import { activeSeries, shownSeries } from './series/shown-series';

export interface CommandServices {
  extension: vscode.Uri;
  controller: RunController;
  slot: EngineSlot;
  profileMemory: ProfileMemory;
  allocators: AllocatorCommands;
  compareAllocators: CompareAllocators;
  store: RunStore;
  comparisons: WatchedFiles<ComparisonInfo>;
  choices: SeriesChoices;
  view: RunsView;
  live: LiveRuns;
  findings: Findings;
  log: vscode.LogOutputChannel;
}

type Handler = (...args: unknown[]) => unknown;
export type Commands = Readonly<Record<CommandId, Handler>>;

/** What each command does. Those that need a run are written against one: `aboutRun` finds it. */
export function commands(services: CommandServices): Commands {
  const {
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
  } = services;

  /** About the run of a tree item, of a file, of the active chart, or one that is picked. */
  const aboutRun =
    (work: (run: vscode.Uri) => Promise<void>): Handler =>
    async (arg) => {
      const selected = view.selection.find(isRunInfo);
      const run = runUri(arg) ?? activeRun() ?? selected?.uri ?? (await pickRun(store))?.uri;
      if (run) await work(run);
    };
  /** About what the active chart shows, of whatever origin, or a run as above. */
  const aboutShown = (work: (shown: Shown) => Promise<void>): Handler => {
    const ofRun = aboutRun((run) => work(shownRun(run)));
    return (arg) => {
      const series = activeSeries();
      return series ? work(shownSeries(series, choices)) : ofRun(arg);
    };
  };
  /** About the selected items of the view; a comparison under way is left alone. */
  const aboutEntries =
    (work: (entries: readonly Entry[]) => Promise<void>): Handler =>
    async (arg, all) => {
      const chosen = Array.isArray(all) ? all.filter(isEntry) : isEntry(arg) ? [arg] : view.selection;
      const atRest = chosen.filter(({ uri }) => !live.isComparing(uri));
      if (atRest.length > 0) await work(atRest);
    };

  return {
    'stairstep.profile': (arg) => profileMemory.profile(hintOf(arg)),
    'stairstep.stop': () => slot.stop(),
    'stairstep.runAgain': async (arg) => {
      const run = runUri(arg) ?? activeRun();
      // one that was given up left nothing to say what it was of
      const isThere = run && live.whyGivenUp(run) === undefined;
      await (isThere ? profileMemory.again(await store.find(run)) : profileMemory.profile());
    },
    'stairstep.showRun': async () => {
      const comparison = compareAllocators.underWay?.file;
      if (comparison) return openComparison(comparison);
      const run = controller.session?.file ?? findings.lastRun?.uri;
      if (run) await openRun(run);
    },
    'stairstep.openRun': async () => {
      const run = await pickRun(store);
      if (run) await openRun(run.uri);
    },
    'stairstep.editPlan': (arg) => profileMemory.editPlan(hintOf(arg)),
    'stairstep.addAllocator': (arg, choice) => allocators.add(subjectOf(arg), fixNamed(choice)),
    'stairstep.tuneAllocator': (arg) => allocators.setOptions(subjectOf(arg)),
    'stairstep.compareAllocators': async (arg) => {
      const { run, hint } = subjectOf(arg);
      const ready = await (run
        ? profileMemory.prepareAgain(await store.find(run))
        : profileMemory.prepare(hint));
      if (ready) await compareAllocators.compare(ready);
    },
    'stairstep.compareRuns': (arg, all) => compareRuns(store, runUris(arg, all)),
    'stairstep.saveAs': aboutShown((shown) => saveShownAs(shown, extension)),
    'stairstep.copySummary': aboutShown(copySummary),
    'stairstep.renameRun': aboutEntries(async ([entry]) => {
      if (entry) await renameEntry(entry);
    }),
    'stairstep.deleteRun': aboutEntries(async (entries) => deleteEntries(entries, await store.runs())),
    'stairstep.revealRun': aboutEntries(async ([entry]) => {
      if (entry) await revealEntry(entry);
    }),
    'stairstep.showManifest': aboutRun(async (run) => showManifest(await store.find(run))),
    'stairstep.showSource': aboutRun(async (run) => showSource(await store.find(run))),
    'stairstep.dismissFinding': async (arg) => {
      if (arg instanceof FindingDiagnostic) await findings.dismiss(arg.finding);
    },
    'stairstep.readSeries': (arg) => readSeries(choices, runUri(arg)),
    'stairstep.refreshRuns': () => {
      store.refresh();
      comparisons.refresh();
    },
    'stairstep.openSample': () => openSample(extension),
    'stairstep.showLog': () => log.show(),
  };
}
