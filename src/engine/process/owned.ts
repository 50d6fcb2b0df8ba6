/** A child process in a group of its own, which ends when we say so and never outlives us. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { passPriorityOn } from './priority';
import { carriers, descendants, groupAlive, isThere, type Known, MARK, signalAll } from './signals';
import { watchGroup } from './watchdog';

/** How a process ended: one of the two is set. */
export interface Exit {
  code?: number;
  signal?: NodeJS.Signals;
}

export interface SpawnOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Whether all that it starts is to end with it, also what has gone into the background. */
  whole?: boolean;
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** Milliseconds between SIGTERM and SIGKILL, and how long a killed group may take to vanish. */
const GRACE = 5000;
const VANISH = 1000;
const POLL = 25;

export class OwnedProcess {
  /** Resolves once the process has ended; what it started may still be there until {@link end}. */
  readonly exit: Promise<Exit>;
  /** Resolves once it has ended and its output was read, or soon after. */
  readonly drained: Promise<void>;
  private ending: Promise<Exit> | undefined;

  constructor(
    readonly pid: number,
    private readonly child: Child,
    private readonly release: () => void,
    /** a setting of its environment that nothing else has */
    private readonly mark: string | undefined,
  ) {
    this.exit = new Promise((resolve) => {
      child.once('exit', (code, signal) =>
        resolve({ ...(code !== null && { code }), ...(signal !== null && { signal }) }),
      );
    });
    const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
    this.drained = this.exit.then(() => Promise.race([closed, atMost(200)]));
  }

  get stdout(): Readable {
    return this.child.stdout;
  }

  get stderr(): Readable {
    return this.child.stderr;
  }

  /** SIGTERM to the group and to all that descends from it, then, `grace` milliseconds later, SIGKILL to what is left. */
  end(grace: number = GRACE): Promise<Exit> {
    this.ending ??= this.endGroup(grace);
    return this.ending;
  }

  /** SIGKILL at once; safe while {@link end} waits. */
  kill(): void {
    signalAll(this.pid, this.family(), 'SIGKILL');
  }

  /** All that it started and that is still there. One that has gone into the background is no descendant any more. */
  family(): Known[] {
    const own = descendants(this.pid);
    const marked = this.mark === undefined ? [] : carriers(this.mark);
    return [...own, ...marked.filter(({ pid }) => pid !== this.pid)];
  }

  private async endGroup(grace: number): Promise<Exit> {
    const family = this.family();
    signalAll(this.pid, family, 'SIGTERM');
    // one that is stopped hears of it only when it goes on
    signalAll(this.pid, family, 'SIGCONT');
    const ended = await Promise.race([this.exit.then(() => true), atMost(grace).then(() => false)]);
    if (!ended || groupAlive(this.pid)) await this.vanish(ended ? grace : 0);
    signalAll(this.pid, family, 'SIGKILL');
    const exit = await this.exit;
    await this.vanish(VANISH, family);
    this.child.stdout.destroy();
    this.child.stderr.destroy();
    this.release();
    return exit;
  }

  private async vanish(within: number, others: readonly Known[] = []): Promise<void> {
    const until = performance.now() + within;
    while ((groupAlive(this.pid) || others.some(isThere)) && performance.now() < until) await pause(POLL);
  }
}

/** Starts a program. Rejects where it cannot be started at all, with the error of the system. */
export function spawnOwned(
  program: string,
  args: readonly string[],
  { cwd, env, whole = false }: SpawnOptions,
): Promise<OwnedProcess> {
  const id = whole ? randomUUID() : undefined;
  const mark = id && `${MARK}=${id}`;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...env, ...(id !== undefined && { [MARK]: id }) },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.once('error', reject);
    child.once('spawn', () => {
      child.off('error', reject);
      child.on('error', () => {});
      const { pid } = child;
      if (pid === undefined) return reject(new Error(`${program} has no pid`));
      passPriorityOn(pid);
      resolve(new OwnedProcess(pid, child, watchGroup(pid, mark), mark));
    });
  });
}

/** A bound on a wait for a child, which keeps us running by itself: when the child is sooner, nobody waits for this. */
function atMost(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
