/**
 * A shell that holds a pipe to us. The pipe closes when we are gone, however that came, and what is left to do is done
 * then, also after a crash or a SIGKILL. There is none on Windows.
 */
import { spawn } from 'node:child_process';

/** Waits for the pipe to close; a word on it is our leave, and nothing is left to do. */
const WAIT = `
trap '' INT TERM HUP
read -r word && exit 0
`;

/** Runs `script`, of which `args` are the parameters, once we are gone, unless the function that it gives was called. */
export function onceGone(script: string, name: string, args: readonly string[]): () => void {
  if (process.platform === 'win32') return () => {};
  const shell = spawn('/bin/sh', ['-c', WAIT + script, name, ...args], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
  });
  // without a shell what is left over is found at the next start
  shell.on('error', () => {});
  shell.stdin.on('error', () => {});
  shell.unref();
  return () => {
    shell.stdin.end('released\n');
  };
}
