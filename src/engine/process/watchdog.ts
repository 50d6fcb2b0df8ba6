/**
 * A shell that holds a pipe to us. When the pipe closes because we are gone, however that came, it ends the process
 * group. A crash or a SIGKILL of the engine so leaves no orphan. There is none on Windows.
 */
import { spawn } from 'node:child_process';

const SCRIPT = `
trap '' INT TERM HUP
read -r word && exit 0
kill -TERM "-$1" 2>/dev/null || exit 0
n=0
while [ $n -lt 50 ] && kill -0 "-$1" 2>/dev/null; do sleep 0.1; n=$((n + 1)); done
kill -KILL "-$1" 2>/dev/null
`;

/** Watches over a group until the function it gives is called. */
export function watchGroup(group: number): () => void {
  if (process.platform === 'win32') return () => {};
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'stairstep-watchdog', String(group)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
  });
  // without a shell the leftover rule of the next start still holds
  shell.on('error', () => {});
  shell.stdin.on('error', () => {});
  shell.unref();
  return () => {
    shell.stdin.end('released\n');
  };
}
