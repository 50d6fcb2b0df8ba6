import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answer, ResponseReader } from '../../../../src/engine/load/response';

/** Feeds the bytes in pieces, as a socket might cut them; `closed`: the other side ended after them. */
function read(
  text: string,
  { onlyHead = false, cuts = [], closed = false }: { onlyHead?: boolean; cuts?: number[]; closed?: boolean },
): Answer | undefined {
  const bytes = Buffer.from(text, 'latin1');
  const reader = new ResponseReader();
  reader.expect(onlyHead);
  const borders = [
    0,
    ...new Set(cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b)),
    bytes.length,
  ];
  for (const [i, from] of borders.entries()) {
    const answer = reader.push(bytes.subarray(from, borders[i + 1] ?? bytes.length));
    if (answer) return answer;
  }
  return closed ? reader.end() : undefined;
}

const HEAD = 'HTTP/1.1 200 OK\r\nServer: x\r\n';

describe('an answer', () => {
  it.each<[string, string, { onlyHead?: boolean; closed?: boolean }, Answer]>([
    ['of a known length', `${HEAD}Content-Length: 5\r\n\r\nhello`, {}, { status: 200, reusable: true }],
    ['that is empty', `${HEAD}content-length:0\r\n\r\n`, {}, { status: 200, reusable: true }],
    [
      'in chunks, with an extension and a trailer',
      `${HEAD}Transfer-Encoding: gzip, chunked\r\n\r\n5;a=b\r\nhello\r\nA\r\n0123456789\r\n0\r\nX: y\r\n\r\n`,
      {},
      { status: 200, reusable: true },
    ],
    ['to a HEAD', `${HEAD}Content-Length: 5\r\n\r\n`, { onlyHead: true }, { status: 200, reusable: true }],
    ['without content', 'HTTP/1.1 204 No Content\r\n\r\n', {}, { status: 204, reusable: true }],
    [
      'not modified',
      'HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n',
      {},
      { status: 304, reusable: true },
    ],
    [
      'after interim ones',
      `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n${HEAD}Content-Length: 1\r\n\r\n!`,
      {},
      { status: 200, reusable: true },
    ],
    [
      'that ends the connection',
      `${HEAD}Connection: close\r\nContent-Length: 1\r\n\r\n!`,
      {},
      { status: 200, reusable: false },
    ],
    ['of HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\n!', {}, { status: 200, reusable: false }],
    ['up to the close', `${HEAD}\r\nhello`, { closed: true }, { status: 200, reusable: false }],
    ['with bytes after it', `${HEAD}Content-Length: 1\r\n\r\n!!`, {}, { status: 200, reusable: false }],
  ])('%s', (_, text, how, answer) => {
    expect(read(text, how)).toEqual(answer);
  });

  it.each([
    ['a body cut short', `${HEAD}Content-Length: 5\r\n\r\nhell`],
    ['a chunk cut short', `${HEAD}Transfer-Encoding: chunked\r\n\r\n5\r\nhel`],
    ['half a head', 'HTTP/1.1 200 OK\r\nServer:'],
  ])('is not %s', (_, text) => {
    expect(read(text, { closed: true })).toBeUndefined();
  });

  it.each([
    ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n\r\n'],
    ['a size that is none', `${HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
    ['a chunk longer than it said', `${HEAD}Transfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n`],
    ['a head without an end', `HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(20_000)}`],
  ])('is refused where it is %s', (_, text) => {
    expect(() => read(text, {})).toThrow('malformed');
  });

  it('is read alike, however its bytes are cut', () => {
    const chunk = fc.string({ minLength: 1, maxLength: 40, unit: 'binary-ascii' });
    const whole = fc.oneof(
      chunk.map((body) => `${HEAD}Content-Length: ${body.length}\r\n\r\n${body}`),
      fc
        .array(chunk, { maxLength: 4 })
        .map(
          (chunks) =>
            `${HEAD}Transfer-Encoding: chunked\r\n\r\n${chunks
              .map((each) => `${each.length.toString(16)}\r\n${each}\r\n`)
              .join('')}0\r\n\r\n`,
        ),
    );
    fc.assert(
      fc.property(whole, fc.array(fc.nat(500), { maxLength: 8 }), (text, cuts) => {
        expect(read(text, { cuts })).toEqual({ status: 200, reusable: true });
        expect(read(text.slice(0, -1), { cuts })).toBeUndefined();
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
