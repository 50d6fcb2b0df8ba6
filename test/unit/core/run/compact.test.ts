import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogReader } from '../../../../src/core/run/codec';
import { LogCompactor, readCompact } from '../../../../src/core/run/compact';
import type { SampleFields } from '../../../../src/core/run/sample-line';
import { madeUpHeader } from './made-up-header';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const HEADER = JSON.stringify(madeUpHeader());

/** All that a reader makes of a log: what it finds in its order, and where it is then. */
class Reading {
  readonly found: unknown[] = [];
  readonly reader = new LogReader(
    {
      sample: (fields) => void this.found.push({ ...fields }),
      event: (event) => void this.found.push(event),
    },
    (bytes) => decoder.decode(bytes),
  );

  get all() {
    const { lines, skipped, torn } = this.reader;
    return { found: this.found, lines, skipped, torn };
  }
}

function cut(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const ends = [...cuts.map((at) => at % (bytes.length + 1)), 0, bytes.length].sort((a, b) => a - b);
  return ends.slice(1).map((end, i) => bytes.subarray(ends[i], end));
}

function plain(chunks: readonly Uint8Array[]) {
  const reading = new Reading();
  for (const chunk of chunks) reading.reader.push(chunk);
  reading.reader.finish();
  return reading.all;
}

function compacted(chunks: readonly Uint8Array[]) {
  const reading = new Reading();
  const compactor = new LogCompactor();
  for (const [i, chunk] of chunks.entries()) {
    compactor.push(chunk);
    if (i % 2 === 0) readCompact(compactor.take(), reading.reader);
  }
  readCompact(compactor.take(), reading.reader);
  reading.reader.finish();
  return reading.all;
}

function message(bytes: Uint8Array): Uint8Array {
  const compactor = new LogCompactor();
  compactor.push(bytes);
  return compactor.take();
}

const sampleLine = (t: number | string, rss: number | string, more = '') =>
  `{"kind":"sample","t":${t},"rss":${rss}${more}}`;

/** Numbers as a file may hold them, ours or not. */
const number = fc.oneof(
  fc.nat(),
  fc.maxSafeNat(),
  fc.constantFrom(0, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 49, 2 ** 51 - 1, 2 ** 51, 2 ** 53 - 1),
  fc.double({ min: 0, max: 1e9, noNaN: true }),
  fc.constantFrom('-1', '1e9', '1.5', '0.0000001', '1.10', '007', '.5', 'null', '"1"', '1'.repeat(30)),
);
const time = fc.oneof(
  fc.nat(1e6).map((micros) => micros / 1e6),
  number,
);
const parts = fc
  .tuple(fc.option(number), fc.option(number), fc.option(number))
  .map((sizes) =>
    ['anon', 'file', 'shared'].map((key, i) => (sizes[i] == null ? '' : `,"${key}":${sizes[i]}`)).join(''),
  );
const line = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(time, fc.nat(1e9)).map(([t, rss]) => sampleLine(t, rss)) },
  { weight: 3, arbitrary: fc.tuple(time, number, parts).map(([t, rss, more]) => sampleLine(t, rss, more)) },
  fc.nat(100).map((t) => `{"kind":"phase","t":${t},"phase":"burst","burst":1}`),
  fc.constantFrom('', '{"kind":"later","t":1}', '\u0000\u0001\u0001', '{"kind":"sample"', 'größer ☃', ' {}'),
);

const anyLog = fc
  .tuple(fc.array(line, { maxLength: 60 }), fc.boolean(), fc.array(fc.nat(), { maxLength: 5 }))
  .map(([lines, whole, cuts]) => {
    const bytes = encoder.encode([HEADER, ...lines].join('\n') + (whole ? '\n' : ''));
    return cut(bytes, cuts);
  });

/** A run as it is recorded: 20 samples a second that come a little late, memory in pages. */
function recorded(samples: number): Uint8Array {
  const lines = [HEADER];
  for (let i = 0; i < samples; i++)
    lines.push(sampleLine((i * 50_000 + ((i * 7919) % 600)) / 1e6, 4096 * (20_000 + ((i * 104_729) % 300))));
  return encoder.encode(`${lines.join('\n')}\n`);
}

describe('a compact log', () => {
  it('is read as the log itself, whatever its lines hold and however it is cut', () => {
    fc.assert(
      fc.property(anyLog, (chunks) => {
        expect(compacted(chunks)).toEqual(plain(chunks));
      }),
      { seed: 5, numRuns: 1000 },
    );
  });

  it.each<[string, string]>([
    ['times that go back', `${sampleLine(5, 1)}\n${sampleLine(1.5, 2)}\n${sampleLine(1.5, 2)}\n`],
    ['the longest time and size', `${sampleLine('9007199254.740991', 2 ** 53 - 1)}\n${sampleLine(0, 0)}\n`],
    [
      'parts that come and go',
      `${sampleLine(1, 9, ',"anon":4')}\n${sampleLine(2, 9, ',"shared":0')}\n${sampleLine(3, 9)}\n`,
    ],
    ['a time finer than a microsecond', `${sampleLine('1.0000001', 9)}\n${sampleLine(2, 9)}\n`],
    ['half a byte', `${sampleLine(1, 0.5)}\n${sampleLine(2, 9)}\n`],
    ['a sample before any header', `${sampleLine(1, 9)}\n`],
  ])('keeps %s', (_, lines) => {
    const bytes = encoder.encode(`${HEADER}\n${lines}`);
    expect(compacted([bytes])).toEqual(plain([bytes]));
  });

  it('refuses what the log itself would be refused for', () => {
    for (const text of [`${sampleLine(1, 9)}\n${HEADER}\n`, '{"hello": "world"}\n', '', '\u0001\u0001\u0000'])
      expect(() => compacted([encoder.encode(text)])).toThrow(/This is not a recording/);
  });

  it('takes a tenth of the bytes of a recording', () => {
    const bytes = recorded(10_000);
    const compact = message(bytes);
    expect(compact.length).toBeLessThan(bytes.length / 9);
    expect(compacted([bytes])).toEqual(plain([bytes]));
  });

  it('never folds a damaged message without saying so, nor numbers that no sample has', () => {
    const whole = message(recorded(50));
    const wrong = (bytes: Uint8Array) => {
      const { reader, found } = new Reading();
      try {
        readCompact(bytes, reader);
      } catch (error) {
        expect(error).toMatchObject({ code: 'file-unreadable' });
      }
      return found.slice(1) as SampleFields[];
    };
    const afterHeader = HEADER.length + 6;
    for (let length = afterHeader + 1; length < whole.length; length++)
      expect(() => readCompact(whole.subarray(0, length), new Reading().reader)).toThrow(
        /did not reach its page whole/,
      );
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
        const changed = new Uint8Array(whole);
        changed[at] = byte;
        for (const { t, rss, anon, file, shared } of wrong(changed)) {
          for (const value of [t, rss]) expect(value).toBeGreaterThanOrEqual(0);
          for (const value of [anon, file, shared]) expect(value).toBeGreaterThanOrEqual(-1);
        }
      }),
      { seed: 6, numRuns: 1000 },
    );
  });

  it('has no sample inside a line', () => {
    const head = message(encoder.encode(`${HEADER}\n{"kind":`));
    const samples = message(encoder.encode(`\n${sampleLine(1, 2)}\n`)).subarray(6);
    const { reader } = new Reading();
    readCompact(head, reader);
    expect(() => readCompact(samples, reader)).toThrow(/did not reach its page whole/);
  });
});
