/** Compares allocators on a service: the same plan, one trial after another. */
import path from 'node:path';
import { COMPARISON_FORMAT, type ComparisonEvent, type ComparisonHeader } from '../../core/compare/event';
import { ComparisonFold, headed } from '../../core/compare/fold';
import { runLength } from '../../core/compare/time-left';
import type { Trial, TrialFacts } from '../../core/compare/trial';
import { refusedInfo, trialInfo } from '../../core/compare/trial-info';
import { defaultTrials, TRIALS } from '../../core/compare/trials';
import { UserError } from '../../core/errors';
import { readMetadata } from '../cargo/metadata';
import { RunFolder } from '../record/run-folder';
import { defaultDeps, type EngineDeps } from '../run/deps';
import type { BuildOptions } from '../run/options';
import { type BuiltService, prepareService } from '../run/prepare';
import { ComparisonFile } from './comparison-file';
import { gatherFacts } from './facts';
import type { CompareHandle, CompareObserver, CompareOptions, CompareResult, Offer } from './options';
import { Rounds } from './rounds';
import { removeLeftFolders } from './scratch-folder';
import { scratchParent, TrialBuilder } from './trial-build';

/** Starts a comparison. */
export function compare(
  options: CompareOptions,
  observer: CompareObserver = {},
  deps: EngineDeps = defaultDeps,
): CompareHandle {
  const controller = new AbortController();
  const hurry = new AbortController();
  const cancel = () => controller.abort();
  return {
    done: compareUntil(options, observer, deps, controller.signal, hurry.signal),
    cancel,
    abort: () => {
      cancel();
      hurry.abort();
    },
  };
}

/** Builds the service and says of each trial whether it can run, and how long it takes. */
export async function offerTrials(
  options: BuildOptions & Pick<CompareOptions, 'wasmFolder' | 'targetFolder'>,
  observer: Pick<CompareObserver, 'progress'> = {},
  signal?: AbortSignal,
): Promise<Offer> {
  const built = withinReason(await buildReference(options, observer, signal), options);
  const facts = await gatherFacts(built, options);
  const byDefault = defaultTrials(facts);
  const trials = TRIALS.map((trial) => {
    const { id, label, kind, detail } = trial;
    const builds = kind === 'feature' || kind === 'fix';
    const applies = trial.applies(facts);
    return { id, label, kind, detail, applies, builds, byDefault: byDefault.includes(trial) };
  });
  return { trials, each: runLength(built.loaded.plan) };
}

async function compareUntil(
  options: CompareOptions,
  observer: CompareObserver,
  deps: EngineDeps,
  signal: AbortSignal,
  hurry: AbortSignal,
): Promise<CompareResult> {
  const startedAt = new Date();
  checkNames(options.trials);
  const asBuilt = withinReason(await buildReference(options, observer, signal), options);
  const workspaceRoot = await workspaceOf(asBuilt, signal);
  new RunFolder(workspaceRoot).prepare();
  removeLeftFolders(scratchParent(workspaceRoot));
  const facts = await gatherFacts(asBuilt, options);
  const trials = chosenTrials(options.trials, facts);
  const { name, manifest } = asBuilt.service;
  const { plan } = asBuilt.loaded;
  const file = new ComparisonFile(asBuilt.root, name, startedAt);
  const header: ComparisonHeader = {
    kind: 'comparison',
    format: COMPARISON_FORMAT,
    id: file.id,
    startedAt: startedAt.toISOString(),
    tool: deps.tool,
    service: { name, ...(manifest !== undefined && { manifest }) },
    plan,
    trials: trials.map((trial) =>
      trial.applies(facts) === true ? trialInfo(trial, facts, plan.profile) : refusedInfo(trial),
    ),
    repeats: options.repeats,
  };
  const fold = new ComparisonFold();
  const emit = (event: ComparisonEvent) => {
    file.append(event);
    fold.push(event);
    observer.event?.(event);
  };
  emit(header);
  observer.file?.(file.file);
  const builder = new TrialBuilder({ workspaceRoot, asBuilt, options, signal });
  const { allowRemote = false } = options;
  const rounds = new Rounds({
    trials,
    facts,
    header,
    plan,
    file,
    emit,
    observer,
    deps,
    signal,
    hurry,
    allowRemote,
    builder,
  });
  try {
    await rounds.run();
  } finally {
    await builder.clean();
  }
  emit({ kind: 'finished', reason: signal.aborted ? 'cancelled' : 'completed' });
  return { file: file.file, fold: headed(fold) };
}

/** Seconds: allocators that give back do so within 10 s, and every trial waits for it. */
const LONGEST_TAIL = 15;

/** The plan, with a tail that suits several runs where none was asked for. */
function withinReason(built: BuiltService, { overrides }: BuildOptions): BuiltService {
  if (overrides?.tail !== undefined) return built;
  const { loaded } = built;
  const plan = { ...loaded.plan, tail: Math.min(loaded.plan.tail, LONGEST_TAIL) };
  return { ...built, loaded: { ...loaded, plan } };
}

function buildReference(
  options: BuildOptions,
  observer: Pick<CompareObserver, 'progress'>,
  signal: AbortSignal | undefined,
): Promise<BuiltService> {
  const reference = { trial: 'as-built', label: 'as built', repeat: 1, done: 0, total: 0 };
  const progress = (text: string) => observer.progress?.({ ...reference, doing: 'building', text });
  return prepareService(options, { progress }, signal);
}

async function workspaceOf({ root, service }: BuiltService, signal: AbortSignal): Promise<string> {
  const manifest = path.resolve(root, service.manifest ?? 'Cargo.toml');
  return (await readMetadata(manifest, process.env, signal)).workspace_root;
}

function checkNames(names: CompareOptions['trials']): void {
  if (typeof names === 'string') return;
  const unknown = names.find((name) => !TRIALS.some(({ id }) => id === name));
  if (unknown === undefined) return;
  throw new UserError(
    'usage',
    `There is no trial "${unknown}".`,
    `Trials: ${TRIALS.map(({ id }) => id).join(', ')}.`,
  );
}

/** The reference is always among them, and first. */
function chosenTrials(names: CompareOptions['trials'], facts: TrialFacts): readonly Trial[] {
  if (names === 'all') return TRIALS;
  if (names === 'default') return defaultTrials(facts);
  return TRIALS.filter(({ id, kind }) => kind === 'baseline' || names.includes(id));
}
