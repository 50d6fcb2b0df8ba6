/** Packages and their targets: from `cargo metadata`, or where cargo refuses the manifest, from the files themselves. */
import { dirname } from 'node:path';
import { NO_CARGO, toolchainTrouble } from '../cargo/toolchain';
import { type CommandResult, run } from './cargo';
import type { Texts } from './files';
import { inferPackages } from './infer-packages';
import type { ProjectPackage, ProjectTarget } from './package';
import { workspaceRoot } from './workspace-root';

export interface Project {
  /** absolute path of the workspace's folder */
  root: string;
  packages: ProjectPackage[];
  /** of them, those that `cargo run` looks at in the workspace's folder */
  defaultMembers: ProjectPackage[];
  /** where build scripts write; absent where cargo could not say */
  buildFolder?: string;
  /** of cargo and rustc */
  env: NodeJS.ProcessEnv;
  /** a sentence or two that say why cargo could not read the manifest */
  cargoError?: string;
}

interface MetadataPackage {
  id: string;
  name: string;
  version: string;
  manifest_path: string;
  default_run: string | null;
  targets: {
    name: string;
    kind: string[];
    edition: string;
    src_path: string;
    'required-features'?: string[];
  }[];
}

interface Metadata {
  workspace_root: string;
  workspace_default_members?: string[];
  target_directory: string;
  /** cargo before 1.91 has no other than the target's */
  build_directory?: string;
  packages: MetadataPackage[];
}

/** Load the project that a manifest belongs to. */
export async function loadProject(
  manifestPath: string,
  texts: Texts,
  env: NodeJS.ProcessEnv,
): Promise<Project> {
  const args = [
    'metadata',
    '--format-version',
    '1',
    '--no-deps',
    '--offline',
    '--manifest-path',
    manifestPath,
  ];
  const result = await run('cargo', args, { cwd: dirname(manifestPath), timeout: 60_000, env });
  if (!result.ok) {
    const root = await workspaceRoot(manifestPath, texts);
    const packages = await inferPackages(manifestPath, texts, root);
    return {
      root,
      packages,
      defaultMembers: packages,
      env,
      cargoError: complaint(result),
    };
  }
  const metadata: Metadata = JSON.parse(result.stdout);
  const packages = metadata.packages.map(packageOf);
  // cargo before 1.71 does not say
  const ids = metadata.workspace_default_members ?? [];
  const defaultMembers = packages.filter((_, index) => ids.includes(metadata.packages[index]?.id ?? ''));
  const buildFolder = metadata.build_directory ?? metadata.target_directory;
  return { root: metadata.workspace_root, packages, defaultMembers, buildFolder, env };
}

function packageOf(pack: MetadataPackage): ProjectPackage {
  const script = pack.targets.find(({ kind }) => kind.includes('custom-build'));
  return {
    name: pack.name,
    version: pack.version,
    manifestPath: pack.manifest_path,
    targets: pack.targets.flatMap((target) => {
      const kind = kindOf(target.kind);
      const { name, edition, src_path: root, 'required-features': requires = [] } = target;
      return kind ? [{ name, kind, edition, root, requires }] : [];
    }),
    others: pack.targets.filter(({ kind }) => kind.some(isBeside)).map(({ src_path }) => src_path),
    ...(script ? { buildScript: script.src_path } : {}),
    ...(pack.default_run === null ? {} : { defaultRun: pack.default_run }),
  };
}

function kindOf(kinds: readonly string[]): ProjectTarget['kind'] | undefined {
  if (kinds.includes('bin')) return 'bin';
  if (kinds.includes('proc-macro')) return 'proc-macro';
  return kinds.some((kind) => /^(lib|rlib|dylib|cdylib|staticlib)$/.test(kind)) ? 'lib' : undefined;
}

function isBeside(kind: string): boolean {
  return /^(test|bench|example)$/.test(kind);
}

function complaint({ missing, stderr }: CommandResult): string {
  const trouble = missing ? NO_CARGO : toolchainTrouble(stderr);
  return trouble
    ? `${trouble.message} ${trouble.remedy}`
    : `cargo cannot load this manifest: ${lastCause(stderr).replace(/\.?$/, '.')}`;
}

/** Cargo's last cause, which names the trouble itself; the system's bare words with the cause before them. */
function lastCause(text: string): string {
  const causes = text
    .replace(/^error: /, '')
    .split('Caused by:')
    .map((part) => part.trim().split('\n')[0] ?? '');
  const last = causes.at(-1) ?? '';
  return /\(os error \d+\)$/.test(last) ? causes.slice(-2).join(': ') : last;
}
