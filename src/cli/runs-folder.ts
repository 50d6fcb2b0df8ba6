/** The recordings of a workspace. */
import { existsSync } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { LogReader } from '../core/run/codec';
import type { EndEvent, HeaderEvent } from '../core/run/event';
import { RunFold } from '../core/run/fold';
import type { Verdict } from '../core/run/verdict';
import { EXTENSION, RunFolder } from '../engine/record/run-folder';
import { usage } from './args';

/** What the two ends of a file say of a run. */
export interface RunEntry {
  id: string;
  file: string;
  header: HeaderEvent;
  verdict: Verdict | undefined;
  end: EndEvent | undefined;
}

/** The runs folder of `cwd`, or of the nearest folder above that has one. */
export function runsFolder(cwd: string): string {
  for (let at = path.resolve(cwd); ; at = path.dirname(at)) {
    const { runs } = new RunFolder(at);
    if (existsSync(runs)) return runs;
    if (path.dirname(at) === at) return new RunFolder(cwd).runs;
  }
}

/** Newest first, and the names of files that are no recordings. */
export async function listRuns(folder: string): Promise<{ runs: RunEntry[]; unreadable: string[] }> {
  const names = existsSync(folder) ? await readdir(folder) : [];
  const runs: RunEntry[] = [];
  const unreadable: string[] = [];
  for (const name of names.filter((each) => each.endsWith(EXTENSION))) {
    const entry = await readEnds(path.join(folder, name)).catch(() => undefined);
    if (entry) runs.push(entry);
    else unreadable.push(name);
  }
  runs.sort((a, b) => b.header.startedAt.localeCompare(a.header.startedAt));
  return { runs, unreadable };
}

const HEAD = 64 * 1024;
const TAIL = 256 * 1024;

/** Reads the header and the last events; a long run takes no longer than a short one. */
async function readEnds(file: string): Promise<RunEntry | undefined> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const head = await handle.read(Buffer.alloc(Math.min(size, HEAD)), 0, undefined, 0);
    const headEnd = head.buffer.subarray(0, head.bytesRead).indexOf('\n') + 1;
    if (headEnd === 0) return undefined;
    const from = Math.max(headEnd, size - TAIL);
    const tail = await handle.read(Buffer.alloc(Math.max(0, size - from)), 0, undefined, from);
    const bytes = tail.buffer.subarray(0, tail.bytesRead);
    const whole = from === headEnd ? bytes : bytes.subarray(bytes.indexOf('\n') + 1);
    const run = new RunFold();
    const decoder = new TextDecoder();
    const reader = new LogReader(run, (part) => decoder.decode(part));
    reader.push(head.buffer.subarray(0, headEnd));
    reader.push(whole);
    reader.finish();
    const { header, verdict, end } = run;
    return header && { id: path.basename(file, EXTENSION), file, header, verdict, end };
  } finally {
    await handle.close();
  }
}

/** The recording that a person means: a path, or the id of one in the runs folder; the newest where nothing is said. */
export async function resolveRun(given: string | undefined, cwd: string): Promise<string> {
  const folder = runsFolder(cwd);
  if (given !== undefined) {
    const asPath = path.resolve(cwd, given);
    const asId = path.join(folder, given.endsWith(EXTENSION) ? given : given + EXTENSION);
    return !existsSync(asPath) && existsSync(asId) ? asId : asPath;
  }
  const [newest] = (await listRuns(folder)).runs;
  if (newest) return newest.file;
  throw usage('There is no recording yet.', 'Make one with `stairstep profile`, or name a .memprofile file.');
}
