import { readText } from './proc';

/** Ticks a second of `/proc/PID/stat`: fixed by Linux's interface for programs. */
const TICKS = 100;

/** Processor seconds of a process and of the children that it has waited for; undefined where it cannot be told. */
export function cpuSeconds(pid: number): number | undefined {
  const text = process.platform === 'linux' ? readText(`/proc/${pid}/stat`) : undefined;
  if (text === undefined) return undefined;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return ticks / TICKS;
}
