/** Services whose engine was killed: noted while they run, found and ended at the next start. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { processIdentity } from './identity';
import { carriers, groupAlive, markOf, signalAll } from './signals';

const known = z.object({ pid: z.number().int().positive(), identity: z.string() });
/** `mark`: of all that the service starts, what has left its group too */
const entrySchema = z.object({
  name: z.string(),
  service: known,
  engine: known,
  mark: z.string().min(1).optional(),
});
type Entry = z.output<typeof entrySchema>;

/** Where in `.stairstep` they are noted. */
export const OWNED = 'owned';

export class Leftovers {
  /** `folder`: where the notes are kept, one file a process */
  constructor(private readonly folder: string) {}

  /** Notes a process of ours, where the folder takes it; the function it gives removes the note. */
  note(name: string, pid: number): () => void {
    const service = processIdentity(pid);
    const engine = processIdentity(process.pid);
    if (service === undefined || engine === undefined) return () => {};
    const mark = markOf(pid);
    const entry: Entry = {
      name,
      service: { pid, identity: service },
      engine: { pid: process.pid, identity: engine },
      ...(mark !== undefined && { mark }),
    };
    const file = path.join(this.folder, `${pid}.json`);
    const remove = () => rmSync(file, { force: true });
    try {
      mkdirSync(this.folder, { recursive: true });
      writeFileSync(file, JSON.stringify(entry));
    } catch {
      // the watchdog still ends what we leave; a full disk is told of by the recording
      remove();
    }
    return remove;
  }

  /** Services of other engines that go on here: names and pids. */
  busy(): string[] {
    return this.files().flatMap((file) => {
      const entry = read(file);
      if (!entry || entry.engine.pid === process.pid) return [];
      return goesOn(entry) ? [`${entry.name} (pid ${entry.service.pid})`] : [];
    });
  }

  /** Whether a process is a service that an engine still runs. */
  isRun(pid: number): boolean {
    const entry = read(path.join(this.folder, `${pid}.json`));
    return entry !== undefined && goesOn(entry);
  }

  /** Ends what a dead engine left; gives the names and pids of what was ended. */
  end(): string[] {
    return this.files().flatMap((file) => {
      const entry = read(file);
      if (entry && processIdentity(entry.engine.pid) === entry.engine.identity) return [];
      rmSync(file, { force: true });
      if (!entry) return [];
      const { pid, identity } = entry.service;
      const others = entry.mark === undefined ? [] : carriers(entry.mark);
      // a group outlives its first process, and its id is not given away while it does
      const isOurs =
        processIdentity(pid) === identity || (processIdentity(pid) === undefined && groupAlive(pid));
      if (!isOurs && others.length === 0) return [];
      signalAll(isOurs ? pid : undefined, others, 'SIGKILL');
      return [`${entry.name} (pid ${pid})`];
    });
  }

  private files(): string[] {
    try {
      return readdirSync(this.folder).map((name) => path.join(this.folder, name));
    } catch {
      return [];
    }
  }
}

function goesOn({ engine, service }: Entry): boolean {
  return [engine, service].every(({ pid, identity }) => processIdentity(pid) === identity);
}

function read(file: string): Entry | undefined {
  try {
    return entrySchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}
