/** The recordings in a folder: listed, renamed, deleted. */
import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../core/errors';
import { systemWords } from '../../core/system-words';
import { Leftovers, OWNED } from '../process/leftovers';
import { EXTENSION, RunFolder } from './run-folder';
import { isRunId } from './run-id';
import { type RunSummary, readRunSummary } from './run-summary';

export interface RunEntry extends RunSummary {
  id: string;
  file: string;
}

const SEE_ALL = 'See them all with `stairstep runs`.';

/** The runs folder of `cwd`, or of the nearest folder above that has one. */
export function findRunsFolder(cwd: string): string {
  for (let at = path.resolve(cwd); ; at = path.dirname(at)) {
    const { runs } = new RunFolder(at);
    if (existsSync(runs)) return runs;
    if (path.dirname(at) === at) return new RunFolder(cwd).runs;
  }
}

/** A file among the recordings that is none of ours to read. */
export interface Unreadable {
  name: string;
  /** a sentence */
  why: string;
}

/** Newest first, and the files that cannot be read. */
export async function listRuns(folder: string): Promise<{ runs: RunEntry[]; unreadable: Unreadable[] }> {
  const names = existsSync(folder) ? await readdir(folder) : [];
  const runs: RunEntry[] = [];
  const unreadable: Unreadable[] = [];
  for (const name of names.filter((each) => each.endsWith(EXTENSION))) {
    const file = path.join(folder, name);
    try {
      runs.push({ id: path.basename(name, EXTENSION), file, ...(await readRunSummary(file)) });
    } catch (error) {
      unreadable.push({ name, why: systemWords(error) });
    }
  }
  runs.sort((a, b) => b.header.startedAt.localeCompare(a.header.startedAt));
  return { runs, unreadable };
}

/** All of them or none. Errors: {@link UserError} `usage` for an id that is not there, or of a run under way. */
export async function deleteRuns(folder: string, ids: readonly string[]): Promise<void> {
  const files = ids.map((id) => existing(folder, id));
  for (const [i, file] of files.entries()) await assertOver(file, ids[i] ?? '');
  for (const [i, file] of files.entries()) await rm(file).catch(failed(`${ids[i]} cannot be deleted`));
}

/** Errors: {@link UserError} `usage` for an id that is not there, is taken, is none, or of a run under way. */
export async function renameRun(folder: string, from: string, to: string): Promise<void> {
  const file = existing(folder, from);
  const target = fileOf(folder, to);
  if (existsSync(target))
    throw new UserError('usage', `There is a recording ${to} already.`, 'Choose another name.');
  await assertOver(file, from);
  await rename(file, target).catch(failed(`${from} cannot be renamed`));
}

/** Who records goes on writing to it, and could not read it at the end. */
async function assertOver(file: string, id: string): Promise<void> {
  const summary = await readRunSummary(file).catch(() => undefined);
  const pid = summary?.header.service.pid;
  if (pid === undefined || summary?.end !== undefined) return;
  const owned = new Leftovers(path.join(path.dirname(path.dirname(file)), OWNED));
  if (owned.isRun(pid)) throw new UserError('usage', `${id} is being recorded.`, 'Stop that run first.');
}

/** What to do with an error of the system: nothing of it is a fault of ours. */
function failed(what: string): (cause: Error) => never {
  return (cause) => {
    const remedy =
      'Check that it is a file, that its folder can be written, and that the name is not too long.';
    throw new UserError('environment', `${what}: ${systemWords(cause)}.`, remedy, { cause });
  };
}

function existing(folder: string, id: string): string {
  const file = fileOf(folder, id);
  if (existsSync(file)) return file;
  throw new UserError('usage', `There is no recording ${id}.`, SEE_ALL);
}

function fileOf(folder: string, id: string): string {
  const stem = id.endsWith(EXTENSION) ? id.slice(0, -EXTENSION.length) : id;
  if (!isRunId(stem))
    throw new UserError(
      'usage',
      `"${id}" is no id of a recording.`,
      'Ids are names of files, without folders.',
    );
  return path.join(folder, stem + EXTENSION);
}
