import fc from 'fast-check';
import { expect, it } from 'vitest';
import { columnsOf } from '../../webview/chart/columns';

const same = (value: number) => value;
const shape = { left: 0, count: 40, perPixel: 1 };

it('cover every point of the line, and nothing that the line does not reach', () => {
  const points = fc.array(
    fc.tuple(fc.double({ min: 0, max: 39.9, noNaN: true }), fc.integer({ min: 0, max: 99 })),
    {
      minLength: 1,
      maxLength: 200,
    },
  );
  fc.assert(
    fc.property(points, (unordered) => {
      const line = unordered.sort(([a], [b]) => a - b);
      const [t, y] = [line.map(([at]) => at), line.map(([, value]) => value)];
      const { high, low } = columnsOf(t, y, shape, same, same);
      for (const [at, value] of line) {
        expect(high[Math.floor(at)]).toBeLessThanOrEqual(value + 1e-3);
        expect(low[Math.floor(at)]).toBeGreaterThanOrEqual(value - 1e-3);
      }
      const drawn = [...high, ...low].filter((value) => !Number.isNaN(value));
      expect(Math.min(...drawn)).toBeCloseTo(Math.min(...y), 3);
      expect(Math.max(...drawn)).toBeCloseTo(Math.max(...y), 3);
    }),
    { seed: 11, numRuns: 200 },
  );
});

it('follow a slope from column to column', () => {
  const { high, low } = columnsOf([0, 4], [0, 8], shape, same, same);
  expect([...high.slice(0, 4)]).toEqual([0, 2, 4, 6]);
  expect([...low.slice(0, 4)]).toEqual([2, 4, 6, 8]);
});

it('are empty where the recording has a gap', () => {
  const { high } = columnsOf([1.5, 5, 8.5], [3, Number.NaN, 3], shape, same, same);
  expect(high[1]).toBe(3);
  expect([...high.slice(2, 8)].every(Number.isNaN)).toBe(true);
  expect(high[8]).toBe(3);
});

it('hold a line that comes from before and goes on after', () => {
  const { high } = columnsOf([-10, 50], [7, 7], shape, same, same);
  expect([...high].every((value) => value === 7)).toBe(true);
});

it('are as fine as the screen', () => {
  const { high, step } = columnsOf([0, 20], [0, 20], { left: 0, count: 20, perPixel: 2 }, same, same);
  expect(high).toHaveLength(40);
  expect(step).toBe(0.5);
  expect(high[1]).toBeCloseTo(0.5);
});
