import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BodySpec, planSchema } from '../../../../src/core/plan/plan';
import { bodyMaker, drawSize } from '../../../../src/engine/load/bodies';
import { seededRandom } from '../../../../src/engine/load/random';
import { RequestSource } from '../../../../src/engine/load/requests';
import { Draw } from '../../../../src/engine/load/template';

const LOG = { from: '30kB', to: '2MB', distribution: 'log-uniform' as const };

/** What a body of this kind is, for one draw. */
function body(spec: BodySpec, seed = 1): string {
  return Buffer.concat(bodyMaker(spec, '.').make(new Draw(seededRandom(seed), 1))).toString();
}

describe('sizes of bodies', () => {
  it('spread over their range as asked', () => {
    const random = seededRandom(1);
    const sizes = Array.from({ length: 2000 }, () => drawSize(LOG, random));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(30_000);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2_000_000);
    const below = sizes.filter((size) => size < Math.sqrt(30_000 * 2_000_000)).length;
    expect(Math.abs(below / sizes.length - 0.5)).toBeLessThan(0.05);
  });

  it('stay in any range, whichever way it is written', () => {
    const size = fc.integer({ min: 0, max: 5_000_000 });
    const distribution = fc.constantFrom('uniform' as const, 'log-uniform' as const);
    fc.assert(
      fc.property(size, size, distribution, fc.integer(), (from, to, kind, seed) => {
        const drawn = drawSize({ from, to, distribution: kind }, seededRandom(seed));
        expect(drawn).toBeGreaterThanOrEqual(Math.min(from, to));
        expect(drawn).toBeLessThanOrEqual(Math.max(from, to, 1));
      }),
      { seed: 7 },
    );
  });

  it('come from a list', () => {
    const random = seededRandom(1);
    const drawn = Array.from({ length: 50 }, () => drawSize({ list: ['1kB', 20] }, random));
    expect(new Set(drawn)).toEqual(new Set([1000, 20]));
  });
});

describe('bodies', () => {
  it('fill "$records" with many small objects, close to the size', () => {
    const text = body({ json: { payload: '$records' }, size: 30_000 });
    expect(JSON.parse(text).payload.length).toBeGreaterThan(200);
    expect(30_000 - text.length).toBeGreaterThanOrEqual(0);
    expect(30_000 - text.length).toBeLessThan(200);
  });

  it('fill "$text" with one string, and share the size between several', () => {
    const text = body({ json: { a: '$text', b: ['$text'] }, size: 1000 });
    const { a, b } = JSON.parse(text);
    expect(a.length).toBe(b[0].length);
    expect(Math.abs(text.length - 1000)).toBeLessThan(4);
  });

  it('stay JSON for any size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), (size) => {
        JSON.parse(body({ json: { r: '$records', t: '$text' }, size }));
      }),
      { seed: 7 },
    );
  });

  it('are what is written where nothing is to be filled', () => {
    expect(body('as it is')).toBe('as it is');
    expect(body({ json: { n: 1 } })).toBe('{"n":1}');
    expect(body({ json: { n: 1 }, size: '1MB' })).toBe('{"n":1}');
    expect(body({ text: true, size: 9 })).toBe('The quick');
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
  const source = (seed: number) => new RequestSource(plan.requests, 'localhost:80', '.', seed);
  const sequence = (from: RequestSource) =>
    Array.from({ length: 200 }, () => Buffer.concat(from.next().pieces).toString('latin1'));

  it('are the same for the same seed, in each run and in each burst', () => {
    const one = source(5);
    const first = sequence(one);
    one.restart();
    expect(sequence(one)).toEqual(first);
    expect(sequence(source(5))).toEqual(first);
    expect(sequence(source(6))).not.toEqual(first);
  });

  it('come by their weights', () => {
    const all = sequence(source(5));
    const share = all.filter((bytes) => bytes.startsWith('GET /list')).length / all.length;
    expect(Math.abs(share - 0.75)).toBeLessThan(0.1);
  });

  it('are well-formed, with the length of their body', () => {
    const post = sequence(source(5)).find((bytes) => bytes.startsWith('POST'));
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

describe('what differs from request to request', () => {
  const requests = (spec: object, count = 50) => {
    const plan = planSchema.parse({ requests: [spec] });
    const source = new RequestSource(plan.requests, 'localhost:80', '.', 5);
    const take = () => Array.from({ length: count }, () => Buffer.concat(source.next().pieces).toString());
    const first = take();
    source.restart();
    return [first, take()] as const;
  };

  it('a path stays as it is where it is encoded already', () => {
    const [[one = '']] = requests({ path: '/a%20b/ü/100%/\ud800?q=%2F' });
    expect(one).toMatch(/^GET \/a%20b\/%C3%BC\/100%25\/%EF%BF%BD\?q=%2F HTTP/);
  });

  it('{{n}} counts on through all bursts, the same within one request', () => {
    const spec = {
      method: 'PUT',
      path: '/a b/{{n}}?x={{ n }}',
      headers: { 'idempotency-key': 'key-{{n}}' },
      body: { json: { id: '{{n}}', text: '$text' }, size: 100 },
    };
    const [one, two] = requests(spec);
    for (const [i, request] of [...one, ...two].entries()) {
      const [head = '', body = ''] = request.split('\r\n\r\n');
      expect(head).toMatch(new RegExp(`^PUT /a%20b/${i + 1}\\?x=${i + 1} HTTP/1.1\r\n`));
      expect(head).toContain(`idempotency-key: key-${i + 1}\r\n`);
      expect(head).toMatch(/Content-Length: 100$/);
      expect(body).toHaveLength(100);
      expect(JSON.parse(body).id).toBe(`${i + 1}`);
    }
  });

  it('{{uuid}} is of one request, and of no other in any run', () => {
    const spec = { method: 'POST', path: '/{{uuid}}', body: '{{uuid}}' };
    const all = [...requests(spec), ...requests(spec)].flat();
    const ids = all.map((request) => {
      const [, inPath, inBody] = /^POST \/([0-9a-f-]{36}) .*\r\n\r\n(.*)$/s.exec(request) ?? [];
      expect(inBody).toBe(inPath);
      return inPath;
    });
    expect(new Set(ids).size).toBe(all.length);
  });

  it('{{int 1 3}} is drawn between both, the same in every burst', () => {
    const [one, two] = requests({ path: '/{{int 1 3}}' });
    expect(two).toEqual(one);
    const drawn = new Set(one.map((request) => /^GET \/(\d+) /.exec(request)?.[1]));
    expect([...drawn].sort()).toEqual(['1', '2', '3']);
  });

  it('is no end of nested JSON', () => {
    expect(body({ json: { a: { b: { c: {} } } } })).toBe('{"a":{"b":{"c":{}}}}');
  });
});
