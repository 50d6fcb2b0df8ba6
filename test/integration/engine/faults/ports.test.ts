/** Where a service listens: which of its ports the load goes to. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { scriptRuns } from './run-script';

const { folder, run } = scriptRuns();

/** Opens a port of its own choice for metrics, and `later` ms after it one for its API, which it prints. */
const metricsFirst = (metrics: string, later: number) => `const http = require('node:http');
  http.createServer((request, response) => response.writeHead(${metrics}).end()).listen(0, '127.0.0.1');
  const api = http.createServer((request, response) =>
    response.writeHead(request.url === '/widgets' ? (request.method === 'POST' ? 201 : 405) : 404).end());
  setTimeout(() => api.listen(0, '127.0.0.1', () => console.log(api.address().port)), ${later});`;
/** Without a health path, which would tell. */
const POST = { requests: [{ method: 'POST' as const, path: '/widgets', body: 'x' }], health: undefined };

describe('where it listens', () => {
  it('on several ports: the one that it was given by PORT is taken, the others are named', async () => {
    // the others until one has a lower number, which an order by number would take
    const source = `let up = false;
      const wanted = Number(process.env.PORT);
      const server = () => require('node:http').createServer((request, response) => response.writeHead(up ? 200 : 503).end());
      const below = () => {
        const other = server().listen(0, '127.0.0.1', () => {
          up = other.address().port < wanted;
          if (!up) below();
        });
      };
      server().listen(wanted, '127.0.0.1', below);
      console.log(wanted);`;
    const { handle, events } = run('several', source);
    await handle.done;
    const port = events.find((event) => event.kind === 'output');
    expect(events).toContainEqual(
      expect.objectContaining({
        kind: 'note',
        text: expect.stringMatching(
          new RegExp(
            `^The load goes to 127\\.0\\.0\\.1:${port?.kind === 'output' ? port.text : 0}; .* port \\d+.*"port"`,
          ),
        ),
      }),
    );
  });

  it('on a socket in the file system: that is said, and what it needs', async () => {
    const socket = path.join(folder, 'app.sock');
    const { handle } = run('unix', `require('node:net').createServer().listen('${socket}');`, {
      readyTimeout: 0.5,
    });
    await expect(handle.done).rejects.toMatchObject({
      message: expect.stringContaining(`but on the socket ${socket}.`),
      remedy: expect.stringContaining('TCP port'),
    });
  });

  it.each([
    ['knows its own path only', "request.url === '/metrics' ? 200 : 404", 6000],
    ['answers every path', '200', 1500],
  ])(
    'first on a port of metrics that %s: the load waits for the one that has its path',
    async (_, metrics, later) => {
      const { handle, events } = run(`metrics-${metrics.length}`, metricsFirst(metrics, later), POST);
      const { end, load } = await handle.done;
      const port = events.find((event) => event.kind === 'output');
      expect(events).toContainEqual(
        expect.objectContaining({
          kind: 'note',
          text: expect.stringContaining(`load goes to 127.0.0.1:${port?.kind === 'output' ? port.text : 0};`),
        }),
      );
      expect(end.reason).toBe('completed');
      expect(load.non2xx).toBe(0);
    },
  );

  it('on one more port when the load is under way: that is warned of, once', async () => {
    const alike = metricsFirst('200', 5500).replace(/writeHead\(request\.url.*404\)/, 'writeHead(200)');
    const { handle, events } = run('late', alike, { ...POST, baseline: 2 });
    expect((await handle.done).end.reason).toBe('completed');
    const port = events.find((event) => event.kind === 'output');
    const warnings = events.filter((event) => event.kind === 'note' && event.level === 'warning');
    expect(warnings).toEqual([
      expect.objectContaining({
        text: expect.stringMatching(
          new RegExp(`opened port ${port?.kind === 'output' ? port.text : 0} since.*--port`),
        ),
      }),
    ]);
  });

  it('on one more port when the load is under way, which alone knows its path: that ends the run', async () => {
    const { handle, events } = run('too-late', metricsFirst('200', 5500), { ...POST, baseline: 2 });
    const { end } = await handle.done;
    const port = events.find((event) => event.kind === 'output');
    expect(end).toMatchObject({
      reason: 'failed',
      text: expect.stringMatching(
        new RegExp(`does not know /widgets, and ${port?.kind === 'output' ? port.text : 0} does: .*--port`),
      ),
    });
  });
});
