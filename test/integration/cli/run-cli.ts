/** The built command line as a process of its own. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import path from 'node:path';
import { BUILD_ENV, ROOT } from '../support';

export const CLI = path.join(ROOT, 'dist/cli.cjs');

export interface CliOptions {
  cwd: string;
  env?: NodeJS.ProcessEnv;
  /** standard input; closed at once where left out */
  input?: string | Buffer;
}

export interface CliResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Started, its input ended. */
export function startCli(
  args: readonly string[],
  { cwd, env, input }: CliOptions,
): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd,
    env: { ...process.env, ...BUILD_ENV, LANG: 'C.UTF-8', NO_COLOR: '1', ...env },
  });
  // a command that refuses does not read its input to the end
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return child;
}

/** What it printed once it has ended. */
export function finished(child: ChildProcessWithoutNullStreams): Promise<CliResult> {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    );
  });
}

export function runCli(args: readonly string[], options: CliOptions): Promise<CliResult> {
  return finished(startCli(args, options));
}

/** Resolves once `stream` of a running command has said something that matches. */
export function said(
  child: ChildProcessWithoutNullStreams,
  stream: 'stdout' | 'stderr',
  wanted: RegExp,
): Promise<void> {
  let text = '';
  return new Promise((resolve, reject) => {
    child[stream].on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (wanted.test(text)) resolve();
    });
    child.once('close', () => reject(new Error(`ended without saying ${wanted}:\n${text}`)));
  });
}
