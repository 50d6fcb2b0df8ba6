/** Stops a run before it takes the machine down. */
import os from 'node:os';
import { formatBytes } from '../../core/units';
import { readText } from '../process/proc';
import { field } from '../sampling/proc-memory';
import { limitingCgroup } from './cgroup';

/** Reading the group's use costs a little: milliseconds between two looks. */
const GROUP_EVERY = 500;

export class MemoryGuard {
  private readonly available = availableMemory();
  private readonly group = process.platform === 'linux' ? limitingCgroup(os.totalmem()) : undefined;
  private nextLook = 0;

  /** `share`: 0..1 of the available memory, or of the control group's limit; `clock` in milliseconds */
  constructor(
    private readonly share: number,
    private readonly clock: () => number,
  ) {}

  /** Why the run must stop; undefined while it may go on. */
  check(rss: number): string | undefined {
    const percent = `${Math.round(this.share * 100)} %`;
    if (rss > this.share * this.available)
      return `The service holds ${formatBytes(rss)}, over ${percent} of the ${formatBytes(this.available)} that were available.`;
    const now = this.clock();
    if (!this.group || now < this.nextLook) return undefined;
    this.nextLook = now + GROUP_EVERY;
    const used = this.group.used();
    if (used === undefined || used <= this.share * this.group.limit) return undefined;
    return `The control group holds ${formatBytes(used)}, over ${percent} of its limit of ${formatBytes(this.group.limit)}.`;
  }
}

function availableMemory(): number {
  const available = field(readText('/proc/meminfo') ?? '', 'MemAvailable');
  return available || os.freemem();
}
