/** The priority of this process, passed on to a session that it starts. */
import { writeFileSync } from 'node:fs';
import os from 'node:os';

/**
 * A session of its own is a scheduling group of its own where Linux groups by session (sched(7), "The autogroup
 * feature"): there a nice value counts inside the group only, and the group has one of its own, which begins at 0. A
 * system that does not let it runs the process as it would anyway.
 */
export function passPriorityOn(pid: number): void {
  const nice = os.getPriority();
  if (process.platform !== 'linux' || nice === 0) return;
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(nice));
  } catch {
    // a kernel without such groups, or a process that is gone
  }
}
