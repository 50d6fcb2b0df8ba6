import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { spawnOwned } from '../../../src/engine/process/owned';
import { temporaryFolder } from '../support';

const { folder, remove } = temporaryFolder();
afterAll(remove);

/** Where Linux groups processes by session: a process's group and its nice value, `/autogroup-7 nice 0`. */
const groupOf = (pid: number | 'self') => readFileSync(`/proc/${pid}/autogroup`, 'utf8').trim();

describe('the priority of a service', () => {
  it.skipIf(!existsSync('/proc/self/autogroup'))('is that of its engine, also as a group', async () => {
    os.setPriority(Math.min(19, os.getPriority() + 3));
    const service = await spawnOwned(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      cwd: folder,
      env: process.env,
    });
    expect(groupOf(service.pid)).not.toBe(groupOf('self'));
    expect(groupOf(service.pid)).toMatch(new RegExp(` nice ${os.getPriority()}$`));
    expect(os.getPriority(service.pid)).toBe(os.getPriority());
    await service.end();
  });
});
