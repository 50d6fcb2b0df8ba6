/** Signals to a process group and to what left it. */
import { spawn } from 'node:child_process';
import { processIdentity } from './identity';
import { allProcesses, processTree, readStat, readText } from './proc';

/** Name of the setting by which all that a service starts is known again. */
export const MARK = 'STAIRSTEP_SERVICE';

/** A process and who it was when it was seen. */
export interface Known {
  pid: number;
  identity: string;
}

/** Descendants of a process, so that those that leave its group are still found. */
export function descendants(root: number): Known[] {
  if (process.platform !== 'linux') return [];
  return known(processTree(root).slice(1));
}

/** The mark that a process was started with, as `NAME=VALUE`; undefined where it has none, or that cannot be seen. */
export function markOf(pid: number): string | undefined {
  return readText(`/proc/${pid}/environ`)
    ?.split('\0')
    .find((setting) => setting.startsWith(`${MARK}=`));
}

/** Processes with a setting, as `NAME=VALUE`, in the environment that they were started with or have from who forked them. */
export function carriers(setting: string): Known[] {
  if (process.platform !== 'linux') return [];
  return known(
    allProcesses().filter((pid) => readText(`/proc/${pid}/environ`)?.split('\0').includes(setting)),
  );
}

function known(pids: readonly number[]): Known[] {
  return pids.flatMap((pid) => {
    const identity = processIdentity(pid);
    return identity === undefined ? [] : [{ pid, identity }];
  });
}

export function isThere({ pid, identity }: Known): boolean {
  return processIdentity(pid) === identity;
}

/** Whether anything of the group is alive; false also where there are no groups. */
export function groupAlive(group: number): boolean {
  if (process.platform === 'win32' || !send(-group, 0)) return false;
  if (process.platform !== 'linux') return true;
  // a signal also reaches the dead whom nobody has waited for yet
  return allProcesses().some((pid) => {
    const stat = readStat(pid);
    return stat?.group === group && !stat.zombie;
  });
}

/** A signal to a group, where there is one, and to known processes outside it. */
export function signalAll(
  group: number | undefined,
  others: readonly Known[],
  signal: 'SIGTERM' | 'SIGCONT' | 'SIGKILL',
): void {
  if (group !== undefined && process.platform === 'win32') {
    if (signal === 'SIGCONT') return;
    const force = signal === 'SIGKILL' ? ['/F'] : [];
    spawn('taskkill', ['/PID', String(group), '/T', ...force], { stdio: 'ignore' }).on('error', () => {});
    return;
  }
  if (group !== undefined) send(-group, signal);
  for (const other of others) if (isThere(other)) send(other.pid, signal);
}

function send(target: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(target, signal);
  } catch {
    return false;
  }
}
