/** The allocator that a process runs with, asked when the process has had time to load its libraries. */
import type { AllocatorInUse } from '../../core/allocator/allocator';
import { whyOf } from '../../core/errors';
import { inspectBinary } from '../allocator/binary';
import { allocatorInUse } from '../allocator/in-use';
import { readText } from '../process/proc';
import type { Subject } from './subject';

/** Milliseconds: how long it is given, and between two looks. */
const WITHIN = 200;
const POLL = 5;
/** mapped last of what a program needs at its start: preloaded libraries come before it */
const LIBC = /\/(libc[.-][^/]*|ld-musl-[^/]*)$/m;

export async function identifyAllocator({ pid, binary, env }: Subject): Promise<AllocatorInUse> {
  try {
    const { dynamic } = await inspectBinary(binary);
    if (dynamic !== false && process.platform === 'linux') await libcMapped(pid);
    return await allocatorInUse({ binaryPath: binary, pid, env });
  } catch (error) {
    return { name: 'unknown', how: 'default', evidence: `the binary could not be read: ${whyOf(error)}` };
  }
}

async function libcMapped(pid: number): Promise<void> {
  const until = performance.now() + WITHIN;
  while (performance.now() < until && !LIBC.test(readText(`/proc/${pid}/maps`) ?? '')) {
    await new Promise((resolve) => setTimeout(resolve, POLL));
  }
}
