import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attach, type EngineDeps, prepareService } from '../../../src/engine';
import { readStat } from '../../../src/engine/process/proc';
import { listenersOf } from '../../../src/engine/ready/sockets';
import {
  engineDeps,
  isAlive,
  recordingObserver,
  SHORT,
  sampleOptions,
  startProgram,
  temporaryFolder,
} from '../support';

const { folder, remove } = temporaryFolder();
let deps: EngineDeps;
let service: ChildProcess;
let port = 0;

beforeAll(async () => {
  deps = await engineDeps(folder);
  const built = await prepareService(sampleOptions(folder), {});
  service = await startProgram(built.service.binaryPath, [], { ...process.env, PORT: '0' });
  port = listenersOf([service.pid ?? 0])[0]?.port ?? 0;
});
afterAll(() => {
  service.kill('SIGKILL');
  remove();
});

describe('attaching to a process that runs', () => {
  it('records it without load, and leaves it alone', async () => {
    const { observer, events } = recordingObserver();
    const result = await attach({ pid: service.pid ?? 0, seconds: 2, root: folder }, observer, deps).done;
    expect(result.end.reason).toBe('completed');
    expect(result.header.plan).toBeUndefined();
    expect(result.header.service.name).toBe('sample-service');
    expect(events.some(({ kind }) => kind === 'phase')).toBe(false);
    // of 40: a busy machine leaves some out
    expect(events.filter(({ kind }) => kind === 'sample').length).toBeGreaterThan(5);
    expect(isAlive(service.pid ?? 0)).toBe(true);
  });

  it('finds it by its port, and sends the load of a plan', async () => {
    const planPath = path.join(folder, 'plan.json');
    writeFileSync(planPath, JSON.stringify({ ...SHORT, requests: [{ path: '/health' }] }));
    const result = await attach({ port, planPath, root: folder }, {}, deps).done;
    expect(result.header.service.pid).toBe(service.pid);
    expect(result.header.planFile).toBe('plan.json');
    expect(result.load.requests).toBeGreaterThan(10);
    expect(result.load.non2xx + result.load.errors).toBe(0);
    expect(isAlive(service.pid ?? 0)).toBe(true);
  });

  it('ends when it is stopped, and when the process ends', async () => {
    const { observer, when } = recordingObserver();
    const endless = attach({ pid: service.pid ?? 0, root: folder }, observer, deps);
    await when(({ kind }) => kind === 'sample');
    endless.stop();
    expect((await endless.done).end.reason).toBe('completed');
    const next = recordingObserver();
    const timed = attach({ pid: service.pid ?? 0, seconds: 60, root: folder }, next.observer, deps);
    await next.when(({ kind }) => kind === 'sample');
    timed.stop();
    expect((await timed.done).end.reason).toBe('interrupted');

    const short = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const heard = recordingObserver();
    const watching = attach({ pid: short.pid ?? 0, root: folder }, heard.observer, deps);
    await heard.when(({ kind }) => kind === 'sample');
    short.kill('SIGKILL');
    expect((await watching.done).end.reason).toBe('service-exited');
  });

  it('says of one without memory that there is nothing to record', async () => {
    const parent = spawn('sh', ['-c', 'sleep 0 & exec tail -f /dev/null'], { stdio: 'ignore' });
    await new Promise((resolve) => parent.once('spawn', resolve));
    const zombie = () =>
      readdirSync('/proc')
        .map(Number)
        .find((pid) => readStat(pid)?.zombie && readStat(pid)?.parent === parent.pid);
    while (zombie() === undefined) await new Promise((resolve) => setTimeout(resolve, 10));
    await expect(attach({ pid: zombie() ?? 0, root: folder }, {}, deps).done).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(/sleep, has no memory of its own/),
    });
    parent.kill('SIGKILL');
  });

  it('says when there is nobody', async () => {
    await expect(attach({ pid: 2 ** 22 - 1, root: folder }, {}, deps).done).rejects.toMatchObject({
      code: 'usage',
    });
    await expect(attach({ port: 1, root: folder }, {}, deps).done).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('port 1'),
    });
  });

  it('counts the pages that a forked child shares once', async () => {
    const hold = `held=$(head -c 60000000 /dev/zero | tr '\\0' a); (sleep 60; echo "$held") & echo ready; wait`;
    const parent = spawn('bash', ['-c', hold], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
    await new Promise((resolve) => parent.stdout.once('data', resolve));
    const { observer, events } = recordingObserver();
    await attach({ pid: parent.pid ?? 0, seconds: 1, root: folder }, observer, deps).done;
    process.kill(-(parent.pid ?? 0), 'SIGKILL');
    const sizes = events.flatMap((event) => (event.kind === 'sample' ? [event.rss] : []));
    expect(Math.max(...sizes)).toBeGreaterThan(60e6);
    expect(sizes.at(-1)).toBeLessThan(150e6);
    expect(Math.max(...sizes) / Math.min(...sizes)).toBeLessThan(1.1);
  });
});
