import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Leftovers } from '../../../src/engine/process/leftovers';
import { spawnOwned } from '../../../src/engine/process/owned';
import { MARK } from '../../../src/engine/process/signals';
import { isAlive, temporaryFolder } from '../support';

const { folder, remove } = temporaryFolder();
afterAll(remove);

const IDLE = ['-e', 'setInterval(() => {}, 1000)'];

/** A service, and the note of it as an engine that is dead by now would have left it. */
async function leave(name: string, env: NodeJS.ProcessEnv = process.env) {
  const notes = path.join(folder, name);
  const service = spawn(process.execPath, IDLE, { detached: true, stdio: 'ignore', env });
  await new Promise((resolve) => service.once('spawn', resolve));
  const gone = new Promise((resolve) => service.once('exit', resolve));
  const leftovers = new Leftovers(notes);
  const pid = service.pid ?? 0;
  leftovers.note(name, pid);
  const file = path.join(notes, `${pid}.json`);
  const entry = JSON.parse(readFileSync(file, 'utf8'));
  const rewrite = (change: object) => writeFileSync(file, JSON.stringify({ ...entry, ...change }));
  return { leftovers, pid, gone, rewrite, notes, entry };
}

describe('a service that a killed engine left', () => {
  it('is ended at the next start, and its note removed', async () => {
    const { leftovers, pid, gone, rewrite, notes, entry } = await leave('orphan');
    rewrite({ engine: { ...entry.engine, identity: 'of another time' } });
    expect(leftovers.end()).toEqual([`orphan (pid ${pid})`]);
    await gone;
    expect(isAlive(pid)).toBe(false);
    expect(readdirSync(notes)).toEqual([]);
  });

  it('is ended with what had left its group, and that is ended too where it is all that is left', async () => {
    const env = { ...process.env, [MARK]: randomUUID() };
    const { leftovers, pid, gone, rewrite, entry } = await leave('forked', env);
    const worker = spawn(process.execPath, IDLE, { detached: true, stdio: 'ignore', env });
    const workerGone = new Promise((resolve) => worker.once('exit', resolve));
    process.kill(pid, 'SIGKILL');
    await gone;
    rewrite({ engine: { ...entry.engine, identity: 'of another time' } });
    expect(leftovers.end()).toEqual([`forked (pid ${pid})`]);
    await workerGone;
  });

  it('is left alone while its engine lives, or where the pid is of another process by now', async () => {
    const { leftovers, pid, gone, rewrite, notes, entry } = await leave('busy');
    expect(leftovers.end()).toEqual([]);
    const stale = { identity: 'of another time' };
    rewrite({ engine: { ...entry.engine, ...stale }, service: { pid, ...stale } });
    expect(leftovers.end()).toEqual([]);
    expect(isAlive(pid)).toBe(true);
    expect(readdirSync(notes)).toEqual([]);
    process.kill(pid, 'SIGKILL');
    await gone;
  });

  it('is told of while its engine lives, when another run begins', async () => {
    const { leftovers, pid, gone, rewrite, entry } = await leave('beside');
    expect(leftovers.busy()).toEqual([]);
    rewrite({ engine: entry.service });
    expect(leftovers.busy()).toEqual([`beside (pid ${pid})`]);
    process.kill(pid, 'SIGKILL');
    await gone;
    expect(leftovers.busy()).toEqual([]);
  });

  it('is nothing where a note cannot be read', async () => {
    const { leftovers, pid, gone, notes } = await leave('damaged');
    writeFileSync(path.join(notes, `${pid}.json`), '{"torn');
    expect(leftovers.end()).toEqual([]);
    process.kill(pid, 'SIGKILL');
    await gone;
  });
});

describe('a process of ours', () => {
  it('fails to spawn otherwise than by exiting', async () => {
    const options = { cwd: folder, env: process.env };
    await expect(spawnOwned(path.join(folder, 'nothing'), [], options)).rejects.toThrow(/ENOENT/);
    const failing = await spawnOwned(process.execPath, ['-e', 'process.exit(7)'], options);
    expect(await failing.exit).toEqual({ code: 7 });
    await failing.end();
  });

  it('takes with it what left its group', async () => {
    const source = `const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
      console.log(child.pid); setInterval(() => {}, 1000);`;
    const parent = await spawnOwned(process.execPath, ['-e', source], { cwd: folder, env: process.env });
    const said = await new Promise<Buffer>((resolve) => parent.stdout.once('data', resolve));
    expect(await parent.end()).toEqual({ signal: 'SIGTERM' });
    const pid = Number(said.toString());
    while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(isAlive(parent.pid)).toBe(false);
  });
});
