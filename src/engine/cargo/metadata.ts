/** What `cargo metadata` says of a workspace. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { UserError } from '../../core/errors';
import { runCargo } from './cargo';
import { adviceOn } from './complaint';
import { toolchainTrouble } from './toolchain';

const targetSchema = z.object({
  name: z.string(),
  kind: z.array(z.string()),
  src_path: z.string(),
  'required-features': z.array(z.string()).optional(),
});

const packageSchema = z.object({
  id: z.string(),
  name: z.string(),
  manifest_path: z.string(),
  default_run: z.string().nullish(),
  features: z.record(z.string(), z.array(z.string())),
  targets: z.array(targetSchema),
});

const metadataSchema = z.object({
  packages: z.array(packageSchema),
  workspace_root: z.string(),
  workspace_members: z.array(z.string()),
  /** cargo before 1.71 does not say */
  workspace_default_members: z.array(z.string()).optional(),
  target_directory: z.string(),
});

export type CargoPackage = z.output<typeof packageSchema>;
export type CargoMetadata = z.output<typeof metadataSchema>;

/** The nearest Cargo.toml at or above a folder. Errors: {@link UserError} `usage`. */
export function findManifest(folder: string): string {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const manifest = path.join(at, 'Cargo.toml');
    if (existsSync(manifest)) return manifest;
    if (path.dirname(at) === at) break;
  }
  throw new UserError(
    'usage',
    `There is no Cargo.toml in ${path.resolve(folder)} or above it.`,
    'Run this in the folder of a Rust project, or name one with --manifest-path.',
  );
}

/** Reads the workspace that a manifest belongs to. Errors: {@link UserError} with what cargo says. */
export async function readMetadata(
  manifest: string,
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<CargoMetadata> {
  if (!existsSync(manifest))
    throw new UserError('usage', `There is no ${manifest}.`, 'Name the Cargo.toml of the service.');
  let json = '';
  const complaints: string[] = [];
  const exit = await runCargo({
    args: ['metadata', '--format-version', '1', '--no-deps', '--manifest-path', manifest],
    cwd: path.dirname(manifest),
    env,
    ...(signal && { signal }),
    onStdout: (line) => {
      json += line;
    },
    onStderr: (line) => complaints.push(line),
  });
  if (exit.code !== 0) throw refused(manifest, complaints.join('\n'));
  return metadataSchema.parse(JSON.parse(json));
}

function refused(manifest: string, said: string): UserError {
  const trouble = toolchainTrouble(said);
  if (trouble) return new UserError('environment', trouble.message, trouble.remedy);
  const { code, remedy } = adviceOn(said);
  return new UserError(code, `cargo does not tell what is in ${manifest}:\n${said}`, remedy);
}
