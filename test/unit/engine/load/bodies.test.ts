import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planSchema } from '../../../../src/core/plan/plan';
import { drawSizes, fillJson, POOL_BYTES } from '../../../../src/engine/load/bodies';
import { seededRandom } from '../../../../src/engine/load/random';
import { RequestPool } from '../../../../src/engine/load/requests';

const LOG = { from: '30kB', to: '2MB', distribution: 'log-uniform' as const };

describe('sizes of bodies', () => {
  it('spread over their range as asked, within the room there is', () => {
    const sizes = drawSizes(LOG, seededRandom(1), 1);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(30_000);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2_000_000);
    const below = sizes.filter((size) => size < Math.sqrt(30_000 * 2_000_000)).length;
    expect(Math.abs(below / sizes.length - 0.5)).toBeLessThan(0.05);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1.3 * POOL_BYTES);
  });

  it('stay in any range, whichever way it is written', () => {
    const size = fc.integer({ min: 0, max: 5_000_000 });
    const distribution = fc.constantFrom('uniform' as const, 'log-uniform' as const);
    fc.assert(
      fc.property(size, size, distribution, fc.integer(), (from, to, kind, seed) => {
        const sizes = drawSizes({ from, to, distribution: kind }, seededRandom(seed), 0.1);
        expect(sizes.length).toBeGreaterThan(0);
        for (const drawn of sizes) {
          expect(drawn).toBeGreaterThanOrEqual(Math.min(from, to));
          expect(drawn).toBeLessThanOrEqual(Math.max(from, to, 1));
        }
      }),
      { seed: 7 },
    );
  });
});

describe('JSON bodies', () => {
  it('fill "$records" with many small objects, close to the size', () => {
    const bytes = fillJson({ payload: '$records' }, 30_000);
    const { payload } = JSON.parse(bytes.toString());
    expect(payload.length).toBeGreaterThan(200);
    expect(Math.abs(bytes.length - 30_000)).toBeLessThan(200);
  });

  it('fill "$text" with one string, and share the size between several', () => {
    const bytes = fillJson({ a: '$text', b: ['$text'] }, 1000);
    const { a, b } = JSON.parse(bytes.toString());
    expect(a.length).toBe(b[0].length);
    expect(Math.abs(bytes.length - 1000)).toBeLessThan(4);
  });

  it('stay JSON for any size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), (size) => {
        JSON.parse(fillJson({ r: '$records', t: '$text' }, size).toString());
      }),
      { seed: 7 },
    );
  });
});

describe('the requests of a plan', () => {
  const plan = planSchema.parse({
    requests: [
      { path: '/list', weight: 3 },
      {
        method: 'POST',
        path: '/add me',
        headers: { 'x-key': 'a\r\nb' },
        body: { json: '$records', size: { from: 100, to: 2000 } },
      },
    ],
  });
  const pool = (seed: number) => new RequestPool(plan.requests, 'localhost:80', '.', seed);
  const sequence = (from: RequestPool) =>
    Array.from({ length: 200 }, () => from.next().bytes.toString('latin1'));

  it('are the same for the same seed, in each run and in each burst', () => {
    const one = pool(5);
    const first = sequence(one);
    one.restart();
    expect(sequence(one)).toEqual(first);
    expect(sequence(pool(5))).toEqual(first);
    expect(sequence(pool(6))).not.toEqual(first);
  });

  it('come by their weights', () => {
    const all = sequence(pool(5));
    const share = all.filter((bytes) => bytes.startsWith('GET /list')).length / all.length;
    expect(Math.abs(share - 0.75)).toBeLessThan(0.1);
  });

  it('are well-formed, with the length of their body', () => {
    const post = sequence(pool(5)).find((bytes) => bytes.startsWith('POST'));
    const [head = '', body = ''] = post?.split('\r\n\r\n') ?? [];
    expect(head.split('\r\n')).toEqual([
      'POST /add%20me HTTP/1.1',
      'Host: localhost:80',
      'Connection: keep-alive',
      'Content-Type: application/json',
      'x-key: a b',
      `Content-Length: ${body.length}`,
    ]);
  });
});
