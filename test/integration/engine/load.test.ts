import { createHash } from 'node:crypto';
import http from 'node:http';
import net from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { planSchema } from '../../../src/core/plan/plan';
import { runBurst } from '../../../src/engine/load/burst';
import type { BurstOrder } from '../../../src/engine/load/protocol';
import { RequestSource } from '../../../src/engine/load/requests';
import { TickCounter } from '../../../src/engine/load/tick';

const open: net.Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

function listen(server: net.Server): Promise<number> {
  open.push(server);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}

const PLAN = planSchema.parse({
  requests: [
    { method: 'POST', path: '/a', body: { json: { p: '$records' }, size: { from: 1000, to: 90_000 } } },
    { method: 'PUT', path: '/b', body: { text: true, size: 300 }, weight: 0.5 },
  ],
});

/** A server that keeps what it was sent, and answers after a while. */
async function recordingServer(delay: number) {
  const bodies: string[] = [];
  const seen = { aborted: 0 };
  const server = http.createServer((request, response) => {
    const hash = createHash('sha256');
    request.on('data', (chunk) => hash.update(chunk));
    request.on('aborted', () => seen.aborted++);
    request.on('end', () => {
      bodies.push(`${request.method} ${request.url} ${hash.digest('hex')}`);
      setTimeout(() => response.end('ok'), delay);
    });
  });
  return { bodies, seen, port: await listen(server) };
}

interface Rest {
  signal?: AbortSignal;
  seed?: number;
  timeout?: number;
  plan?: typeof PLAN;
}

async function burst(port: number, order: BurstOrder, rest: Rest = {}) {
  const { signal = new AbortController().signal, seed = 3, timeout = 1, plan = PLAN } = rest;
  const counter = new TickCounter();
  const source = new RequestSource(plan.requests, `127.0.0.1:${port}`, '.', seed);
  const start = performance.now();
  const target = { host: '127.0.0.1', port };
  const note = await runBurst({ order, target, source, counter, timeout, signal });
  return { note, tick: counter.take(), seconds: (performance.now() - start) / 1000 };
}

