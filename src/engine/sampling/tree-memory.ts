/**
 * Resident memory of a process and all its children, by Linux. After a fork the pages that parent and child share
 * stand in the resident size of both. `smaps_rollup` gives each page's share (PSS); how much the sum of the resident
 * sizes lies above the sum of the shares is measured at most once a second and taken off every sample between.
 */
import { processTree, readText } from '../process/proc';
import type { Children, Detail, MemorySource } from './memory';
import { field, statusDetail } from './proc-memory';
import { Statm } from './statm';

/** `smaps_rollup` holds the target's memory lock: it may take this share of the time, no more. */
const ROLLUP_SHARE = 0.02;
/** Milliseconds between two, at least. */
const ROLLUP_EVERY = 1000;

interface Shares extends Detail {
  rss: number;
  pss: number;
}

export class TreeMemory implements MemorySource {
  private readonly members = new Map<number, Statm>();
  /** bytes counted more than once, at the last look */
  private doubled = 0;
  private shares: Detail | undefined;
  private peak = { rss: 0, children: { count: 0, rss: 0 } };
  private nextRollup = 0;

  /** `clock` in milliseconds. Throws where the process is not there. */
  constructor(
    private readonly root: number,
    private readonly pageSize: number,
    private readonly clock: () => number = () => performance.now(),
  ) {
    this.members.set(root, new Statm(root, pageSize));
    this.refresh();
  }

  rss(): number | undefined {
    const root = this.members.get(this.root)?.rss();
    if (!root) return undefined;
    let sum = 0;
    let largest = 0;
    let count = -1;
    for (const member of this.members.values()) {
      const rss = member.rss() ?? 0;
      sum += rss;
      largest = Math.max(largest, rss);
      if (rss > 0) count++;
    }
    const rss = Math.max(largest, sum - this.doubled);
    if (rss > this.peak.rss) this.peak = { rss, children: { count, rss: rss - Math.min(root, rss) } };
    return rss;
  }

  childrenAtPeak(): Children | undefined {
    const { children } = this.peak;
    return children.count > 0 ? children : undefined;
  }

  detail(): Detail | undefined {
    return this.members.size === 1 ? statusDetail(this.root) : this.shares;
  }

  refresh(): void {
    const tree = new Set(processTree(this.root));
    let changed = false;
    for (const [pid, statm] of this.members) {
      if (tree.has(pid)) continue;
      statm.close();
      this.members.delete(pid);
      changed = true;
    }
    for (const pid of tree) {
      if (this.members.has(pid)) continue;
      changed = this.add(pid) || changed;
    }
    if (this.members.size === 1) {
      this.doubled = 0;
      return;
    }
    const now = this.clock();
    if (!changed && now < this.nextRollup) return;
    this.rollup();
    const cost = this.clock() - now;
    this.nextRollup = now + Math.max(ROLLUP_EVERY, cost / ROLLUP_SHARE);
  }

  close(): void {
    for (const statm of this.members.values()) statm.close();
    this.members.clear();
  }

  private add(pid: number): boolean {
    try {
      this.members.set(pid, new Statm(pid, this.pageSize));
      return true;
    } catch {
      return false;
    }
  }

  private rollup(): void {
    const total: Shares = { rss: 0, pss: 0, anon: 0, file: 0, shared: 0 };
    for (const pid of this.members.keys()) {
      const text = readText(`/proc/${pid}/smaps_rollup`);
      if (!text) continue;
      total.rss += field(text, 'Rss');
      total.pss += field(text, 'Pss');
      total.anon += field(text, 'Pss_Anon');
      total.file += field(text, 'Pss_File');
      total.shared += field(text, 'Pss_Shmem');
    }
    this.doubled = Math.max(0, total.rss - total.pss);
    this.shares = { anon: total.anon, file: total.file, shared: total.shared };
  }
}
