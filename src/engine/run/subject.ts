/** The process under test: one that we launched, or one that was there before us. */
import { readlinkSync } from 'node:fs';
import { formatSeconds } from '../../core/units';
import { processIdentity } from '../process/identity';
import type { Exit, OwnedProcess } from '../process/owned';
import { readText } from '../process/proc';
import type { Address } from '../ready/sockets';

export interface Subject {
  pid: number;
  /** resolves when it has ended by itself or by us */
  exit: Promise<Exit>;
  /** resolves when it has ended and all that it said is read */
  drained: Promise<void>;
  env: NodeJS.ProcessEnv;
  binary: string;
  /** Ends what is ours to end. `waiting` is told, once, where that takes a while. Gives a remark where it was not smooth. */
  release(waiting: (text: string) => void): Promise<string | undefined>;
  kill(): void;
  /** Waits until it can be sent requests; only called where there is load to send. */
  ready(): Promise<Address & { others: number[] }>;
  lastLines(): string;
  /** more of them than are shown */
  keptLines(): readonly string[];
  /** pids of what it started and that is still there */
  family(): number[];
  /** lines of its output that were not recorded */
  lostLines(): number;
}

/** Milliseconds: a service that is quicker wants no words. */
const PATIENCE = 2000;

/** A subject that we launched. `stopTimeout`: seconds that it may take to end */
export function ownedSubject(
  owned: OwnedProcess,
  stopTimeout: number,
  rest: Pick<Subject, 'env' | 'binary' | 'ready' | 'lastLines' | 'keptLines' | 'lostLines'>,
): Subject {
  const within = formatSeconds(stopTimeout);
  return {
    ...rest,
    pid: owned.pid,
    exit: owned.exit,
    drained: owned.drained,
    release: async (waiting) => {
      // one that was gone before, by whatever signal, was not ended by us
      const gone = await Promise.race([owned.exit, undefined]);
      const from = performance.now();
      const telling = setTimeout(
        () => waiting(`The service takes its time to end: it was sent SIGTERM and has ${within}.`),
        PATIENCE,
      );
      const { signal } = await owned.end(stopTimeout * 1000).finally(() => clearTimeout(telling));
      if (gone !== undefined || signal !== 'SIGKILL') return undefined;
      return performance.now() - from < stopTimeout * 1000
        ? 'The service was killed before it had ended on SIGTERM.'
        : `The service did not end on SIGTERM within ${within} and was killed. "stopTimeout" in stairstep.json is how long it may take.`;
    },
    kill: () => owned.kill(),
    family: () => owned.family().map(({ pid }) => pid),
  };
}

const LOOK = 200;

/** A subject that we leave alone. */
export function foreignSubject(pid: number, ready: Subject['ready']): Subject {
  const identity = processIdentity(pid);
  let looking: NodeJS.Timeout | undefined;
  const exit = new Promise<Exit>((resolve) => {
    looking = setInterval(() => {
      if (processIdentity(pid) === identity) return;
      clearInterval(looking);
      resolve({});
    }, LOOK);
  });
  const leave = async () => {
    clearInterval(looking);
    return undefined;
  };
  return {
    pid,
    exit,
    drained: exit.then(() => {}),
    env: environmentOf(pid),
    binary: executableOf(pid),
    release: leave,
    kill: leave,
    ready,
    lastLines: () => '',
    keptLines: () => [],
    family: () => [],
    lostLines: () => 0,
  };
}

function environmentOf(pid: number): NodeJS.ProcessEnv {
  const pairs = (readText(`/proc/${pid}/environ`) ?? '').split('\0').map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
  return Object.fromEntries(pairs);
}

/** Empty where it is not ours to see. One that was replaced, as a build does, can be read by its link alone. */
function executableOf(pid: number): string {
  const link = `/proc/${pid}/exe`;
  try {
    const file = readlinkSync(link);
    return file.endsWith(' (deleted)') ? link : file;
  } catch {
    return '';
  }
}
