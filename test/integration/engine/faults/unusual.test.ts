/** Services of an unusual kind: what is said of them leads on. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isAlive, SAMPLE } from '../../support';
import { scriptRuns } from './run-script';

const { folder, run } = scriptRuns();

describe('a service that speaks something else', () => {
  const SERVERS: [string, string, RegExp][] = [
    ['HTTP/2', "require('node:http2').createServer((request, response) => response.end())", /HTTP\/2 only/],
    // without a certificate it greets with an alert, as one does that wants a certificate of its clients
    ['TLS', "require('node:https').createServer()", /speaks TLS/],
  ];
  const listening = (server: string) => `${server}.listen(Number(process.env.PORT), '127.0.0.1');`;

  it.each(SERVERS)(
    '%s: that is said after the first burst, and what can be done',
    async (name, server, says) => {
      const { handle } = run(name.replace('/', ''), listening(server), { health: undefined });
      const { end } = await handle.done;
      expect(end).toMatchObject({ reason: 'failed', text: expect.stringMatching(says) });
      expect(end.text).toContain('`stairstep attach`, without --plan');
      expect(end.text).not.toContain('Check method');
    },
  );

  it.each(SERVERS)(
    '%s, its health path: that is said where it never gets ready',
    async (name, server, says) => {
      const { handle } = run(`${name.replace('/', '')}-health`, listening(server), { readyTimeout: 1.5 });
      await expect(handle.done).rejects.toMatchObject({
        code: 'service-failed',
        message: expect.stringMatching(says),
        remedy: expect.stringContaining('`stairstep attach`, without --plan'),
      });
    },
  );
  it('HTTP/2, its health path: that is said long before the time is over', async () => {
    const [[, server] = ['', '']] = SERVERS;
    const from = performance.now();
    const { handle } = run('HTTP2-early', listening(server), { readyTimeout: 60 });
    await expect(handle.done).rejects.toMatchObject({ message: expect.stringMatching(/HTTP\/2 only/) });
    expect(performance.now() - from).toBeLessThan(20_000);
  });

  it('HTTP/2 beside HTTP/1.1, and is not healthy: its answer is said, and of HTTP/2 nothing', async () => {
    const both = `require('node:net').createServer((socket) => socket.once('data', (said) =>
      socket.end(said.includes('PRI * HTTP/2.0') ? Buffer.from('000000040000000000', 'hex') : 'HTTP/1.1 503 No\\r\\ncontent-length: 0\\r\\n\\r\\n')))`;
    const { handle } = run('both', listening(both), { readyTimeout: 1 });
    await expect(handle.done).rejects.toMatchObject({
      message: expect.stringMatching(/port \d+, but \/ does not answer 2xx after 1 s, it answers 503\./),
      remedy: expect.stringContaining('"health"'),
    });
  });
});

it('a service that goes into the background: that is said, and it does not stay', async () => {
  // started in a session of its own by a process that ends at once, so nobody's child any more
  const source = `const { spawn } = require('node:child_process');
    if (process.argv[2] === 'daemon') require('node:http').createServer().listen(Number(process.env.PORT));
    else if (process.argv[2] === 'fork') {
      const { pid } = spawn(process.execPath, [__filename, 'daemon'], { detached: true, stdio: 'ignore' });
      require('node:fs').writeFileSync(__filename + '.pid', String(pid));
      process.exit();
    } else spawn(process.execPath, [__filename, 'fork'], { detached: true, stdio: 'inherit' }).once('exit', () => process.exit());`;
  const { handle, root } = run('daemon', source);
  await expect(handle.done).rejects.toMatchObject({
    code: 'service-failed',
    message: expect.stringMatching(/exited with code 0\. It had gone into the background, as .* \(pid \d+\)/),
    remedy: expect.stringMatching(/--foreground.*`stairstep attach`/),
  });
  const pid = Number(readFileSync(path.join(root, 'service.cjs.pid'), 'utf8'));
  expect(pid).toBeGreaterThan(0);
  expect(isAlive(pid)).toBe(false);
});

it('a service that does not find a file: the folder that it runs in is named', async () => {
  const { handle } = run('lost', "require('node:fs').readFileSync('config.toml');");
  await expect(handle.done).rejects.toMatchObject({
    message: expect.stringContaining('config.toml'),
    remedy: expect.stringContaining(`It runs in ${SAMPLE}, where`),
  });
});

it('a service whose files are in another folder: the plan names it', async () => {
  const source = `console.log(require('node:fs').readFileSync('service.cjs', 'utf8').length);
    require('node:http').createServer((request, response) => response.end())
      .listen(Number(process.env.PORT), '127.0.0.1');`;
  const { handle } = run('elsewhere', source, { cwd: path.join(folder, 'elsewhere') });
  expect((await handle.done).end.reason).toBe('completed');
  await expect(run('nowhere', source, { cwd: path.join(folder, 'gone') }).handle.done).rejects.toMatchObject({
    code: 'plan-invalid',
    message: expect.stringMatching(/There is no folder .*gone for the service to run in/),
    remedy: expect.stringContaining('"cwd"'),
  });
});

it('a service that hangs from some request on: that is said of the burst, and ends the run', async () => {
  const source = `let n = 0;
    require('node:http').createServer((request, response) => { if (++n < 40) response.end(); })
      .listen(Number(process.env.PORT), '127.0.0.1');`;
  const { handle, events } = run('hangs', source, { connections: [2, 2] });
  const { load, end, verdict } = await handle.done;
  expect(load.errorKinds).toEqual({ unanswered: 4 });
  expect(end).toMatchObject({
    reason: 'failed',
    text: expect.stringMatching(
      /no longer answers: \d+ requests were answered before, and none of burst 2 \(unanswered\)\./,
    ),
  });
  expect(verdict.profile).toBe('inconclusive');
  for (const burst of [1, 2])
    expect(events).toContainEqual(
      expect.objectContaining({
        kind: 'note',
        level: 'warning',
        text: expect.stringMatching(
          new RegExp(`^Burst ${burst} was cut: no answer for 1\\.\\d s, and requests still`),
        ),
      }),
    );
});

it('a service that is stopped in mid run: two bursts without an answer are enough', async () => {
  const source = `require('node:http').createServer((request, response) => response.end())
    .listen(Number(process.env.PORT), '127.0.0.1');`;
  const { handle, events, when } = run('stopped', source, { connections: [2, 2, 4, 4, 4, 4, 4] });
  await when((event) => event.kind === 'phase' && event.phase === 'rest' && event.burst === 2);
  const header = events.find((event) => event.kind === 'header');
  const pid = header?.kind === 'header' ? (header.service.pid ?? 0) : 0;
  process.kill(pid, 'SIGSTOP');
  const { end, verdict } = await handle.done;
  expect(end).toMatchObject({
    reason: 'failed',
    text: expect.stringMatching(/and none of bursts 3 to 4 \(unanswered\)\./),
  });
  expect(verdict.profile).toBe('inconclusive');
  expect(isAlive(pid)).toBe(false);
  // it goes on, to end by itself
  expect(events).not.toContainEqual(expect.objectContaining({ text: expect.stringContaining('SIGTERM') }));
});

it('a service whose answers do not end: that is said, and what can be done', async () => {
  const source = `require('node:http').createServer((request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      if (request.url === '/') response.end();
      else setInterval(() => response.write('data: x\\n\\n'), 100);
    }).listen(Number(process.env.PORT), '127.0.0.1');`;
  const endless = await run('streams', source, { requests: [{ path: '/events' }] }).handle.done;
  expect(endless.end.text).toMatch(
    /No answer of the first burst came to its end: GET \/events\..*`stairstep attach`/,
  );
  const requests = [{ path: '/events' }, { path: '/' }];
  const mixed = await run('streams-too', source, { requests, connections: [2, 2, 2] }).handle.done;
  expect(mixed.load.errorKinds['endless answer']).toBeGreaterThan(2);
  expect(mixed.verdict.profile).toBe('inconclusive');
});
