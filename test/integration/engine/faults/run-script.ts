/** Runs of services that are scripts of Node, each in a folder of its own. */
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { PlanInput } from '../../../../src/core/plan/plan';
import { type EngineDeps, profile, type RunHandle } from '../../../../src/engine';
import { engineDeps, recordingObserver, script, scriptOptions, temporaryFolder } from '../../support';

type Run = ReturnType<typeof recordingObserver> & { handle: RunHandle; root: string };

/** Makes the folder that all of a file's runs are below, and removes it after them. */
export function scriptRuns(): {
  folder: string;
  run: (name: string, source: string, overrides?: Partial<PlanInput>) => Run;
} {
  const { folder, remove } = temporaryFolder();
  let deps: EngineDeps;
  beforeAll(async () => {
    deps = await engineDeps(folder);
  });
  afterAll(remove);
  const run = (name: string, source: string, overrides: Partial<PlanInput> = {}): Run => {
    const heard = recordingObserver();
    const root = path.join(folder, name);
    const options = scriptOptions(root, script(root, 'service.cjs', source), overrides);
    return { ...heard, root, handle: profile(options, heard.observer, deps) };
  };
  return { folder, run };
}
