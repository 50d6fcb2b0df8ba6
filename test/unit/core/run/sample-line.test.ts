import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SampleEvent } from '../../../../src/core/run/event';
import {
  LONGEST_SAMPLE_LINE,
  parseSampleLine,
  type SampleFields,
  writeSampleLine,
} from '../../../../src/core/run/sample-line';

const size = fc.oneof(fc.nat(), fc.maxSafeNat());
const sample: fc.Arbitrary<SampleEvent> = fc.record(
  {
    kind: fc.constant('sample' as const),
    t: fc.oneof(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.nat(1e6)),
    rss: size,
    anon: size,
    file: size,
    shared: size,
  },
  { requiredKeys: ['kind', 't', 'rss'] },
);

function written(event: SampleEvent): Uint8Array | undefined {
  const bytes = new Uint8Array(7 + LONGEST_SAMPLE_LINE);
  const end = writeSampleLine(event, bytes, 7);
  return end < 0 ? undefined : bytes.subarray(7, end);
}

describe('the line of a sample', () => {
  it('is the JSON of it, to the microsecond', () => {
    fc.assert(
      fc.property(sample, (event) => {
        const text = String.fromCharCode(...(written(event) ?? []));
        expect(text.endsWith('}\n')).toBe(true);
        expect(JSON.parse(text)).toEqual({ ...event, t: Math.round(event.t * 1e6) / 1e6 });
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it('is read as JSON reads it', () => {
    const fields: SampleFields = { t: 0, rss: 0, anon: 0, file: 0, shared: 0 };
    fc.assert(
      fc.property(sample, (event) => {
        const line = written(event) ?? new Uint8Array();
        expect(parseSampleLine(line, 0, fields)).toBe(line.length);
        const { t, rss, anon = -1, file = -1, shared = -1 } = JSON.parse(String.fromCharCode(...line));
        expect(fields).toEqual({ t, rss, anon, file, shared });
        expect(parseSampleLine(line.subarray(0, -1), 0, fields)).toBe(-1);
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  it.each<[string, Partial<SampleEvent>]>([
    ['a time before the launch', { t: -1 }],
    ['no time', { t: Number.NaN }],
    ['half a byte', { rss: 0.5 }],
    ['more than a double counts', { rss: 2 ** 60 }],
    ['less than nothing', { anon: -1 }],
  ])('is left to JSON for %s', (_, odd) => {
    expect(written({ kind: 'sample', t: 1, rss: 4096, ...odd })).toBeUndefined();
  });

  it('never needs more than it says', () => {
    const most = Number.MAX_SAFE_INTEGER;
    const line = written({
      kind: 'sample',
      t: 9e9 + 0.123_456,
      rss: most,
      anon: most,
      file: most,
      shared: most,
    });
    expect(line?.length).toBeLessThanOrEqual(LONGEST_SAMPLE_LINE);
  });
});
