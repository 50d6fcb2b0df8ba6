import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Command, Message } from '../../../src/engine/protocol';
import { engineDeps, isAlive, ROOT, sampleOptions, script, scriptOptions, temporaryFolder } from '../support';

const { folder, remove } = temporaryFolder();
const engine = path.join(folder, 'engine.cjs');
const running = new Set<ChildProcess>();

beforeAll(async () => {
  await engineDeps(folder);
  await build({
    entryPoints: [path.join(ROOT, 'src/engine/main.ts')],
    outfile: engine,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
});
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  remove();
});

/** The engine, and what it says. */
function startEngine() {
  const child = fork(engine, { stdio: 'inherit' });
  running.add(child);
  const messages: Message[] = [];
  const gone = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      running.delete(child);
      resolve(code);
    });
  });
  child.on('message', (message: Message) => messages.push(message));
  const when = <Type extends Message['type']>(
    type: Type,
    wanted = (_: Extract<Message, { type: Type }>) => true,
  ) =>
    new Promise<Extract<Message, { type: Type }>>((resolve) => {
      const look = (message: Message) => {
        if (!isOf(message, type) || !wanted(message)) return;
        child.off('message', look);
        resolve(message);
      };
      child.on('message', look);
      for (const message of messages) look(message);
    });
  const say = (command: Command) => child.send(command);
  return { child, messages, gone, when, say };
}

function isOf<Type extends Message['type']>(
  message: Message,
  type: Type,
): message is Extract<Message, { type: Type }> {
  return message.type === type;
}

function runs(root: string): string[] {
  return readdirSync(path.join(root, '.stairstep/runs'));
}

/** Waits until a process is gone. */
async function ended(pid: number): Promise<void> {
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** The pid of the service, once its recording has begun. */
async function servicePid({ when }: ReturnType<typeof startEngine>): Promise<number> {
  const { events } = await when('events', (message) => message.from === 0);
  const [header] = events;
  return header?.kind === 'header' ? (header.service.pid ?? 0) : 0;
}

const LONG = { connections: [2], burst: { seconds: 60 }, baseline: 0.1, rest: 1, tail: 1 };

describe('the engine as a child process', () => {
  it('tells the whole run: states, file, every line of the file, result', async () => {
    const root = path.join(folder, 'whole');
    const { messages, when, say, child, gone } = startEngine();
    await when('ready');
    say({ cmd: 'profile', options: sampleOptions(root) });
    const { result } = await when('done');
    const lines = readFileSync(result.file, 'utf8').trimEnd().split('\n');
    let next = 0;
    for (const message of messages) {
      if (message.type !== 'events') continue;
      expect(message.from).toBe(next);
      next += message.events.length;
    }
    expect(next).toBe(lines.length);
    expect(messages.flatMap((message) => (message.type === 'state' ? [message.state] : []))).toEqual([
      'building',
      'starting',
      'running',
      'stopping',
      'ended',
    ]);
    expect(messages.filter(({ type }) => type === 'file')).toEqual([{ type: 'file', file: result.file }]);
    child.disconnect();
    expect(await gone).toBe(0);
  });

  it('ends cleanly when it is told to stop', async () => {
    const root = path.join(folder, 'stopped');
    const { when, say, child } = startEngine();
    say({ cmd: 'profile', options: sampleOptions(root, LONG) });
    await when('events', ({ events }) => events.some(({ kind }) => kind === 'load'));
    say({ cmd: 'profile', options: sampleOptions(root, LONG) });
    expect(await when('error')).toMatchObject({ code: 'usage', message: 'A run is under way.' });
    say({ cmd: 'stop' });
    const { result } = await when('done');
    expect(result.end.reason).toBe('interrupted');
    expect(result.verdict.profile).toBe('inconclusive');
    expect(result.load.requests).toBeGreaterThan(0);
    expect(isAlive(result.header.service.pid ?? 0)).toBe(false);
    child.kill();
  });

  it('stops the service when its parent is gone', async () => {
    const root = path.join(folder, 'parentless');
    const engine = startEngine();
    engine.say({ cmd: 'profile', options: sampleOptions(root, LONG) });
    const pid = await servicePid(engine);
    await engine.when('events', ({ events }) => events.some(({ kind }) => kind === 'load'));
    engine.child.disconnect();
    expect(await engine.gone).toBe(0);
    expect(isAlive(pid)).toBe(false);
    const [file = ''] = runs(root);
    expect(readFileSync(path.join(root, '.stairstep/runs', file), 'utf8')).toContain('"kind":"end"');
  });

  it('leaves no service when it is killed itself', async () => {
    const root = path.join(folder, 'murdered');
    const engine = startEngine();
    engine.say({ cmd: 'profile', options: sampleOptions(root, LONG) });
    const pid = await servicePid(engine);
    engine.child.kill('SIGKILL');
    await engine.gone;
    await ended(pid);
    expect(runs(root)).toHaveLength(1);
  });

  it('leaves nothing of the service either that had a session of its own', async () => {
    const root = path.join(folder, 'murdered-parent');
    const source = `const { spawn } = require('node:child_process');
      const apart = { detached: true, stdio: 'ignore' };
      console.log(spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], apart).pid);
      require('node:http').createServer((request, response) => response.end())
        .listen(Number(process.env.PORT), '127.0.0.1');`;
    const engine = startEngine();
    engine.say({
      cmd: 'profile',
      options: scriptOptions(root, script(root, 'service.cjs', source), LONG),
    });
    const pid = await servicePid(engine);
    const output = await engine.when('events', ({ events }) => events.some(({ kind }) => kind === 'output'));
    const line = output.events.find((event) => event.kind === 'output');
    const worker = line?.kind === 'output' ? Number(line.text) : 0;
    expect(isAlive(worker)).toBe(true);
    engine.child.kill('SIGKILL');
    await engine.gone;
    await ended(pid);
    await ended(worker);
  });

  it('refuses what is no command, and leaves nothing where a build fails', async () => {
    const root = path.join(folder, 'nonsense');
    const { child, when, say } = startEngine();
    await when('ready');
    child.send({ cmd: 'explode' });
    expect(await when('error')).toMatchObject({ code: 'usage' });
    say({ cmd: 'profile', options: { ...sampleOptions(root), manifestPath: '/nowhere/Cargo.toml' } });
    expect(await when('error', ({ message }) => message.includes('/nowhere'))).toMatchObject({
      code: 'usage',
    });
    expect(await when('state', ({ state }) => state === 'failed')).toBeDefined();
    expect(existsSync(path.join(root, '.stairstep'))).toBe(false);
    child.kill();
  });
});
