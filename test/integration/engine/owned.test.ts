import { afterAll, expect, it } from 'vitest';
import { spawnOwned } from '../../../src/engine/process/owned';
import { temporaryFolder } from '../support';

const { folder, remove } = temporaryFolder();
afterAll(remove);

/** Timers that keep a program from ending. */
const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;

it('a child that was ended leaves no timer behind that would hold us up', async () => {
  const before = timers();
  const service = await spawnOwned(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    cwd: folder,
    env: process.env,
  });
  await service.end();
  // one of the test runner may have ended meanwhile
  expect(timers()).toBeLessThanOrEqual(before);
});
