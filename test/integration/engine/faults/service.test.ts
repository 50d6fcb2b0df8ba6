import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PlanInput } from '../../../../src/core/plan/plan';
import { isAlive, takenPort } from '../../support';
import { scriptRuns } from './run-script';

const { run } = scriptRuns();

/** A server in Node; `handler` is the body of its request listener, `before` runs first. */
const server = (handler: string, before = '') =>
  `${before}\nrequire('node:http').createServer((request, response) => { ${handler} })
  .listen(Number(process.env.PORT), '127.0.0.1');`;

function recordings(root: string): string[] {
  return readdirSync(path.join(root, '.stairstep/runs'));
}

describe('a service that never gets ready', () => {
  it('exits at once: its code and last lines are said, no file is left', async () => {
    const { handle, root } = run('exits', 'console.error("DATABASE_URL is not set"); process.exit(3);');
    await expect(handle.done).rejects.toMatchObject({
      code: 'service-failed',
      message: expect.stringMatching(/exited with code 3.*DATABASE_URL is not set/s),
    });
    expect(recordings(root)).toEqual([]);
  });

  it('never listens: the time-out and the last lines are said, it is ended', async () => {
    const source = 'console.log("waiting for the moon " + process.pid); setInterval(() => {}, 1000);';
    const { handle, events, root } = run('deaf', source, { readyTimeout: 0.8 });
    await expect(handle.done).rejects.toMatchObject({
      code: 'service-failed',
      message: expect.stringMatching(/does not listen on any port after 0.8 s.*waiting for the moon/s),
      remedy: expect.stringContaining('readyTimeout'),
    });
    const header = events.find((event) => event.kind === 'header');
    expect(header?.kind === 'header' && isAlive(header.service.pid ?? 0)).toBe(false);
    expect(recordings(root)).toEqual([]);
  });

  it('listens on another port than the plan has: that one is named', async () => {
    const other = server('response.end()').replace('Number(process.env.PORT)', '0');
    const { handle } = run('elsewhere', other, { port: 1, readyTimeout: 0.8 });
    await expect(handle.done).rejects.toMatchObject({
      code: 'service-failed',
      message: expect.stringMatching(/does not listen on port 1 after 0\.8 s, but on \d+\./),
      remedy: expect.stringContaining('--port'),
    });
  });

  it('answers its health path badly: the path is named', async () => {
    const { handle } = run('sick', server('response.writeHead(500).end()'), {
      readyTimeout: 0.8,
      health: '/up',
    });
    await expect(handle.done).rejects.toMatchObject({
      code: 'service-failed',
      message: expect.stringContaining('/up does not answer 2xx'),
    });
  });

  it('wants a port that is taken: who has it is named', async () => {
    const { port, close } = await takenPort();
    const { handle, root } = run('crowded', server('response.end()'), { port });
    await expect(handle.done).rejects.toMatchObject({
      code: 'environment',
      message: expect.stringMatching(new RegExp(`Port ${port} is taken by .*pid ${process.pid}`)),
    });
    expect(recordings(root)).toEqual([]);
    close();
  });

  it('finds the port of its own taken: which, and by whom, is said of a port that no plan names', async () => {
    const { port, close } = await takenPort();
    const { handle, root } = run('clashes', `process.env.PORT = '${port}'; ${server('response.end()')}`);
    await expect(handle.done).rejects.toMatchObject({
      code: 'environment',
      message: expect.stringMatching(
        new RegExp(`cannot listen: port ${port} is taken by .*pid ${process.pid}.*EADDRINUSE`, 's'),
      ),
      remedy: expect.stringContaining('"args" or "env"'),
    });
    expect(recordings(root)).toEqual([]);
    close();
  });

  it('listens beyond loopback: no load is sent unasked', async () => {
    const source = server('response.end()').replace(
      "'127.0.0.1'",
      "Object.values(require('node:os').networkInterfaces()).flat().find((i) => !i.internal && i.family === 'IPv4')?.address ?? '127.0.0.2'",
    );
    const { handle } = run('outside', source);
    const outcome = await handle.done.then(
      ({ header }) => header.kind,
      (error) => error.code,
    );
    // a machine without a network has only loopback addresses
    expect(['refused', 'header']).toContain(outcome);
  });
});

describe('a service that dies under load', () => {
  it('crashes: what was recorded stands, its exit code is named', async () => {
    const crash = 'let n = 0; setTimeout(() => process.exit(42), 1000);';
    const { handle } = run('crashes', server('response.end("ok")', crash), { burst: { seconds: 5 } });
    const { end, verdict, load } = await handle.done;
    expect(end).toMatchObject({ reason: 'service-exited', exitCode: 42 });
    expect(end.text).toContain('exited with code 42');
    expect(load.requests).toBeGreaterThan(0);
    expect(verdict.profile).toBe('inconclusive');
  });

  it('is killed: the signal is named', async () => {
    const { handle, events, when } = run('killed', server('response.end("ok")'), { burst: { seconds: 5 } });
    await when((event) => event.kind === 'load');
    const header = events.find((event) => event.kind === 'header');
    process.kill(header?.kind === 'header' ? (header.service.pid ?? 0) : 0, 'SIGKILL');
    const { end } = await handle.done;
    expect(end).toMatchObject({ reason: 'service-exited', signal: 'SIGKILL' });
    expect(end.text).toContain('SIGKILL');
  });
});

