// @ts-check
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** How much of a process's output is kept: enough for the tail of a failed build. */
const OUTPUT_LIMIT = 64 * 1024;
const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * @typedef {object} ProcessGroup
 * @property {() => string} output The end of what its leader wrote, both streams together.
 * @property {Promise<number | NodeJS.Signals>} exit The leader's exit code or signal; rejects if it cannot be spawned.
 * @property {() => Promise<void>} stop Ends the whole group and waits for it; may be called twice.
 */

/**
 * Starts a command as the leader of a process group that does not outlive this process.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onOutput?: (text: string) => void }} [options]
 * @returns {ProcessGroup}
 */
export function spawnGroup(command, args, { cwd, env = process.env, onOutput } = {}) {
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output = (output + text).slice(-OUTPUT_LIMIT);
      onOutput?.(text);
    });
  }

  /** @param {NodeJS.Signals | 0} signal @returns {boolean} whether the group is still there */
  const signalGroup = (signal) => {
    if (child.pid === undefined) return false;
    try {
      return process.kill(-child.pid, signal);
    } catch {
      return false;
    }
  };
  const killGroup = () => void signalGroup('SIGKILL');
  /** @param {NodeJS.Signals} signal */
  const onSignal = (signal) => {
    killGroup();
    release();
    // Having listened took the signal's default away: give it back, unless somebody else handles it.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  const release = () => {
    process.off('exit', killGroup);
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
  process.on('exit', killGroup);
  for (const signal of SIGNALS) process.on(signal, onSignal);

  /** @type {ProcessGroup['exit']} */
  const exit = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal ?? 0));
  });
  exit.finally(release).catch(() => {});

  const stop = async () => {
    signalGroup('SIGTERM');
    if (!(await groupGone(signalGroup, 5000))) {
      killGroup();
      // Bounded: where process 1 reaps nothing, a dead member stays a zombie for ever.
      await groupGone(signalGroup, 2000);
    }
    await exit.catch(() => {});
  };
  return { output: () => output, exit, stop };
}

/** @param {(signal: 0) => boolean} signalGroup @param {number} timeout milliseconds */
async function groupGone(signalGroup, timeout) {
  const deadline = performance.now() + timeout;
  while (signalGroup(0)) {
    if (performance.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}
