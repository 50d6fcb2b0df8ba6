/** What is said of a trial that cannot be built. */
import { stripVTControlCharacters } from 'node:util';
import { whyNotIn } from '../../core/allocator/build-folder';
import { UserError } from '../../core/errors';

/** What to do about a folder whose path has a space. */
export const SPACELESS =
  'Move the workspace to one without; or compare the preloaded library, which needs no build.';

/** Folders of a trial: where it is built, and where its copy is. */
export interface TrialFolders {
  target: string;
  scratch: string;
}

/** The error with its remedy, where it is one that we know; else as it is. */
export function explained(error: Error, { target, scratch }: TrialFolders): Error {
  const text = stripVTControlCharacters(error.message);
  if (isDiskFull(error)) {
    return new UserError(
      'environment',
      `The disk is full: there is no room to build the trial in ${target}, which was emptied again.`,
      'Free some space there; the trials that preload a library or set the environment need none.',
      { cause: error },
    );
  }
  if (
    /failed to (download|get|fetch|load source|query|update)|Unable to update|no matching package|--offline/i.test(
      text,
    )
  ) {
    return new UserError(
      'environment',
      `A crate that the trial needs cannot be fetched:\n${text}`,
      'Build once where the registry can be reached, or vendor the crate; or compare the preloaded library, which needs no crate.',
      { cause: error },
    );
  }
  if (/Prefix should not contain spaces/.test(text)) {
    return new UserError('environment', whyNotIn(target, 'jemalloc') ?? text, SPACELESS, { cause: error });
  }
  if ('syscall' in error) {
    return new UserError(
      'environment',
      `The trial cannot be prepared: ${text}.`,
      `Check that ${scratch} can be written and the workspace be read.`,
      { cause: error },
    );
  }
  return error;
}

export function isDiskFull(error: Error): boolean {
  const code = 'code' in error ? error.code : undefined;
  return (
    code === 'ENOSPC' || code === 'EDQUOT' || /No space left on device|os error 28\b/.test(error.message)
  );
}