describe('a service with bad manners', () => {
  it('ignores SIGTERM: it is killed when its time is over, and that is said', async () => {
    const { handle, events } = run('stubborn', server('response.end()', "process.on('SIGTERM', () => {});"), {
      stopTimeout: 0.5,
    });
    const { end, header } = await handle.done;
    expect(end.reason).toBe('completed');
    expect(isAlive(header.service.pid ?? 0)).toBe(false);
    expect(events).toContainEqual(
      expect.objectContaining({
        kind: 'note',
        text: expect.stringMatching(/did not end on SIGTERM within 0\.5 s and was killed.*"stopTimeout"/),
      }),
    );
  });

  it('takes longer than others to end: that is said, and it is let finish', async () => {
    const drain = `process.on('SIGTERM', () => setTimeout(() => { console.log('drained'); process.exit(0); }, 5500));`;
    const { handle, events } = run('drains', server('response.end()', drain));
    const { end } = await handle.done;
    expect(end.reason).toBe('completed');
    expect(events).toContainEqual(expect.objectContaining({ kind: 'output', text: 'drained' }));
    const notes = events.flatMap((event) =>
      event.kind === 'note' && /SIGTERM/.test(event.text) ? [event] : [],
    );
    expect(notes).toEqual([
      expect.objectContaining({ level: 'info', text: expect.stringContaining('30 s') }),
    ]);
  });

  it('is ended at once where nobody wants to wait for it, and what was recorded stands', async () => {
    const { handle, events, states, when } = run(
      'undying',
      server('response.end()', "process.on('SIGTERM', () => console.log('not yet'));"),
      { stopTimeout: 600 },
    );
    await when((event) => event.kind === 'output' && event.text === 'not yet');
    expect(handle.state).toBe('stopping');
    handle.abort();
    const { end, header } = await handle.done;
    expect(end.reason).toBe('completed');
    expect(states.at(-1)).toBe('ended');
    expect(isAlive(header.service.pid ?? 0)).toBe(false);
    expect(events).toContainEqual(
      expect.objectContaining({
        kind: 'note',
        text: expect.stringContaining('was killed before it had ended'),
      }),
    );
  });

  it('forks children: they are measured and ended with it', async () => {
    const children = `const { spawn } = require('node:child_process');
      const hold = 'const held = Buffer.alloc(50e6, 1); setInterval(() => held.length, 1000); console.log(1)';
      const workers = [false, true].map((detached) => spawn(process.execPath, ['-e', hold], { detached }));
      console.log(workers.map(({ pid }) => pid).join(' '));`;
    const { handle, events } = run('parent', server('response.end()', children), { baseline: 1.2 });
    const { header, end } = await handle.done;
    expect(end.reason).toBe('completed');
    const said = events.find((event) => event.kind === 'output');
    const pids = said?.kind === 'output' ? said.text.split(' ').map(Number) : [];
    expect(pids).toHaveLength(2);
    for (const pid of [...pids, header.service.pid ?? 0]) expect(isAlive(pid)).toBe(false);
    const peak = Math.max(...events.map((event) => (event.kind === 'sample' ? event.rss : 0)));
    expect(peak).toBeGreaterThan(120e6);
    expect(end.childrenAtPeak?.count).toBe(2);
    expect(end.childrenAtPeak?.rss).toBeGreaterThan(50e6);
    expect(end.childrenAtPeak?.rss).toBeLessThan(peak);
  });

  it('answers nearly only errors: warned of once, in mid run, and never called healthy', async () => {
    const answer = 'response.writeHead(request.url === "/" || n++ === 9 ? 200 : 503).end("no")';
    const { handle, events, when } = run('failing', server(answer, 'let n = 0;'), {
      requests: [{ path: '/broken' }],
    });
    const warning = when(
      ({ kind, ...event }) => kind === 'note' && 'level' in event && event.level === 'warning',
    );
    await when((event) => event.kind === 'phase' && event.phase === 'tail');
    expect(await warning).toMatchObject({
      text: expect.stringMatching(
        /requests so far failed \(503\): GET \/broken\. The service turns them away with 503: .*"rate"/,
      ),
    });
    const { verdict, load, end } = await handle.done;
    expect(end.reason).toBe('completed');
    expect(end).not.toHaveProperty('childrenAtPeak');
    expect(events.filter((event) => event.kind === 'note' && event.level === 'warning')).toHaveLength(1);
    expect(load.errorKinds['503']).toBe(load.requests - 1);
    expect(verdict.profile).toBe('inconclusive');
    expect(verdict.findings).toContain('requests-failed');
  });

  it.each<[string, string, Partial<PlanInput>, RegExp]>([
    [
      'refuses',
      'response.writeHead(404).end()',
      {},
      /^None of the [\d,]+ requests of the first burst succeeded \(404\)/,
    ],
    ['drops', 'request.destroy()', {}, /succeeded \(closed\): GET \/x\. What the service printed/],
    [
      'waits',
      '',
      { timeout: 1, burst: { seconds: 3 } },
      /succeeded \(timeout\): GET \/x\. What the service printed/,
    ],
    [
      'sleeps',
      '',
      {},
      /^No request of the first burst was answered before its end: GET \/x\. Let a burst last/,
    ],
  ])(
    '%s all that is sent: it is ended after the first burst, which is kept',
    async (name, answer, plan, says) => {
      const { handle, events } = run(
        name,
        server(`if (request.url === "/") response.end(); else { ${answer} }`),
        {
          requests: [{ path: '/x' }],
          ...plan,
        },
      );
      const { end, file, verdict, header } = await handle.done;
      expect(end).toMatchObject({ reason: 'failed', text: expect.stringMatching(says) });
      expect(end.text).toContain('Check method, path, headers and body');
      expect(events.flatMap((event) => (event.kind === 'phase' ? [event.phase] : []))).toEqual([
        'baseline',
        'burst',
      ]);
      expect(verdict.profile).toBe('inconclusive');
      expect(existsSync(file)).toBe(true);
      expect(isAlive(header.service.pid ?? 0)).toBe(false);
    },
  );

  it('refuses what is sent: what it says of that stands in the reason', async () => {
    const handler = `let body = '';
      request.on('data', (part) => { body += part; }).on('end', () => request.url === '/' ? response.end() : response
        .writeHead(422, { 'content-type': 'text/plain; charset=utf-8' })
        .end('Failed to read ' + request.method + ' ' + body + ':\\n\\u001b[31mmissing field "id"' + '.'.repeat(1e6)));`;
    const { handle } = run('refusing', server(handler), {
      requests: [{ method: 'POST', path: '/orders', body: { json: { name: 'x' } } }],
    });
    const { end } = await handle.done;
    expect(end.reason).toBe('failed');
    expect(end.text).toMatch(
      /succeeded \(422\): POST \/orders\. It answers "Failed to read POST \{"name":"x"\}: \[31mmissing field "id"\.+…"\. Check method/,
    );
  });

  it('sends on to elsewhere: where to stands in the reason', async () => {
    const handler = `request.url === '/' ? response.end()
      : response.writeHead(301, { location: 'https://127.0.0.1' + request.url }).end();`;
    const { handle } = run('moved', server(handler), { requests: [{ path: '/old' }] });
    expect((await handle.done).end.text).toMatch(
      /succeeded \(301\): GET \/old\. It answers "Location: https:\/\/127\.0\.0\.1\/old"\./,
    );
  });

  it('hangs: the burst is cut, time-outs are counted', async () => {
    const answer = 'if (request.url === "/") response.end()';
    const { handle, events } = run('hanging', server(answer), {
      requests: [{ path: '/slow' }],
      connections: [2],
      burst: { seconds: 5 },
      timeout: 1,
    });
    const { end, load } = await handle.done;
    expect(end.reason).toBe('failed');
    expect(load.requests).toBe(0);
    expect(load.errorKinds.timeout ?? 0).toBeGreaterThan(0);
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'note', text: expect.stringContaining('no answer for 1 s') }),
    );
  });

  it('floods its output: a bounded part is recorded, sampling goes on', async () => {
    const flood = `const line = 'x'.repeat(200) + '\\n';
      const more = () => process.stdout.write(line.repeat(500), () => setImmediate(more)); more();
      process.stderr.write('y'.repeat(5e6));`;
    const { handle, events } = run('flood', server('response.end()', flood));
    const { end } = await handle.done;
    expect(end.reason).toBe('completed');
    const lines = events.filter((event) => event.kind === 'output');
    expect(lines.length).toBeLessThan(300);
    expect(Math.max(...lines.map((event) => (event.kind === 'output' ? event.text.length : 0)))).toBeLessThan(
      1100,
    );
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'note', text: expect.stringContaining('were not recorded') }),
    );
    expect(events.filter((event) => event.kind === 'sample').length).toBeGreaterThan(10);
  });

  it('grows without bound: the memory guard stops the run and says so', async () => {
    const grow =
      'globalThis.kept = []; const more = () => kept.push(Buffer.alloc(4e6, 1)); setInterval(more, 5);';
    const { handle } = run('greedy', server('response.end()', grow), {
      memoryLimit: 0.01,
      burst: { seconds: 60 },
    });
    const { end, header } = await handle.done;
    expect(end.reason).toBe('memory-guard');
    expect(end.text).toMatch(/over 1 % of/);
    expect(isAlive(header.service.pid ?? 0)).toBe(false);
  });
});
