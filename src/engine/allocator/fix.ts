/** Gather what a fix must know of a project, and plan it. */
import { dirname, join, sep } from 'node:path';
import type { AllocatorName } from '../../core/allocator/allocator';
import { whyNotIn } from '../../core/allocator/build-folder';
import { type CfgFacts, holds } from '../../core/allocator/cfg';
import { planFix } from '../../core/allocator/fix';
import { featuresBuilt, featuresOn, readManifest } from '../../core/allocator/manifest';
import type { AllocatorOption } from '../../core/allocator/options';
import {
  type ExistingAllocator,
  type FixOutcome,
  type Refusal,
  refused,
  shownPath,
} from '../../core/allocator/outcome';
import { featureFlag } from '../../core/allocator/plan';
import { scanFile } from '../../core/allocator/rust/scan';
import type { RustParser } from '../../core/allocator/rust/syntax';
import { isProblem, parseToml } from '../../core/allocator/toml/document';
import { manifestAt } from '../cargo/manifest-path';
import { type Choice, chooseBinary, sharing } from './choose';
import { dependencyAllocators } from './dependencies';
import { exists, type ReadOverride, Texts } from './files';
import { problemIn } from './manifest-file';
import { type OwnSources, otherRoots, ownAllocators } from './own';
import type { ProjectPackage } from './package';
import { loadProject, type Project } from './project';
import { loadRustParser } from './rust-parser';
import { buildTarget, wasmReason } from './target';
import { newestVersion } from './version';

export interface FixOptions {
  /** a Cargo.toml, or the folder that holds it */
  manifestPath: string;
  package?: string;
  bin?: string;
  allocator: AllocatorName;
  /** another one that the package has behind a feature, which is off, will do as well */
  orAnother?: boolean;
  /** put it behind this cargo feature */
  feature?: string;
  /** export these from the binary */
  options?: readonly AllocatorOption[];
  /** texts of unsaved editors */
  readFile?: ReadOverride;
  /** a parser that is already loaded */
  parser?: RustParser;
  /** of cargo and rustc; the process's own where left out */
  env?: NodeJS.ProcessEnv;
  /** folder of the wasm files, where they are not beside the bundle */
  wasmFolder?: string;
}

export interface PreparedFix {
  outcome: FixOutcome;
  /** the workspace's folder */
  root: string;
  binary?: { name: string; package: string; root: string; manifest: string };
  /** why cargo could not load the manifest, in a sentence or two; its targets were then found by cargo's rules */
  cargoError?: string;
  /** dependencies that were not searched for an allocator of their own: cargo could not resolve them, as when offline */
  unsearched: readonly string[];
  /** where a file is included whose path only the build knows: it was not searched for an allocator either */
  unfollowed: OwnSources['unfollowed'];
  /** features without which cargo does not build the binary */
  requires: readonly string[];
  /** why the allocator cannot be built where cargo builds */
  unbuildable?: string;
  /** whether the next build changes a lock file that is there, which one with `--locked` will not */
  changesLock?: boolean;
}

type Planned = Pick<PreparedFix, 'outcome' | 'unsearched' | 'unfollowed' | 'requires'>;

/** Plan a fix for a project on disk; nothing is written. */
export async function prepareFix(options: FixOptions): Promise<PreparedFix> {
  const texts = new Texts(options.readFile);
  const manifestPath = await manifestAt(options.manifestPath);
  const folder = dirname(manifestPath);
  const problem = problemIn(await texts.read(manifestPath), manifestPath, folder);
  if (problem) return { ...answered(problem), root: folder };
  const project = await loadProject(manifestPath, texts, options.env ?? process.env);
  const choice = await chooseBinary(project, manifestPath, options, texts);
  if ('kind' in choice) return { ...answered(choice), root: project.root };
  const { pack, binary } = choice;
  const planned = await plan(options, project, choice, texts);
  const unbuildable = unbuildableHere(planned.outcome, project);
  return {
    ...planned,
    ...(unbuildable === undefined ? {} : { unbuildable }),
    changesLock: changesManifest(planned.outcome, pack) && (await exists(join(project.root, 'Cargo.lock'))),
    root: project.root,
    binary: { name: binary.name, package: pack.name, root: binary.root, manifest: pack.manifestPath },
    ...(project.cargoError === undefined ? {} : { cargoError: project.cargoError }),
  };
}

