/** What the engine offers to those who use it in their own process. */

export type { CompilerDiagnostic } from './cargo/messages';
export { findManifest, readMetadata } from './cargo/metadata';
export { type BinaryTarget, binaryTargets, selectTarget } from './cargo/target';
export { type LoadedPlan, loadPlan } from './plan/load-plan';
export { attach } from './run/attach';
export { defaultDeps, type EngineDeps } from './run/deps';
export type { RunObserver } from './run/observer';
export type {
  AttachOptions,
  BuildOptions,
  LaunchOptions,
  ProfileOptions,
  RunHandle,
  RunResult,
} from './run/options';
export { type BuiltService, prepareService } from './run/prepare';
export { profile, runService } from './run/profile';
export type { Trial } from './run/trial';
