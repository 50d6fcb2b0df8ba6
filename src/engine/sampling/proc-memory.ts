/** Resident memory of one process, by Linux. */
import { readText } from '../process/proc';
import type { Detail, MemorySource } from './memory';
import { Statm } from './statm';

const KIB = 1024;

/** The number of `Name:   1234 kB` in a file of `/proc`, in bytes. */
export function field(text: string, name: string): number {
  const match = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text);
  return Number(match?.[1] ?? 0) * KIB;
}

/** Anonymous, file and shared-memory pages of one process, from `/proc/PID/status`. */
export function statusDetail(pid: number): Detail | undefined {
  const text = readText(`/proc/${pid}/status`);
  if (text === undefined || !text.includes('RssAnon:')) return undefined;
  return { anon: field(text, 'RssAnon'), file: field(text, 'RssFile'), shared: field(text, 'RssShmem') };
}

export class ProcMemory implements MemorySource {
  private readonly statm: Statm;

  constructor(pid: number, pageSize: number) {
    this.statm = new Statm(pid, pageSize);
  }

  rss(): number | undefined {
    return this.statm.rss() || undefined;
  }

  detail(): Detail | undefined {
    return statusDetail(this.statm.pid);
  }

  refresh(): void {}

  close(): void {
    this.statm.close();
  }
}
