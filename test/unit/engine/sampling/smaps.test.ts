import { describe, expect, it } from 'vitest';
import { parseSmaps } from '../../../../src/engine/sampling/smaps';

const mapping = (
  range: string,
  path: string,
  kB: { rss: number; anon: number; huge?: number; lazy?: number },
) =>
  `${range} rw-p 00000000 00:00 0                          ${path}
Size:               9999 kB
Rss:            ${kB.rss} kB
Pss:            1 kB
Anonymous:      ${kB.anon} kB
LazyFree:       ${kB.lazy ?? 0} kB
AnonHugePages:  ${kB.huge ?? 0} kB
VmFlags: rd wr mr mw me ac sd`;

describe('where memory lies', () => {
  it('is told from the mappings', () => {
    const text = [
      mapping('55d0c0000000-55d0c0100000', '/usr/bin/service', { rss: 500, anon: 20 }),
      mapping('55d0c1000000-55d0c5000000', '[heap]', { rss: 4000, anon: 4000 }),
      mapping('7f0000000000-7f0002000000', '', { rss: 3000, anon: 3000, huge: 2048 }),
      mapping('7f0002000000-7f0004000000', '', { rss: 16, anon: 16 }),
      mapping('7f0011000000-7f0011400000', '', { rss: 700, anon: 700, lazy: 300 }),
      mapping('7f0012000000-7f0012004000', '', { rss: 8, anon: 8 }),
      mapping('7ffd00000000-7ffd00021000', '[stack]', { rss: 40, anon: 40 }),
    ].join('\n');
    expect(parseSmaps(text)).toEqual({
      heap: 4000 * 1024,
      arenas: 3016 * 1024,
      large: 700 * 1024,
      other: 68 * 1024,
      file: 480 * 1024,
      huge: 2048 * 1024,
      lazyFree: 300 * 1024,
    });
  });

  it('knows full arenas that lie beside each other, which the system shows as one mapping', () => {
    const text = [
      mapping('7f0000000000-7f0009000000', '', { rss: 140_000, anon: 140_000 }),
      mapping('7f0009000000-7f000c000000', '', { rss: 8, anon: 8 }),
      mapping('7f000d000000-7f0012000000', '', { rss: 70_000, anon: 70_000 }),
    ].join('\n');
    expect(parseSmaps(text)).toMatchObject({ arenas: 140_008 * 1024, large: 70_000 * 1024 });
  });

  it('is nothing where nothing is said', () => {
    expect(Object.values(parseSmaps('')).every((bytes) => bytes === 0)).toBe(true);
  });
});
