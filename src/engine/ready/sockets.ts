/** Which process listens on which port, by Linux: socket inodes of processes against the tables of the kernel. */
import { readdirSync } from 'node:fs';
import { allProcesses, processTree, readStat, readText, socketInodes } from '../process/proc';

export interface Address {
  /** as one to connect to: `127.0.0.1` or `localhost` for any address, else the one it is bound to */
  host: string;
  port: number;
}

export interface Listener extends Address {
  inode: string;
}

const LISTENING = '0A';
/** `__SO_ACCEPTCON`: set of a Unix socket that listens */
const ACCEPTS = '00010000';

/** Every listening TCP socket that a process's network namespace shows. */
export function listeners(pid: number | 'self'): Listener[] {
  return ['tcp', 'tcp6'].flatMap((table) =>
    (readText(`/proc/${pid}/net/${table}`) ?? '')
      .split('\n')
      .slice(1)
      .flatMap((row) => {
        const [, local, , state, , , , , , inode] = row.trim().split(/\s+/);
        const [address, port] = (local ?? '').split(':');
        if (state !== LISTENING || !address || !port || !inode) return [];
        return [{ host: hostOf(address), port: Number.parseInt(port, 16), inode }];
      }),
  );
}

/** Ports that these processes listen on, lowest first. */
export function listenersOf(pids: readonly number[]): Listener[] {
  const [first] = pids;
  if (first === undefined) return [];
  const held = new Set(pids.flatMap((pid) => [...socketInodes(pid)]));
  return listeners(first)
    .filter(({ inode }) => held.has(inode))
    .sort((a, b) => a.port - b.port);
}

/** Where a process and its children listen, one a port; none where that cannot be seen. */
export function addressesOf(pid: number): Address[] {
  return process.platform === 'linux' ? onePerPort(listenersOf(processTree(pid))) : [];
}

/** Where a port is listened on, by whomever. */
export function anyonesOn(port: number | undefined): Address[] {
  return onePerPort(listeners('self').filter((listener) => listener.port === port));
}

function onePerPort(found: readonly Listener[]): Address[] {
  return [...new Map(found.map(({ host, port }) => [port, { host, port }])).values()];
}

/** Whether what a process holds is kept from us: it is another user's, or has privileges of its own. */
export function isHidden(pid: number): boolean {
  try {
    readdirSync(`/proc/${pid}/fd`);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM');
  }
}

/** Paths of the Unix sockets that these processes listen on. */
export function unixSocketsOf(pids: readonly number[]): string[] {
  const [first] = pids;
  if (first === undefined) return [];
  const held = new Set(pids.flatMap((pid) => [...socketInodes(pid)]));
  return (readText(`/proc/${first}/net/unix`) ?? '').split('\n').flatMap((row) => {
    const [, , , flags, , , inode, ...name] = row.trim().split(/\s+/);
    return flags === ACCEPTS && inode !== undefined && held.has(inode) ? [name.join(' ')] : [];
  });
}

export interface PortOwner {
  pid?: number;
  /** `nginx (pid 812)`, or what can be said where it is not ours to see */
  name: string;
}

/** Who listens on a port of this machine; undefined where nobody does. */
export function portOwner(port: number): PortOwner | undefined {
  const inodes = new Set(
    listeners('self')
      .filter((listener) => listener.port === port)
      .map(({ inode }) => inode),
  );
  if (inodes.size === 0) return undefined;
  for (const pid of allProcesses()) {
    for (const inode of socketInodes(pid)) {
      if (inodes.has(inode)) return { pid, name: `${readStat(pid)?.name ?? 'a process'} (pid ${pid})` };
    }
  }
  return { name: 'a process of another user' };
}

/** The kernel writes addresses as 32-bit words in the machine's byte order. */
function hostOf(hex: string): string {
  const bytes = hex
    .match(/.{8}/g)
    ?.flatMap((word) => (word.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)).reverse());
  if (!bytes) return '127.0.0.1';
  // any address: of version 6 it may or may not take version 4 too, and `localhost` tries both
  if (bytes.every((byte) => byte === 0)) return bytes.length === 4 ? '127.0.0.1' : 'localhost';
  if (bytes.length === 4) return bytes.join('.');
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
  if (isMapped) return hostOf(hex.slice(24));
  const groups = Array.from({ length: 8 }, (_, i) =>
    (((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0)).toString(16),
  );
  return groups.join(':').replace(/^(0:){7}/, '::');
}
