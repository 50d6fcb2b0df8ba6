/** Ask cargo and rustc what they know, without changing anything. */
import { execFile } from 'node:child_process';

export interface CommandResult {
  ok: boolean;
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
  return new Promise((resolve) => {
    execFile(
      program,
      [...args],
      {
        cwd: options.cwd,
        timeout: options.timeout,
        killSignal: 'SIGKILL',
        maxBuffer: 512 * 1024 * 1024,
        env: { ...(options.env ?? process.env), ...QUIET },
      },
      (error, stdout, stderr) =>
        resolve({ ok: error === null, stdout, stderr: stderr || (error?.message ?? '') }),
    );
  });
}
