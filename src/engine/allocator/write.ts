/** Write a fix: all of its files or none. */
import { randomBytes } from 'node:crypto';
import { access, chmod, chown, constants, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { applyEdits, type FileEdits } from '../../core/allocator/edit';
import { UserError } from '../../core/errors';
import { readExactly } from './files';

interface Prepared {
  /** the file itself, symbolic links followed */
  path: string;
  temporary: string;
  before: string;
}

const ENDING: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Write the edits. Refuses where a file is not what it was when they were made; modes and links stay. */
export async function writeEdits(files: readonly FileEdits[]): Promise<void> {
  const prepared: Prepared[] = [];
  try {
    for (const file of files) prepared.push(await prepare(file));
    await unbroken(() => replaceAll(prepared));
  } finally {
    for (const { temporary } of prepared) await rm(temporary, { force: true });
  }
}

async function prepare(file: FileEdits): Promise<Prepared> {
  const path = await realpath(file.path);
  await checkUnchanged(path, file.before);
  await access(path, constants.W_OK).catch((cause) => {
    throw new UserError('refused', `${path} is read-only.`, 'Make it writable; nothing was changed.', {
      cause,
    });
  });
  const temporary = await writeBeside(path, applyEdits(file.before, file.edits));
  return { path, temporary, before: file.before };
}

async function checkUnchanged(path: string, before: string): Promise<void> {
  if ((await readExactly(path)) === before) return;
  throw new UserError(
    'refused',
    `${path} changed in the meantime.`,
    'Run the fix again; nothing was changed.',
  );
}

/** A file with the owner and mode of another, in its folder, so that a rename puts it in place. */
async function writeBeside(path: string, text: string): Promise<string> {
  const { mode, uid, gid } = await stat(path);
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}`);
  const handle = await open(temporary, 'wx', mode).catch((cause: NodeJS.ErrnoException) => {
    throw new UserError(
      'refused',
      `Cannot write in ${dirname(path)}: ${cause.code ?? cause.message}.`,
      'Make that folder writable; nothing was changed.',
      { cause },
    );
  });
  try {
    await handle.writeFile(text, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
  await chmod(temporary, mode);
  await chown(temporary, uid, gid).catch(() => undefined);
  return temporary;
}

/** Does what must not be left half done: a signal that would end us meanwhile is taken up after it. */
async function unbroken(work: () => Promise<void>): Promise<void> {
  const held = new Set<NodeJS.Signals>();
  const hold = (signal: NodeJS.Signals) => held.add(signal);
  for (const signal of ENDING) process.on(signal, hold);
  try {
    await work();
  } finally {
    for (const signal of ENDING) process.off(signal, hold);
    for (const signal of held) if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  }
}

async function replaceAll(prepared: readonly Prepared[]): Promise<void> {
  const done: Prepared[] = [];
  try {
    for (const file of prepared) {
      await checkUnchanged(file.path, file.before);
      await rename(file.temporary, file.path);
      done.push(file);
    }
  } catch (error) {
    for (const { path, before } of done) await rename(await writeBeside(path, before), path);
    throw error;
  }
}
