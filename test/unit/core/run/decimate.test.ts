import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimate, unbroken } from '../../../../src/core/run/decimate';

describe('decimation', () => {
  test('keeps the first, lowest, highest and last of each column, in the order of time', () => {
    const y = [5, 1, 9, 4, 4, 4, 7, 2];
    const t = y.map((_, i) => i);
    expect(decimate(t, y, 2)).toEqual({ t: [0, 1, 2, 3, 4, 6, 7], y: [5, 1, 9, 4, 4, 7, 2] });
  });

  test('never loses a peak, an end or the order of time, in at most four points a column', () => {
    const series = fc.array(fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.nat(1e9)), {
      minLength: 1,
      maxLength: 500,
    });
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 50 }), (moves, columns) => {
        let now = 0;
        const t = moves.map(([dt]) => (now += dt / 100));
        const y = moves.map(([, size]) => size);
        const line = decimate(t, y, columns);
        expect(line.t.length).toBeLessThanOrEqual(4 * (columns + 1));
        expect(Math.max(...line.y)).toBe(Math.max(...y));
        expect(Math.min(...line.y)).toBe(Math.min(...y));
        expect([line.t[0], line.t.at(-1)]).toEqual([t[0], t.at(-1)]);
        expect(line.t).toEqual(line.t.toSorted((a, b) => a - b));
      }),
      { seed: 1 },
    );
  });

  test('a pause of many intervals breaks the line, a late sample does not', () => {
    expect(unbroken([0, 1, 2, 5, 6, 30, 31])).toEqual([
      { from: 0, to: 5 },
      { from: 5, to: 7 },
    ]);
    expect(unbroken([])).toEqual([]);
    expect(unbroken([3])).toEqual([{ from: 0, to: 1 }]);
  });
});