async function plan(options: FixOptions, project: Project, choice: Choice, texts: Texts): Promise<Planned> {
  const { pack, binary } = choice;
  const folder = dirname(pack.manifestPath);
  const base = project.root + sep;
  const text = await texts.read(pack.manifestPath);
  const workspacePath = join(project.root, 'Cargo.toml');
  const workspaceText = workspacePath === pack.manifestPath ? undefined : await texts.tryRead(workspacePath);
  for (const [path, content] of [
    [pack.manifestPath, text],
    ...(workspaceText === undefined ? [] : [[workspacePath, workspaceText]]),
  ] as const) {
    const problem = problemIn(content, path, project.root);
    if (problem) return answered(problem);
  }
  const data = parseToml(text);
  const workspaceData = workspaceText === undefined ? undefined : parseToml(workspaceText);
  const manifest = readManifest(
    isProblem(data) ? {} : data.data,
    workspaceData && !isProblem(workspaceData) ? workspaceData.data : undefined,
  );
  const [parser, target, version, rootText] = await Promise.all([
    options.parser ?? loadRustParser(options.wasmFolder),
    buildTarget(folder, texts, project.env),
    newestVersion(options.allocator, project.env),
    texts.read(binary.root),
  ]);
  const { requires } = binary;
  const built = featuresBuilt(requires);
  const facts: CfgFacts = { features: featuresOn(manifest, built), target: target.cfg };
  const isNoStd = scanFile(rootText, parser).noStd;
  if (isNoStd && holds(isNoStd, facts)) return answered(noStd(binary.name, shownPath(binary.root, base)));
  const search = (features: readonly string[]) =>
    dependencyAllocators(pack, project, { manifest, built: features }, target, parser, texts);
  const plain = await search(built);
  // a feature that is named as the allocator may turn on one in a dependency
  const asked = options.feature ?? options.allocator;
  const isOff = Object.hasOwn(manifest.features, asked) && !facts.features.has(asked);
  const searched = isOff ? await search([...built, asked]) : plain;
  const isPlain = ({ path, line }: ExistingAllocator) =>
    plain.found.some((known) => known.path === path && known.line === line);
  const found = searched.found.map((known) =>
    isPlain(known) ? known : { ...known, cfg: featureFlag(asked) },
  );
  const own = await ownAllocators(choice, searched.macros, parser, texts);
  const existing = [...own.found, ...found];
  const wasm = await wasmReason(target, manifest, folder);
  const outcome = planFix(
    {
      base,
      allocator: options.allocator,
      ...(options.orAnother ? { orAnother: true } : {}),
      version,
      ...(options.feature === undefined ? {} : { feature: options.feature }),
      ...(options.options === undefined ? {} : { options: options.options }),
      manifest: { path: pack.manifestPath, text },
      ...(workspaceText === undefined
        ? {}
        : { workspaceManifest: { path: workspacePath, text: workspaceText } }),
      binary: {
        name: binary.name,
        sharing: sharing(choice).map(({ name }) => name),
        edition: binary.edition,
        requires,
        root: { path: binary.root, text: rootText },
      },
      others: await otherRoots(choice, texts),
      existing,
      target: target.cfg,
      otherTargets: target.others,
      ...(wasm === undefined ? {} : { wasm }),
      locked: searched.locked,
    },
    parser,
  );
  return { outcome, unsearched: searched.unsearched, unfollowed: own.unfollowed, requires };
}

function unbuildableHere(outcome: FixOutcome, { buildFolder }: Project): string | undefined {
  const isToBuild = outcome.kind === 'edits' || outcome.kind === 'enable-feature';
  return isToBuild && buildFolder !== undefined ? whyNotIn(buildFolder, outcome.allocator) : undefined;
}

function answered(outcome: FixOutcome): Planned {
  return { outcome, unsearched: [], unfollowed: [], requires: [] };
}

function changesManifest(outcome: FixOutcome, { manifestPath }: ProjectPackage): boolean {
  return outcome.kind === 'edits' && outcome.files.some(({ path }) => path === manifestPath);
}

function noStd(name: string, path: string): Refusal {
  return refused(
    'no-std',
    `${name} is no_std (${path}): it has no allocator of the standard library to replace.`,
    'Choose a binary that uses the standard library.',
  );
}
