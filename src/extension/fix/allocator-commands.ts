import * as vscode from 'vscode';
import type { Settings } from '../base/config';
import { planFileOf } from '../recording/plan-of-run';
import type { ProfileMemory } from '../recording/profile-memory';
import type { RunInfo } from '../runs/run-info';
import { pathInWorkspace } from '../runs/run-root';
import type { RunStore } from '../runs/run-store';
import type { ServiceHint } from '../services/picker';
import { FixApplier } from './apply-fix';
import { changePlan } from './change-plan';
import { chooseFix, type FixChoice } from './choose-fix';
import type { FixTarget } from './fix-target';
import { choosePlace, chooseTuning } from './tunings';

export interface AllocatorServices {
  extension: vscode.Uri;
  settings: Settings;
  profileMemory: ProfileMemory;
  store: RunStore;
  /** lays runs over each other */
  compareRuns: (runs: readonly vscode.Uri[]) => Promise<void>;
}

/** What a command is about: a run's service, a named one, or the one that is picked. */
export interface FixSubject {
  run?: vscode.Uri | undefined;
  hint?: ServiceHint | undefined;
}

/** The commands that change the allocator of a service, and what follows them. */
export class AllocatorCommands {
  private readonly applier: FixApplier;

  constructor(private readonly services: AllocatorServices) {
    this.applier = new FixApplier(services.extension, services.settings, {
      runAgain: (target) => this.runAgain(target),
      enableFeatures: (target, features) => this.enableFeatures(target, features),
      tune: (target) => this.tune(target),
    });
  }

  /** Asks what to put in where `choice` is left out. */
  async add(subject: FixSubject, choice?: FixChoice): Promise<void> {
    const target = await this.target(subject);
    const chosen = target && (choice ?? (await chooseFix(target.bin)));
    if (target && chosen) await this.applier.apply(target, chosen);
  }

  async setOptions(subject: FixSubject): Promise<void> {
    const target = await this.target(subject);
    if (target) await this.tune(target);
  }

  private async target({ run, hint }: FixSubject): Promise<FixTarget | undefined> {
    const info = run && (await this.services.store.find(run));
    const manifest = info && pathInWorkspace(info, info.header.service.manifest);
    if (info && manifest) return targetOfRun(info, manifest);
    const service = await this.services.profileMemory.choose(hint);
    if (!service) return undefined;
    const { manifest: file, package: name, bin } = service.target;
    return { manifest: file, package: name, bin };
  }

  private async tune(target: FixTarget): Promise<void> {
    const tuning = await chooseTuning();
    const place = tuning && (await choosePlace(tuning));
    if (!tuning || !place) return;
    const { allocator, options } = tuning;
    if (place === 'source') return this.applier.apply(target, { allocator, options });
    const { optionLines, optionVariables, planWithEnvironment } = await import('../lazy/fix');
    const variables = optionVariables(allocator, options);
    if (place === 'plan') {
      const plan = target.plan ?? (await this.services.profileMemory.planFor(target));
      if (plan) await changePlan(plan, (text) => planWithEnvironment(text, variables));
      return;
    }
    await vscode.env.clipboard.writeText(`${optionLines(variables, place).join('\n')}\n`);
    vscode.window.setStatusBarMessage(vscode.l10n.t('The lines are on the clipboard.'), 4000);
  }

  private async enableFeatures(target: FixTarget, features: readonly string[]): Promise<boolean> {
    const plan = target.plan ?? (await this.services.profileMemory.planFor(target));
    if (!plan) return false;
    const { planWithFeatures } = await import('../lazy/fix');
    await changePlan(plan, (text) => planWithFeatures(text, features));
    return true;
  }

  private async runAgain({ manifest, bin, run: before, plan }: FixTarget): Promise<void> {
    const after = await this.services.profileMemory.profile({ manifest, bin }, plan);
    if (after && before) await this.services.compareRuns([before, after]);
  }
}

function targetOfRun(run: RunInfo, manifest: vscode.Uri): FixTarget {
  const { name, package: of } = run.header.service;
  const plan = planFileOf(run);
  return {
    manifest: manifest.fsPath,
    bin: name,
    run: run.uri,
    ...(plan && { plan }),
    ...(of !== undefined && { package: of }),
  };
}