describe('a burst', () => {
  it('sends as many requests as asked, whole, over as many connections', async () => {
    const { port, bodies, seen } = await recordingServer(0);
    const { tick, note } = await burst(port, { connections: 3, requests: 10 });
    expect(note).toBeUndefined();
    expect(tick).toMatchObject({ requests: 10, errors: 0, non2xx: 0 });
    expect(bodies).toHaveLength(10);
    expect(seen.aborted).toBe(0);
  });

  it('lasts its time, and then waits for the answers on their way', async () => {
    const { port, bodies, seen } = await recordingServer(150);
    const { tick, seconds } = await burst(port, { connections: 4, seconds: 0.4 });
    expect(tick?.requests).toBe(bodies.length);
    expect(tick?.errors).toBe(0);
    expect(seen.aborted).toBe(0);
    expect(seconds).toBeGreaterThan(0.4);
  });

  it('does not wait long for them', async () => {
    const { port, bodies } = await recordingServer(60_000);
    const { tick, note, seconds } = await burst(port, { connections: 2, seconds: 0.2 }, { timeout: 30 });
    expect(note).toMatch(/^cut: no answer for 1\.\d s/);
    expect(bodies.length).toBeGreaterThan(0);
    expect(tick?.errorKinds).toEqual({ unanswered: bodies.length });
    expect(seconds).toBeLessThan(20);
  });

  it('sends the same for the same seed', async () => {
    const sent = async (seed: number) => {
      const { port, bodies } = await recordingServer(0);
      await burst(port, { connections: 1, requests: 12 }, { seed });
      return bodies;
    };
    const first = await sent(3);
    expect(new Set(first).size).toBeGreaterThan(4);
    expect(first.some((request) => request.startsWith('PUT /b'))).toBe(true);
    expect(await sent(3)).toEqual(first);
    expect(await sent(4)).not.toEqual(first);
  });

  it('asks for another path each time where the plan says so', async () => {
    const { port, bodies } = await recordingServer(0);
    const plan = planSchema.parse({ requests: [{ path: '/users/{{n}}/{{int 5 5}}' }] });
    await burst(port, { connections: 3, requests: 9 }, { plan });
    const paths = bodies.map((request) => request.split(' ')[1]).sort();
    expect(paths).toEqual(Array.from({ length: 9 }, (_, i) => `/users/${i + 1}/5`));
  });

  it('takes a status for the answer where the request accepts it, with a body or without', async () => {
    const port = await listen(http.createServer((_, response) => response.writeHead(303).end()));
    const requests = [{ path: '/a' }, { method: 'POST' as const, path: '/b', body: 'text' }];
    const failed = async (accept: number[]) => {
      const plan = planSchema.parse({ requests: requests.map((request) => ({ ...request, accept })) });
      return (await burst(port, { connections: 2, requests: 10 }, { plan })).tick?.non2xx;
    };
    expect(await failed([])).toBe(10);
    expect(await failed([303])).toBe(0);
  });

  it('keeps to a rate', async () => {
    const { port } = await recordingServer(0);
    const { tick } = await burst(port, { connections: 4, seconds: 1.5, rate: 20 });
    expect(tick?.requests).toBeGreaterThanOrEqual(10);
    expect(tick?.requests).toBeLessThanOrEqual(44);
  });

  it('spreads what a rate allows over each second', async () => {
    const arrivals: number[] = [];
    const server = http.createServer((_, response) => {
      arrivals.push(performance.now());
      response.end('ok');
    });
    await burst(await listen(server), { connections: 4, requests: 300, rate: 200 });
    const slices = new Map<number, number>();
    for (const at of arrivals) {
      const slice = Math.floor((at - (arrivals[0] ?? 0)) / 100);
      slices.set(slice, (slices.get(slice) ?? 0) + 1);
    }
    expect(arrivals).toHaveLength(300);
    // 20 each; at once they would be 200, and a machine that stood still for a moment catches up
    expect(Math.max(...slices.values())).toBeLessThan(150);
    expect(slices.size).toBeGreaterThan(4);
  });

  it('is cut at once when the run is stopped', async () => {
    const { port } = await recordingServer(10_000);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    const { seconds } = await burst(port, { connections: 2, seconds: 60 }, { signal: stop.signal });
    expect(seconds).toBeLessThan(20);
  });

  it('gives up where nobody is there, and names the error', async () => {
    const port = await listen(net.createServer());
    open.pop()?.close();
    const { note, tick } = await burst(port, { connections: 2, seconds: 60 });
    expect(note).toMatch(/^given up after \d+ failed requests in a row$|^cut: no answer for 1 s$/);
    expect(tick?.requests).toBe(0);
    expect(tick?.errorKinds?.ECONNREFUSED).toBe(tick?.errors);
  });

  it('counts connections that are closed on it without an answer', async () => {
    const port = await listen(net.createServer((socket) => socket.once('data', () => socket.end())));
    const { tick } = await burst(port, { connections: 1, seconds: 0.3 });
    expect(tick?.requests).toBe(0);
    expect(tick?.errors).toBeGreaterThan(0);
    expect(Object.keys(tick?.errorKinds ?? {}).every((kind) => /closed|ECONNRESET|EPIPE/.test(kind))).toBe(
      true,
    );
  });

  it('counts a time-out also where it ends the burst', async () => {
    // on a busy machine a connection may be there only when the burst is over, and ask for nothing
    let asked = 0;
    const server = net.createServer((socket) => socket.once('data', () => asked++));
    const { tick } = await burst(await listen(server), { connections: 3, seconds: 0.5 });
    expect(asked).toBeGreaterThan(0);
    expect(tick).toMatchObject({ requests: 0, errors: asked, errorKinds: { timeout: asked } });
  });

  it('ends although requests are never answered', async () => {
    const port = await listen(net.createServer(() => {}));
    const { note, tick, seconds } = await burst(port, { connections: 2, requests: 1000 });
    expect(note).toBe('cut: no answer for 1 s');
    expect(tick?.errorKinds?.timeout).toBe(tick?.errors);
    expect(seconds).toBeLessThan(20);
  });

  it('opens all its connections also where it keeps to a rate', async () => {
    const server = http.createServer((_, response) => response.end('ok'));
    let connections = 0;
    server.on('connection', () => connections++);
    await burst(await listen(server), { connections: 6, requests: 12, rate: 100 });
    expect(connections).toBe(6);
  });

  it('waits for its turn at a slow rate', async () => {
    const { port } = await recordingServer(0);
    const { note, tick } = await burst(port, { connections: 1, requests: 3, rate: 1 });
    expect(note).toBeUndefined();
    expect(tick).toMatchObject({ requests: 3, errors: 0 });
  });

  it('sends on where the service closes its connections after each answer', async () => {
    const server = http.createServer((_, response) => response.setHeader('Connection', 'close').end('ok'));
    const { tick } = await burst(await listen(server), { connections: 2, requests: 20 });
    expect(tick).toMatchObject({ requests: 20, errors: 0, non2xx: 0 });
  });

  it('takes the end of the connection for that of an answer whose head does not say how long it is', async () => {
    const server = net.createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end('HTTP/1.1 201 Created\r\n\r\nhello'));
    });
    const { tick } = await burst(await listen(server), { connections: 2, requests: 20 });
    expect(tick).toMatchObject({ requests: 20, errors: 0, non2xx: 0 });
  });

  it('sends on where an answer comes before the body was read', async () => {
    const server = net.createServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n'));
      socket.on('error', () => {});
    });
    const plan = planSchema.parse({ requests: [{ method: 'POST', body: { text: true, size: '8MB' } }] });
    const { tick } = await burst(await listen(server), { connections: 1, requests: 5 }, { plan });
    expect((tick?.requests ?? 0) + (tick?.errors ?? 0)).toBe(5);
    expect(tick?.requests).toBe(tick?.non2xx);
  });

  it('goes on after an answer that was cut off', async () => {
    let answers = 0;
    const server = net.createServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', () => {
        if (answers++ === 0) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nhello');
        else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
      });
    });
    const plan = planSchema.parse({ requests: [{ path: '/' }] });
    const { tick } = await burst(await listen(server), { connections: 1, requests: 5 }, { plan });
    expect(tick).toMatchObject({ requests: 4, errors: 1, errorKinds: { closed: 1 } });
  });

  it('takes answers larger than any string', async () => {
    const piece = Buffer.alloc(1_000_000);
    const server = http.createServer((_, response) => {
      Readable.from(Array.from({ length: 600 }, () => piece)).pipe(response);
    });
    const plan = planSchema.parse({ requests: [{ path: '/' }] });
    const order = { connections: 1, requests: 1 };
    const { tick } = await burst(await listen(server), order, { plan, timeout: 60 });
    expect(tick).toMatchObject({ requests: 1, errors: 0, non2xx: 0 });
  });

  it('counts what is not HTTP as not answered', async () => {
    const port = await listen(
      net.createServer((socket) => socket.once('data', () => socket.write('hello\r\n\r\n'))),
    );
    const { tick } = await burst(port, { connections: 1, requests: 1 });
    expect(tick).toMatchObject({ requests: 0, errors: 1, errorKinds: { timeout: 1 } });
  });

  it.each([
    ['chunks', (response: http.ServerResponse) => response.write('a') && response.end('b')],
    ['no content', (response: http.ServerResponse) => response.writeHead(204).end()],
    ['a large body', (response: http.ServerResponse) => response.end(Buffer.alloc(3_000_000))],
  ] as const)('takes an answer with %s', async (_, answer) => {
    let sockets = 0;
    const server = http.createServer((__, response) => answer(response));
    server.on('connection', () => sockets++);
    const plan = planSchema.parse({ requests: [{ path: '/' }] });
    const { tick, note } = await burst(await listen(server), { connections: 2, requests: 12 }, { plan });
    expect(note).toBeUndefined();
    expect(tick).toMatchObject({ requests: 12, errors: 0, non2xx: 0 });
    expect(sockets).toBe(2);
  });
});
