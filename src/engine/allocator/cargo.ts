/** Ask cargo and rustc what they know, without changing anything. */
import { execFile } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { rustupFolder } from '../cargo/cargo';

export interface CommandResult {
  ok: boolean;
  /** there is no such program */
  missing: boolean;
  stdout: string;
  stderr: string;
}

/** No colours, no note of rustc's version into the target folder, and no toolchain downloaded for a question. */
const QUIET = { CARGO_TERM_COLOR: 'never', CARGO_CACHE_RUSTC_INFO: '0', RUSTUP_AUTO_INSTALL: '0' };

/**
 * Run one of them to its end; one that is missing or too slow counts as failed. `timeout` in milliseconds. Cargo is the
 * one that `CARGO` names, as in a build, and rustc the one beside it.
 */
export function run(
  program: 'cargo' | 'rustc',
  args: readonly string[],
  { cwd, timeout, env }: { cwd: string; timeout: number; env: NodeJS.ProcessEnv },
): Promise<CommandResult> {
  const named = env.CARGO ? dirname(env.CARGO) : '';
  const path = [named, env.PATH, rustupFolder(env)].filter(Boolean).join(delimiter);
  return new Promise((resolve) => {
    execFile(
      (program === 'cargo' && env.CARGO) || program,
      [...args],
      {
        cwd,
        timeout,
        killSignal: 'SIGKILL',
        maxBuffer: 512 * 1024 * 1024,
        env: { ...env, PATH: path, ...QUIET },
      },
      (error, stdout, stderr) =>
        resolve({
          ok: error === null,
          missing: error?.code === 'ENOENT',
          stdout,
          stderr: stderr || (error?.message ?? ''),
        }),
    );
  });
}
