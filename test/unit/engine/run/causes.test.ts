import { describe, expect, it } from 'vitest';
import { recordingFailed } from '../../../../src/engine/run/causes';

describe('a recording that cannot be written', () => {
  it.each([
    ['ENOSPC', 'disk-full', /disk is full.*Free some space/],
    ['EDQUOT', 'disk-full', /quota.*Free some space/],
    ['EFBIG', 'disk-full', /ulimit -f.*Raise the limit/],
    ['EIO', 'failed', /EIO: broken\. Check the folder/],
  ])('for %s ends the run as %s', (code, reason, says) => {
    const cause = recordingFailed(Object.assign(new Error(`${code}: broken`), { code }));
    expect(cause.reason).toBe(reason);
    expect(cause.text).toMatch(says);
  });
});
