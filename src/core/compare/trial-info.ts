/** How a trial is told in a comparison: its change, what to copy to have it, and the change of code behind it. */
import { allocatorEntry } from '../allocator/catalogue';
import type { TrialInfo } from './event';
import type { Trial, TrialChange, TrialFacts } from './trial';

/** `profile` is the cargo profile that is built. The trial must apply. */
export function trialInfo(trial: Trial, facts: TrialFacts, profile: string): TrialInfo {
  const change = trial.change(facts);
  const { allocator, preload, features } = change;
  const env = { ...(preload !== undefined && { LD_PRELOAD: preload }), ...change.env };
  const snippet = snippetOf(change, env, profile);
  const permanent = permanentOf(trial, facts, profile);
  return {
    id: trial.id,
    label: features ? `${trial.label} (${features.join(', ')})` : trial.label,
    kind: trial.kind,
    allocator,
    ...(Object.keys(env).length > 0 && { env }),
    ...(features && { features: [...features] }),
    ...(snippet !== '' && { snippet }),
    ...(permanent !== undefined && { permanent }),
    ...(trial.fix !== undefined && facts.fixes[trial.fix] === true && { fix: trial.fix }),
  };
}

/** A trial that does not apply is told too, without a change. */
export function refusedInfo({ id, label, kind }: Trial): TrialInfo {
  return { id, label, kind, allocator: 'unknown' };
}

function snippetOf(change: TrialChange, env: Record<string, string>, profile: string): string {
  const library =
    change.preload === undefined ? undefined : allocatorEntry(change.allocator)?.preload?.debian.at(-1);
  return [
    ...(library === undefined ? [] : [`# Debian, Ubuntu: sudo apt-get install ${library}`]),
    ...(change.fix === undefined ? [] : [fixCommand(change.fix)]),
    ...(change.features ? [buildCommand(change.features, profile)] : []),
    ...Object.entries(env).map(([name, value]) => `${name}=${value}`),
  ].join('\n');
}

/** The same allocator built in, with the same options, for a trial that only preloads it. */
function permanentOf(trial: Trial, facts: TrialFacts, profile: string): string | undefined {
  const { kind, fix } = trial;
  const { feature, fixes } = facts;
  if (kind !== 'preload' || fix === undefined) return undefined;
  const byFeature = feature?.allocator === fix ? buildCommand(feature.names, profile) : undefined;
  const command = byFeature ?? (fixes[fix] === true ? fixCommand(fix) : undefined);
  // the crate has a prefix of its own, the library has none
  const options = trial.change(facts).env.MALLOC_CONF;
  return command && [command, ...(options === undefined ? [] : [`_RJEM_MALLOC_CONF=${options}`])].join('\n');
}

function buildCommand(features: readonly string[], profile: string): string {
  return `cargo build ${profile === 'release' ? '--release' : `--profile ${profile}`} --features ${features.join(',')}`;
}

function fixCommand(allocator: string): string {
  return `stairstep fix --allocator ${allocator} --write`;
}
