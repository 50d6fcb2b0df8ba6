/** What Linux says of processes under `/proc`. Every function gives undefined or nothing for a process that is gone. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface ProcessStat {
  name: string;
  parent: number;
  group: number;
  /** clock ticks since boot: with the pid, who a process is */
  startTime: string;
  zombie: boolean;
}

/** The text of a file that may not be there or not be ours to read. */
export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** `/proc/PID/stat`. The name stands in brackets and may hold spaces and brackets itself. */
export function readStat(pid: number): ProcessStat | undefined {
  const text = readText(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  const fields = text.slice(close + 2).split(' ');
  const [state, parent, group] = fields;
  const startTime = fields[19];
  if (parent === undefined || group === undefined || startTime === undefined) return undefined;
  return {
    name: text.slice(open + 1, close),
    parent: Number(parent),
    group: Number(group),
    startTime,
    zombie: state === 'Z',
  };
}

/** The direct children of a process, of all its threads. */
function children(pid: number): number[] {
  return list(`/proc/${pid}/task`).flatMap((thread) =>
    (readText(`/proc/${pid}/task/${thread}/children`) ?? '').split(' ').filter(Boolean).map(Number),
  );
}

/** A process and all that descend from it, parents first. */
export function processTree(root: number): number[] {
  const tree = [root];
  for (const pid of tree) {
    for (const child of children(pid)) if (!tree.includes(child)) tree.push(child);
  }
  return tree;
}

/** Every process of the machine that we may see. */
export function allProcesses(): number[] {
  return list('/proc').map(Number).filter(Number.isInteger);
}

/** Inodes of the sockets that a process holds. */
export function socketInodes(pid: number): Set<string> {
  const inodes = new Set<string>();
  for (const fd of list(`/proc/${pid}/fd`)) {
    try {
      const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1];
      if (inode) inodes.add(inode);
    } catch {
      // closed since it was listed
    }
  }
  return inodes;
}
