/** The sample service as the tests build and run it. */
import os from 'node:os';
import path from 'node:path';
import type { PlanInput } from '../../src/core/plan/plan';
import type { BuildOptions } from '../../src/engine';

export const ROOT = path.resolve(import.meta.dirname, '../..');
export const SAMPLE = path.join(ROOT, 'media/sample-service');

/** Outside the checkout, so that every run of the tests finds what the one before built. */
export const CACHE = process.env.STAIRSTEP_CACHE ?? path.join(os.homedir(), '.cache/stairstep');
export const BUILD_ENV = { CARGO_TARGET_DIR: path.join(CACHE, 'target') };

/** Half a second of everything. */
export const SHORT: Partial<PlanInput> = {
  connections: [2, 4, 4],
  burst: { seconds: 0.3 },
  baseline: 0.2,
  rest: 0.3,
  tail: 0.5,
};

/** Nothing but quiet, sampled fast. */
export const LONG_BASELINE: Partial<PlanInput> = { ...SHORT, baseline: 60, hz: 50 };

/** Options that build the sample service in the cache and keep runs in `root`. */
export function sampleOptions(root: string, overrides: Partial<PlanInput> = SHORT): BuildOptions {
  return { cwd: SAMPLE, root, overrides, buildEnv: BUILD_ENV };
}

/** Options to run a program of the test's own as if it were the sample service's binary. */
export function scriptOptions(
  root: string,
  binary: string,
  overrides: Partial<PlanInput> = {},
): BuildOptions {
  return {
    ...sampleOptions(root, { ...SHORT, health: '/', requests: [{ path: '/' }], ...overrides }),
    binary,
  };
}
