/** Memory limit and use of our control group, version 1 and 2. Where several apply, the smallest counts. */
import path from 'node:path';
import { readText } from '../process/proc';

export interface Cgroup {
  /** bytes */
  limit: number;
  /** bytes in use that cannot simply be dropped; undefined where it cannot be read */
  used: () => number | undefined;
}

interface Layout {
  root: string;
  limit: string;
  usage: string;
  inactive: string;
}

const V2: Layout = {
  root: '/sys/fs/cgroup',
  limit: 'memory.max',
  usage: 'memory.current',
  inactive: 'inactive_file',
};
const V1: Layout = {
  root: '/sys/fs/cgroup/memory',
  limit: 'memory.limit_in_bytes',
  usage: 'memory.usage_in_bytes',
  inactive: 'total_inactive_file',
};

/** The group that limits a process; undefined where nothing does. `memory` is what the machine has. */
export function limitingCgroup(memory: number, pid: number | 'self' = 'self'): Cgroup | undefined {
  const groups = (readText(`/proc/${pid}/cgroup`) ?? '').split('\n').flatMap(folders);
  let tightest: Cgroup | undefined;
  for (const { layout, folder } of groups) {
    const limit = Number(readText(path.join(folder, layout.limit)) ?? 'max');
    if (Number.isFinite(limit) && limit < memory && limit < (tightest?.limit ?? Number.POSITIVE_INFINITY))
      tightest = { limit, used: () => used(layout, folder) };
  }
  return tightest;
}

/** The folders of one line of `/proc/PID/cgroup`, from the group itself up to the root. */
function folders(line: string): { layout: Layout; folder: string }[] {
  const match = /^\d+:([^:]*):(.*)$/.exec(line);
  if (!match) return [];
  const [, controllers = '', group = '/'] = match;
  const layout = controllers === '' ? V2 : controllers.split(',').includes('memory') ? V1 : undefined;
  if (!layout) return [];
  const found = [];
  for (let at = group; ; at = path.dirname(at)) {
    found.push({ layout, folder: path.join(layout.root, at) });
    if (path.dirname(at) === at) return found;
  }
}

function used(layout: Layout, folder: string): number | undefined {
  const usage = Number(readText(path.join(folder, layout.usage)) ?? 'unknown');
  const stat = readText(path.join(folder, 'memory.stat')) ?? '';
  const inactive = Number(new RegExp(`^${layout.inactive} (\\d+)$`, 'm').exec(stat)?.[1] ?? 0);
  return Number.isFinite(usage) ? usage - inactive : undefined;
}
