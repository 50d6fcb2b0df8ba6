/** Who a process is: its pid alone may have been given to another since. */
import { spawnSync } from 'node:child_process';
import { readStat, readText } from './proc';

/** Text that is the same as long as the pid means the same process; undefined where there is none, or no way to tell. */
export function processIdentity(pid: number): string | undefined {
  if (process.platform === 'linux') {
    const stat = readStat(pid);
    const boot = readText('/proc/sys/kernel/random/boot_id')?.trim();
    return stat && !stat.zombie ? `${boot}:${stat.startTime}` : undefined;
  }
  if (process.platform === 'win32') return undefined;
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() || undefined;
}
