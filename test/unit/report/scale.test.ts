import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byteAxis, timeAxis } from '../../../src/report/scale';

const labels = (axis: { ticks: { label: string }[] }) => axis.ticks.map(({ label }) => label);

describe('axes', () => {
  test('sizes are round', () => {
    expect(labels(byteAxis(583e6, 5))).toEqual(['0 B', '200 MB', '400 MB', '600 MB']);
    expect(labels(byteAxis(1.04e9, 5))).toEqual(['0 B', '250 MB', '500 MB', '750 MB', '1 GB', '1.25 GB']);
    expect(byteAxis(0, 5).to).toBeGreaterThan(0);
  });

  test('times are counted as in the text', () => {
    expect(labels(timeAxis(0, 89, 6))).toEqual(['0 s', '20 s', '40 s', '60 s', '80 s']);
    expect(labels(timeAxis(0, 7200, 6))).toEqual([
      '0 min',
      '20 min',
      '40 min',
      '1 h',
      '1 h 20 min',
      '1 h 40 min',
      '2 h',
    ]);
    expect(labels(timeAxis(0, 86_400, 4))).toEqual(['0 h', '6 h', '12 h', '18 h', '1 d']);
    expect(labels(timeAxis(0, 0, 4)).length).toBeGreaterThan(0);
  });

  test('every axis covers its data with ticks that rise and are not too many', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 1e13, noNaN: true }),
        fc.integer({ min: 2, max: 20 }),
        (span, most) => {
          for (const axis of [byteAxis(span, most), timeAxis(0, span, most)]) {
            const at = axis.ticks.map((tick) => tick.at);
            expect(axis.to).toBeGreaterThanOrEqual(span * (1 - 1e-9));
            expect(at.length).toBeLessThanOrEqual(most + 1);
            expect(at).toEqual(at.toSorted((a, b) => a - b));
            expect(new Set(at).size).toBe(at.length);
          }
        },
      ),
      { seed: 1 },
    );
  });
});
