/** What is said of a service that was ended with a signal. */
import { describe, expect, it } from 'vitest';
import type { Exit, OwnedProcess } from '../../../../src/engine/process/owned';
import { ownedSubject } from '../../../../src/engine/run/subject';

const rest = {
  env: {},
  binary: '',
  ready: () => Promise.reject(new Error('not asked for')),
  lastLines: () => '',
  keptLines: () => [],
  lostLines: () => 0,
};

/** A process that ended so before it is released, or only by that. */
const released = (exit: Exit, before: boolean, stopTimeout = 30) => {
  let end = (_: Exit): void => {};
  const ended = before ? Promise.resolve(exit) : new Promise<Exit>((resolve) => (end = resolve));
  const endIt = () => {
    end(exit);
    return ended;
  };
  const owned = { pid: 1, exit: ended, drained: ended, end: endIt };
  return ownedSubject(owned as unknown as OwnedProcess, stopTimeout, rest).release(() => {});
};

describe('the release of a service', () => {
  it('is not smooth where it had to be killed', async () => {
    expect(await released({ signal: 'SIGKILL' }, false, 0)).toContain('did not end on SIGTERM within 0 s');
    expect(await released({ signal: 'SIGKILL' }, false)).toContain('was killed before it had ended');
    expect(await released({ signal: 'SIGTERM' }, false)).toBeUndefined();
  });

  it('has nothing to say of one that something else had killed before', async () => {
    expect(await released({ signal: 'SIGKILL' }, true)).toBeUndefined();
  });
});
