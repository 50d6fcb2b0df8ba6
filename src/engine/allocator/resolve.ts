/** The resolved graph of a package's dependencies, as cargo has it, and nothing of the user's changed by asking. */
import { join } from 'node:path';
import { run } from './cargo';
import { exists } from './files';
import { lockedVersions, type Versions } from './lock';
import type { ProjectPackage } from './package';
import type { Project } from './project';
import { shadowWorkspace } from './shadow';
import type { BuildTarget } from './target';

/** What `cargo metadata` says of it. */
export interface Metadata {
  packages: {
    id: string;
    name: string;
    version: string;
    /** null for a package of a path */
    source: string | null;
    manifest_path: string;
    targets: { name: string; kind: string[]; src_path: string }[];
  }[];
  resolve: {
    nodes: {
      id: string;
      features: string[];
      deps: { pkg: string; dep_kinds: { kind: string | null }[] }[];
    }[];
  } | null;
}

export interface Resolved {
  metadata: Metadata;
  /** what the lock file says, or the one that the next build writes */
  locked: Versions;
}

/**
 * Undefined where cargo cannot resolve it without a download that a build would not make. Where the lock file is
 * missing or out of date, cargo would write it, so it is asked about a shadow of the workspace.
 */
export async function resolveGraph(
  pack: ProjectPackage,
  project: Project,
  features: readonly string[],
  target: BuildTarget,
): Promise<Resolved | undefined> {
  const platform = target.triple ?? target.host;
  const filter = platform === undefined ? [] : ['--filter-platform', platform];
  const named = features.filter((name) => name !== 'default');
  const wanted = named.length === 0 ? [] : ['--features', named.join(',')];
  const ask = async (manifest: string, flags: readonly string[]): Promise<Metadata | undefined> => {
    const args = [
      'metadata',
      '--format-version',
      '1',
      '--manifest-path',
      manifest,
      ...filter,
      ...wanted,
      ...flags,
    ];
    const result = await run('cargo', args, { cwd: project.root, timeout: 30_000, env: project.env });
    return result.ok ? JSON.parse(result.stdout) : undefined;
  };
  if (await exists(join(project.root, 'Cargo.lock')))
    for (const flags of [['--offline', '--locked'], ['--locked']]) {
      const metadata = await ask(pack.manifestPath, flags);
      if (metadata) return { metadata, locked: await lockedVersions(project.root) };
    }
  const manifests = project.packages.map(({ manifestPath }) => manifestPath);
  const roots = [join(project.root, 'Cargo.toml'), ...manifests];
  const shadow = await shadowWorkspace(project.root, roots).catch(() => undefined);
  if (!shadow) return undefined;
  try {
    const metadata = await ask(shadow.at(pack.manifestPath), ['--offline']);
    if (!metadata) return undefined;
    const packages = metadata.packages.map((known) => unshadowed(known, shadow.real));
    return { metadata: { ...metadata, packages }, locked: await lockedVersions(shadow.at(project.root)) };
  } finally {
    await shadow.remove();
  }
}

function unshadowed(
  known: Metadata['packages'][number],
  real: (path: string) => string,
): Metadata['packages'][number] {
  return {
    ...known,
    manifest_path: real(known.manifest_path),
    targets: known.targets.map((target) => ({ ...target, src_path: real(target.src_path) })),
  };
}
