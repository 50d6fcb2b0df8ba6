/** Why a run ended early, in words. */
import { constants } from 'node:os';
import { whyOf } from '../../core/errors';
import type { Exit } from '../process/owned';
import type { Cause } from './control';

export function exited(exit: Exit): Cause {
  return { reason: 'service-exited', exit, text: `The service ${howItEnded(exit)}.` };
}

/** `exited with code 101`, `was ended by SIGSEGV (signal 11)`. */
function howItEnded({ code, signal }: Exit): string {
  if (signal !== undefined) {
    const hint = signal === 'SIGKILL' ? '; the system does so when memory runs out' : '';
    return `was ended by ${signal} (signal ${constants.signals[signal]}${hint})`;
  }
  return code === undefined ? 'ended' : `exited with code ${code}`;
}

/** No room for the recording, by the code of the system's error. */
const NO_ROOM: Readonly<Record<string, { what: string; remedy: string }>> = {
  ENOSPC: { what: 'The disk is full', remedy: 'Free some space' },
  EDQUOT: { what: 'Your quota of the disk is used up', remedy: 'Free some space' },
  EFBIG: {
    what: 'The recording has reached the largest size that a file may have here (`ulimit -f`)',
    remedy: 'Raise the limit',
  },
};

export function recordingFailed(error: NodeJS.ErrnoException): Cause {
  const noRoom = NO_ROOM[error.code ?? ''];
  if (noRoom !== undefined)
    return {
      reason: 'disk-full',
      text: `${noRoom.what}, so the recording ends here; what was recorded until now stands. ${noRoom.remedy} and run this again.`,
      early: `${noRoom.what}: there is no room for a recording.`,
    };
  return {
    reason: 'failed',
    text: `The recording cannot be written: ${error.message}. Check the folder of the runs and run this again.`,
  };
}

/** Something of ours failed in mid run: what was recorded is kept. */
export function broken(error: unknown): Cause {
  return { reason: 'failed', text: `The load broke off: ${whyOf(error)}.` };
}
