import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { LINE_LENGTH, readLines } from '../../../../src/engine/process/lines';

async function read(chunks: (string | Buffer)[], rate = 1000) {
  const stream = new PassThrough();
  const lines: string[] = [];
  const dropped = readLines(stream, rate, (line) => lines.push(line));
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
  await new Promise((resolve) => stream.once('end', resolve));
  return { lines, dropped: dropped() };
}

describe('the lines of a stream', () => {
  it('come whole, however the bytes are cut', async () => {
    const bytes = Buffer.from('größe\r\nzwei\nohne Ende');
    const { lines } = await read([bytes.subarray(0, 3), bytes.subarray(3, 4), bytes.subarray(4)]);
    expect(lines).toEqual(['größe', 'zwei', 'ohne Ende']);
  });

  it('are cut to a length', async () => {
    const { lines } = await read(['x'.repeat(5 * LINE_LENGTH), 'x'.repeat(5 * LINE_LENGTH), '\nshort\n']);
    expect(lines.map(({ length }) => length)).toEqual([LINE_LENGTH, 5]);
  });

  it('are dropped beyond a rate, and counted', async () => {
    const { lines, dropped } = await read(['a\n'.repeat(50), 'b\n'.repeat(50)], 10);
    expect(lines.length).toBeLessThanOrEqual(20);
    expect(lines.length + dropped).toBe(100);
  });
});
