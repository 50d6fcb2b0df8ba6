/** Plan the change that makes an allocator permanent: texts in, edits out, nothing touched. */
import { bystanderEdits } from './bystanders';
import { allocatorEntry, allocatorOfCrate, fixableAllocators, title } from './catalogue';
import { type CfgFacts, renderCfg } from './cfg';
import { planDependency } from './dependency-plan';
import type { FileEdits } from './edit';
import { alreadyThere, answerExisting, type Room } from './existing';
import { type Identified, identify } from './identify';
import { featuresBuilt, featuresOn, type Manifest, readManifest } from './manifest';
import { manifestEdits, tableHabits } from './manifest-edits';
import { type FixInput, type FixOutcome, type Refusal, refused, shownPath } from './outcome';
import type { DependencyPlan, PlanContext } from './plan';
import { behindAnother } from './refusals';
import type { RustParser } from './rust/syntax';
import { sourceEdits } from './source-edits';
import { isProblem, parseToml, type TomlDocument } from './toml/document';
import { clashing, unfitFeature, unfitName, unfitTarget } from './unfit';
import { allocatorsAdded, manifestChangedOnly, sourceStillParses } from './verify';

/** Decide what to do to a binary, and where it is an edit, make it fit the files. */
export function planFix(input: FixInput, parser: RustParser): FixOutcome {
  const entry = allocatorEntry(input.allocator);
  if (input.allocator === 'system')
    return refused(
      'unknown-allocator',
      "The system's allocator is there without a fix.",
      `For its options: --allocator system --options arena_max:2 --as env. To put another one in: --allocator ${fixableAllocators().join(', ')}.`,
    );
  if (!entry?.crate)
    return refused(
      'unknown-allocator',
      `${title(input.allocator)} cannot be built into a Rust binary by a fix.`,
      `Choose one of ${fixableAllocators().join(', ')}.`,
    );
  const read = readManifests(input);
  if ('kind' in read) return read;
  const { document, manifest } = read;
  const facts: CfgFacts = {
    features: featuresOn(manifest, featuresBuilt(input.binary.requires)),
    target: input.target,
  };
  const found = identify(input.existing, manifest, facts);
  const isOwn = input.feature !== undefined && Object.hasOwn(manifest.features, input.feature);
  const answer = answerExisting(found, input, isOwn ? input.feature : undefined);
  if ('outcome' in answer) return answer.outcome;
  const { present } = answer;
  if (present && isProvided(present, manifest) && !input.options) return alreadyThere(present, input.base);
  const { feature, ...permanent } = input;
  const elsewhere =
    present && input.options && feature !== undefined && behindAnother(present, feature, input.base);
  if (elsewhere) return elsewhere;
  const unfit =
    unfitTarget(input, entry.crate) ??
    unfitFeature(input, manifest) ??
    clashing(input, manifest, answer.exclude);
  if (unfit) return unfit;
  const wanted: FixInput = present === undefined || feature === undefined ? input : permanent;
  const context: PlanContext = { input: wanted, manifest, facts, entry, ...tableHabits(document) };
  const named = present && allocatorOfCrate(crateNamed(present))?.crate;
  const plan = planDependency(named ? { ...context, required: named } : context);
  if (!plan)
    return refused('unknown-allocator', `No crate of ${entry.title} is known.`, 'Choose another allocator.');
  return (
    unfitName(wanted, manifest, plan) ??
    finish(wanted, parser, { document, manifest, plan, existing: answer })
  );
}

interface Decided {
  document: TomlDocument;
  manifest: Manifest;
  plan: DependencyPlan;
  existing: Room;
}

function finish(input: FixInput, parser: RustParser, decided: Decided): FixOutcome {
  const { document, manifest, plan, existing } = decided;
  const { present, exclude } = existing;
  const provided = present && isProvided(present, manifest);
  const manifestFile = manifestEdits(input.manifest, document, provided ? { newEntries: [] } : plan);
  const source = sourceEdits(input, parser, {
    plan,
    existing: present ?? { exclude: exclude.map(({ cfg }) => cfg) },
    unsafeCode: manifest.unsafeCode,
  });
  if ('kind' in source) return source;
  const bystanders = provided ? [] : bystanderEdits(input, parser, plan, manifest.unusedDependencies);
  const files = [manifestFile.file, source, ...bystanders].filter((file) => file.edits.length > 0);
  if (files.length === 0 && present) return alreadyThere(present, input.base);
  const fits =
    manifestChangedOnly(manifestFile.file, manifestFile.intended) &&
    [source, ...bystanders].every((file) => sourceStillParses(file, parser)) &&
    allocatorsAdded(source, parser) === (present ? 0 : 1);
  if (!fits)
    return refused(
      'unsafe-edit',
      `No edit was found that leaves the rest of ${shownPath(input.manifest.path, input.base)} as it is.`,
      'Make the change by hand, and please report the file.',
    );
  const features = present?.enableWith ?? plan.features;
  return {
    kind: 'edits',
    allocator: input.allocator,
    files,
    features,
    summary: summaryOf(input, features, files, provided ? 'options' : exclude),
  };
}

function readManifests(input: FixInput): { document: TomlDocument; manifest: Manifest } | Refusal {
  const document = parseToml(input.manifest.text);
  if (isProblem(document)) return invalid(input, input.manifest.path, document);
  const root = input.workspaceManifest && parseToml(input.workspaceManifest.text);
  if (root && isProblem(root)) return invalid(input, input.workspaceManifest?.path ?? '', root);
  const manifest = readManifest(document.data, root?.data ?? document.data);
  if (manifest.packageName === undefined)
    return refused(
      'no-package',
      `${shownPath(input.manifest.path, input.base)} has no [package] with a name.`,
      'Name the Cargo.toml of the package that holds the binary.',
    );
  return { document, manifest };
}

function invalid(input: FixInput, path: string, problem: { line: number; message: string }): Refusal {
  return refused(
    'manifest-invalid',
    `${shownPath(path, input.base)}:${problem.line}: ${problem.message}.`,
    'Correct that line first; nothing was changed.',
  );
}

/** Whether the manifest lists the crate that a static names. */
function isProvided(present: Identified, manifest: Manifest): boolean {
  const ident = present.type.split(/::|</)[0] ?? '';
  const isPath = present.type.includes('::') && !['crate', 'self', 'super'].includes(ident);
  if (!isPath || !allocatorOfCrate(crateNamed(present))) return true;
  return manifest.dependencies.some(
    (dependency) => dependency.table === 'normal' && dependency.ident === ident,
  );
}

function crateNamed(present: Identified): string {
  return (present.type.split(/::|</)[0] ?? '').replaceAll('_', '-');
}

function summaryOf(
  input: FixInput,
  features: readonly string[],
  files: readonly FileEdits[],
  others: readonly Identified[] | 'options',
): string {
  const names = listed(files.map((file) => shownPath(file.path, input.base)));
  const build = features.length > 0 ? `; build with --features ${features.join(',')}` : '';
  const binaries = listed([input.binary.name, ...input.binary.sharing]);
  const allocator = title(input.allocator);
  if (others === 'options')
    return `Add options for ${allocator}, which is in ${binaries} already: ${names}${build}.`;
  const stays = others
    .filter(({ name }) => allocatorEntry(name)?.crate)
    .map(
      ({ name, cfg, path, line }) =>
        ` Where ${renderCfg(cfg)}, ${title(name)} stays as ${shownPath(path, input.base)}:${line} sets it.`,
    );
  return `Make ${allocator} the global allocator of ${binaries}: ${names}${build}.${stays.join('')}`;
}

/** `a`, `a and b`, `a, b and c`. */
function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
