import { existsSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Settings } from '../base/config';
import { setContext } from '../base/context-keys';
import { Disposables } from '../base/disposables';
import { logError } from '../base/log-error';
import { cargoEnvironment } from '../services/cargo-environment';
import type { Service } from '../services/service';
import { BuildProblems } from './build-problems';
import { showBuilding } from './building';
import type { EngineSlot } from './engine-slot';
import type { InterruptedRun } from './interrupted-run';
import type { LiveRecording } from './live-recording';
import type { ProfileRequest, RunSession } from './run-session';
import { StallMeter } from './stall-meter';

export interface ControllerServices {
  extension: vscode.Uri;
  settings: Settings;
  slot: EngineSlot;
  live: LiveRecording;
  interrupted: InterruptedRun;
  /** shows the chart of a run that began */
  show: (file: vscode.Uri) => Promise<void>;
  log: vscode.LogOutputChannel;
}

/** The one run of this window, and who listens to it. */
export class RunController implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly progressed = this.disposables.add(new vscode.EventEmitter<void>());
  private readonly problems = this.disposables.add(new BuildProblems());
  private current: RunSession | undefined;
  /** the state, phase or size of the run changed, or it ended */
  readonly onDidProgress = this.progressed.event;

  constructor(private readonly services: ControllerServices) {}

  /** The run under way. */
  get session(): RunSession | undefined {
    return this.current;
  }

  /** Builds and runs; resolves with the recording once it is over. Errors: {@link UserError}. */
  async run(service: Service, profile: ProfileRequest): Promise<vscode.Uri> {
    const { extension, settings, slot, live, log, interrupted } = this.services;
    const { RunSession } = await import('../lazy/engine');
    // what the chart and the list of runs need is loaded now, while nothing is measured, and not all at once
    await turn();
    await import('../lazy/pages');
    await turn();
    await import('../lazy/runs');
    await turn();
    slot.assertFree();
    const lifetime = new Disposables();
    const stalls = lifetime.add(new StallMeter((line) => log.info(line)));
    const session = lifetime.add(
      new RunSession({ service, extension, env: cargoEnvironment(settings), profile, log }),
    );
    const release = slot.take({ name: service.target.bin, stop: () => session.stop() });
    this.current = session;
    this.problems.clear();
    lifetime.add(session.onDiagnostic((one) => this.problems.add(one, service.workspaceRoot)));
    lifetime.add(
      session.onState((state) => {
        slot.tell(state);
        this.progressed.fire();
      }),
    );
    lifetime.add(
      session.onFile((file) => {
        stalls.enter('while the chart opens');
        this.opened(file);
      }),
    );
    lifetime.add(
      session.onEvents((batch) => {
        if (batch.events.some((event) => event.kind === 'phase' && event.phase === 'burst'))
          stalls.enter('under load');
        live.take(batch);
        this.progressed.fire();
      }),
    );
    let givenUp: unknown;
    try {
      void showBuilding(session);
      return await session.done;
    } catch (error) {
      if (session.file && !existsSync(session.file.fsPath)) givenUp = error;
      throw error;
    } finally {
      lifetime.dispose();
      this.current = undefined;
      await interrupted.remember(undefined);
      release();
      live.end(givenUp);
      this.progressed.fire();
    }
  }

  private opened(file: vscode.Uri): void {
    const { interrupted, live, show, log } = this.services;
    void interrupted.remember(file);
    setContext('stairstep.hasRun', true);
    live.begin(file);
    show(file).catch((error: unknown) => logError(log, error));
  }

  dispose(): void {
    this.current?.dispose();
    this.disposables.dispose();
  }
}
