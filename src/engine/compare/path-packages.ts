/** Packages that a workspace depends on by path and that lie outside it. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser';
import * as z from 'zod';
import { runCargo } from '../cargo/cargo';

const metadataSchema = z.object({
  workspace_root: z.string(),
  packages: z.array(z.object({ dependencies: z.array(z.object({ path: z.string().nullish() })) })),
});

const tableSchema = z.record(z.string(), z.unknown());

/** Whether `inner` is `outer` or lies in it. */
export function isInside(inner: string, outer: string): boolean {
  const relative = path.relative(outer, inner);
  return relative === '' || (!relative.startsWith('..') && !path.isAbsolute(relative));
}

/** The workspace folders of such packages, transitively; each stands for all that is in it. */
export async function outsideWorkspaces(workspaceRoot: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  const roots = new Set<string>([workspaceRoot]);
  const waiting = await pathDependencies(path.join(workspaceRoot, 'Cargo.toml'), env);
  for (const folder of waiting.paths) {
    if ([...roots].some((root) => isInside(folder, root))) continue;
    const found = await pathDependencies(path.join(folder, 'Cargo.toml'), env);
    roots.add(found.root);
    waiting.paths.push(...found.paths);
  }
  roots.delete(workspaceRoot);
  return [...roots];
}

async function pathDependencies(
  manifest: string,
  env: NodeJS.ProcessEnv,
): Promise<{ root: string; paths: string[] }> {
  let json = '';
  const exit = await runCargo({
    args: ['metadata', '--format-version', '1', '--no-deps', '--manifest-path', manifest],
    cwd: path.dirname(manifest),
    env,
    onStdout: (line) => {
      json += line;
    },
    onStderr: () => {},
  }).catch(() => undefined);
  // a dependency of the user's that is broken is left to the build to report
  if (exit?.code !== 0) return { root: path.dirname(manifest), paths: [] };
  const { workspace_root: root, packages } = metadataSchema.parse(JSON.parse(json));
  const own = packages.flatMap(({ dependencies }) => dependencies.flatMap(({ path: to }) => to ?? []));
  return { root, paths: [...new Set([...own, ...(await patchedPaths(root))])] };
}

/** Paths in `[patch]` and `[replace]`, which metadata does not list. */
async function patchedPaths(root: string): Promise<string[]> {
  const text = await readFile(path.join(root, 'Cargo.toml'), 'utf8').catch(() => '');
  const manifest = tableOf(getStaticTOMLValue(parseTOML(text)));
  const tables = [...Object.values(tableOf(manifest.patch)).map(tableOf), tableOf(manifest.replace)];
  return tables
    .flatMap((table) => Object.values(table).map((entry) => tableOf(entry).path))
    .flatMap((to) => (typeof to === 'string' ? [path.resolve(root, to)] : []));
}

function tableOf(value: unknown): Record<string, unknown> {
  return tableSchema.safeParse(value).data ?? {};
}
