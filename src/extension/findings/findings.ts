import * as vscode from 'vscode';
import type { Verdict } from '../../core/run/verdict';
import { Coalesced } from '../base/coalesced';
import { setContext } from '../base/context-keys';
import { Disposables } from '../base/disposables';
import type { RunInfo } from '../runs/run-info';
import { pathInWorkspace, rootOf } from '../runs/run-root';
import type { RunStore } from '../runs/run-store';

const DISMISSED = 'stairstep.dismissedRuns';
/** Runs that a workspace remembers as dismissed. */
const MOST_DISMISSED = 200;

/** What the latest deciding run of a service found, and where in the code it is shown. */
export interface Finding {
  run: RunInfo;
  verdict: Verdict;
  profile: 'stair-step' | 'leak';
  manifest: vscode.Uri;
  source: vscode.Uri;
}

/** The last verdict of each service; a finding where it says that memory stays up and nobody dismissed it. */
export class Findings implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<void>());
  readonly onDidChange = this.changed.event;
  private current: readonly Finding[] = [];
  private latest: readonly RunInfo[] = [];
  private readonly updating: Coalesced;

  constructor(
    private readonly store: RunStore,
    private readonly memory: vscode.Memento,
    onError: (error: unknown) => void,
  ) {
    this.updating = new Coalesced(() => this.read(), onError);
    this.disposables.add(store.onDidChange(() => void this.update()));
  }

  get all(): readonly Finding[] {
    return this.current;
  }

  /** The newest run with a verdict of the binary whose root source this is. */
  lastRunOf(source: vscode.Uri): RunInfo | undefined {
    return this.latest.find((run) => sameFile(pathInWorkspace(run, run.header.service.source), source));
  }

  /** The newest run with a verdict, of whatever service. */
  get lastRun(): RunInfo | undefined {
    return this.latest[0];
  }

  /** Reads the runs again. */
  update(): Promise<void> {
    return this.updating.request();
  }

  private async read(): Promise<void> {
    const runs = (await this.store.runs()).filter(({ header, verdict }) => verdict && !header.trial);
    this.latest = newestOfEach(runs);
    setContext('stairstep.hasRun', this.latest.length > 0);
    const dismissed = new Set(this.dismissed);
    this.current = newestOfEach(runs.filter(({ verdict }) => verdict?.profile !== 'inconclusive'))
      .filter(({ header }) => !dismissed.has(header.id))
      .flatMap(asFinding);
    this.changed.fire();
  }

  /** Takes a finding away until another run finds it again. */
  async dismiss({ run }: Finding): Promise<void> {
    await this.memory.update(DISMISSED, [run.header.id, ...this.dismissed].slice(0, MOST_DISMISSED));
    await this.update();
  }

  private get dismissed(): string[] {
    return this.memory.get<string[]>(DISMISSED, []);
  }

  dispose(): void {
    this.disposables.dispose();
  }
}

/** Of runs in order, newest first: the first of each service. */
function newestOfEach(runs: readonly RunInfo[]): RunInfo[] {
  const seen = new Set<string>();
  return runs.filter((run) => {
    const { manifest, name } = run.header.service;
    const key = `${rootOf(run)?.toString()}\n${manifest}\n${name}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function asFinding(run: RunInfo): Finding[] {
  const { verdict, header } = run;
  const manifest = pathInWorkspace(run, header.service.manifest);
  const source = pathInWorkspace(run, header.service.source);
  if (!verdict || !manifest || !source) return [];
  const { profile } = verdict;
  return profile === 'stair-step' || profile === 'leak' ? [{ run, verdict, profile, manifest, source }] : [];
}

function sameFile(a: vscode.Uri | undefined, b: vscode.Uri): boolean {
  return a?.toString() === b.toString();
}
