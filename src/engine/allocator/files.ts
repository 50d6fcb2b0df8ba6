/** Texts of files, exactly as their bytes are. */
import { access, readFile } from 'node:fs/promises';
import { UserError } from '../../core/errors';

/** Gives the text of a file, an unsaved editor's where there is one; undefined for files it has nothing to say of. */
export type ReadOverride = (path: string) => Promise<string | undefined>;

/** Largest file that is read: far above any written by people. */
const LIMIT = 8 * 1024 * 1024;

export class Texts {
  constructor(private readonly override: ReadOverride = async () => undefined) {}

  /** The text of a file, byte order mark included. */
  async read(path: string): Promise<string> {
    return (await this.override(path)) ?? readExactly(path);
  }

  /** The same; undefined where there is no such file. */
  async tryRead(path: string): Promise<string | undefined> {
    return this.read(path).catch(() => undefined);
  }
}

/** A file's text; refused where its bytes are no UTF-8, so that writing it back cannot change them. */
export async function readExactly(path: string): Promise<string> {
  const bytes = await readFile(path).catch((cause) => {
    throw new UserError('file-unreadable', `${path} cannot be read.`, 'Check the path and its permissions.', {
      cause,
    });
  });
  if (bytes.length > LIMIT)
    throw new UserError(
      'refused',
      `${path} has ${bytes.length} bytes, too many to edit.`,
      'Make the change by hand.',
    );
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new UserError('refused', `${path} is not UTF-8.`, 'Save it as UTF-8 first; nothing was changed.', {
      cause,
    });
  }
}

export function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
