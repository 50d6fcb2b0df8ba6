/** Ask cargo and rustc what they know, without changing anything. */
import { execFile } from 'node:child_process';
import { delimiter } from 'node:path';
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

/** Run a program to its end; a program that is missing or too slow counts as failed. `timeout` in milliseconds. */
export function run(
  program: string,
  args: readonly string[],
  options: { cwd: string; timeout: number; env?: NodeJS.ProcessEnv },
): Promise<CommandResult> {
  const env = options.env ?? process.env;
  const path = [env.PATH ?? '', rustupFolder(env)].filter(Boolean).join(delimiter);
  return new Promise((resolve) => {
    execFile(
      program,
      [...args],
      {
        cwd: options.cwd,
        timeout: options.timeout,
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
