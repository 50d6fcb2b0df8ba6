/** Choose the binary that a fix is for, as `cargo run` would. */
import { realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fewOf, type Refusal, refused, shownPath } from '../../core/allocator/outcome';
import type { Texts } from './files';
import { isVirtual } from './manifest-file';
import type { ProjectPackage, ProjectTarget } from './package';
import type { Project } from './project';

export interface Choice {
  pack: ProjectPackage;
  binary: ProjectTarget;
}

interface Wanted {
  package?: string;
  bin?: string;
}

/** The one binary meant, or why there is none. */
export async function chooseBinary(
  project: Project,
  manifestPath: string,
  wanted: Wanted,
  texts: Texts,
): Promise<Choice | Refusal> {
  const { cargoError } = project;
  const choice = await choose(project, manifestPath, wanted);
  if (!('kind' in choice) || cargoError === undefined || choice.code === 'several-binaries') return choice;
  // a workspace has no package of its own, and where its members are not known, that is why
  return choice.code === 'no-package' && isVirtual(await texts.read(manifestPath))
    ? refused(
        'no-package',
        cargoError,
        'Mend that, or name the Cargo.toml of the package that holds the binary.',
      )
    : { ...choice, remedy: `${cargoError} ${choice.remedy}` };
}

async function choose(project: Project, manifestPath: string, wanted: Wanted): Promise<Choice | Refusal> {
  const packages = await candidates(project, manifestPath, wanted.package);
  if (packages.length === 0) return noPackage(project, manifestPath, wanted.package);
  const choices = binariesOf(packages);
  const all = wanted.package === undefined ? binariesOf(project.packages) : choices;
  const hasName = ({ binary }: Choice) => wanted.bin === undefined || binary.name === wanted.bin;
  const near = choices.filter(hasName);
  // a binary asked for by name is meant wherever it is, unless its package was named too
  const named = near.length > 0 || wanted.bin === undefined ? near : all.filter(hasName);
  if (named.length === 0 && choices.length === 0) return noBinary(packages, all);
  if (named.length === 0)
    return refused(
      'no-binary',
      `There is no binary "${wanted.bin}" in ${packages.map(({ name }) => name).join(', ')}.`,
      `Choose with --bin: ${names(choices)}.`,
    );
  const preferred = named.filter(({ pack, binary }) => binary.name === pack.defaultRun);
  const meant = named.length > 1 && preferred.length === 1 ? preferred : named;
  const [only, second] = isOneSource(meant) ? meant.slice(0, 1) : meant;
  if (only && !second) return isLibraryToo(only) ? libraryToo(only, project.root) : only;
  return refused('several-binaries', 'There is more than one binary.', `Choose with --bin: ${names(named)}.`);
}

/** Other binaries of the same source, which a fix of one changes too. */
export function sharing({ pack, binary }: Choice): ProjectTarget[] {
  return pack.targets.filter(
    (other) => other.kind === 'bin' && other.root === binary.root && other !== binary,
  );
}

/** Whether binaries are built from the same source in the same way, so that it does not matter which one is meant. */
function isOneSource(choices: readonly Choice[]): boolean {
  const [first] = choices;
  const requires = first?.binary.requires.join();
  return choices.every(
    ({ binary }) => binary.root === first?.binary.root && binary.requires.join() === requires,
  );
}

function isLibraryToo({ pack, binary }: Choice): boolean {
  return pack.targets.some(({ kind, root }) => kind === 'lib' && root === binary.root);
}

function libraryToo({ pack, binary }: Choice, root: string): Refusal {
  return refused(
    'library-only',
    `${shownPath(binary.root, root + sep)} is the source of the library of ${pack.name} as well as that of ${binary.name}, and a library must leave the choice of allocator to the program that uses it.`,
    'Give the binary a source of its own with [[bin]] path.',
  );
}

function binariesOf(packages: readonly ProjectPackage[]): Choice[] {
  return packages.flatMap((pack) =>
    pack.targets.filter(({ kind }) => kind === 'bin').map((binary) => ({ pack, binary })),
  );
}

/** As cargo has it: the default members in the workspace's folder, elsewhere the manifest's own package. */
async function candidates(
  project: Project,
  manifestPath: string,
  name: string | undefined,
): Promise<ProjectPackage[]> {
  if (name !== undefined) return project.packages.filter((pack) => pack.name === name);
  const wanted = await realpath(manifestPath).catch(() => manifestPath);
  const paths = await Promise.all(
    project.packages.map((pack) => realpath(pack.manifestPath).catch(() => pack.manifestPath)),
  );
  const top = join(project.root, 'Cargo.toml');
  if (wanted === (await realpath(top).catch(() => top)) && project.defaultMembers.length > 0)
    return project.defaultMembers;
  const own = project.packages.filter((_, index) => paths[index] === wanted);
  return own.length > 0 ? own : project.packages;
}

function noPackage(project: Project, manifestPath: string, name: string | undefined): Refusal {
  const known = project.packages.map((pack) => pack.name).join(', ');
  if (name !== undefined && known !== '')
    return refused(
      'no-package',
      `There is no package "${name}" in this workspace.`,
      `Choose with --package: ${known}.`,
    );
  return refused(
    'no-package',
    `${shownPath(manifestPath, project.root + sep)}:1: there is no [package] with a name.`,
    'Name the Cargo.toml of the package that holds the binary.',
  );
}

function noBinary(packages: readonly ProjectPackage[], elsewhere: readonly Choice[]): Refusal {
  const list = fewOf(packages.map(({ name }) => name));
  const have = packages.length > 1 ? 'have' : 'has';
  if (packages.every(({ targets }) => targets.some(({ kind }) => kind === 'proc-macro')))
    return refused(
      'proc-macro',
      packages.length > 1
        ? `${list} are procedural macros: they run inside the compiler.`
        : `${list} is a procedural macro: it runs inside the compiler.`,
      'Put the allocator into the program that you profile.',
    );
  if (packages.some(({ targets }) => targets.length > 0))
    return refused(
      'library-only',
      `${list} ${have} no binary: a library must leave the choice of allocator to the program that uses it.`,
      elsewhere.length > 0
        ? `Choose the program with --bin: ${names(elsewhere)}.`
        : 'Run the fix on the package of the program.',
    );
  return refused(
    'no-binary',
    `${list} ${have} no binary whose source is there.`,
    'Check [[bin]] path and src/main.rs.',
  );
}

function names(choices: readonly Choice[]): string {
  const packages = new Set(choices.map(({ pack }) => pack.name));
  return choices
    .map(({ pack, binary }) => (packages.size > 1 ? `${binary.name} (--package ${pack.name})` : binary.name))
    .join(', ');
}
