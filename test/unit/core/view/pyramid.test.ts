import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GrowingLine } from '../../../../src/core/view/growing-line';
import { Pyramid } from '../../../../src/core/view/pyramid';

const values = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 1500 });

/** A line with a value every 0.1 s, refreshed after each `stride` of them. */
function lineOf(ys: readonly number[], stride: number): GrowingLine {
  const line = new GrowingLine();
  for (const [i, y] of ys.entries()) {
    line.push(i / 10, y);
    if (i % stride === 0) line.refresh();
  }
  line.refresh();
  return line;
}

describe('extremes', () => {
  it('are those of all samples in the range, however the series grew', () => {
    fc.assert(
      fc.property(values, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 400 }), (ys, a, b, stride) => {
        const [from, to] = [a % ys.length, b % ys.length].sort((left, right) => left - right);
        const range = ys.slice(from, (to ?? 0) + 1);
        const { low, high } = lineOf(ys, stride).extremes(from ?? 0, (to ?? 0) + 1);
        expect(ys[low]).toBe(Math.min(...range));
        expect(ys[high]).toBe(Math.max(...range));
        expect(low).toBeGreaterThanOrEqual(from ?? 0);
        expect(high).toBeLessThanOrEqual(to ?? 0);
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});

describe('a line', () => {
  it('loses no peak, stays in order and within four points a column', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 60 }), (ys, columns) => {
        const end = (ys.length - 1) / 10;
        const { t, y } = lineOf(ys, 7).line(0, end + 0.1, columns);
        expect(Math.max(...y)).toBe(Math.max(...ys));
        expect(Math.min(...y)).toBe(Math.min(...ys));
        expect(t).toEqual([...t].sort((a, b) => a - b));
        expect(t.length).toBeLessThanOrEqual(4 * (columns + 1));
        for (const [i, at] of t.entries()) expect(y[i]).toBe(ys[Math.round(at * 10)]);
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  it('keeps the peak of each column', () => {
    const ys = Array.from({ length: 10_000 }, (_, i) => (i % 100 === 37 ? 1000 + i : i % 7));
    const { t, y } = lineOf(ys, 333).line(0, 1000, 100);
    for (let column = 0; column < 100; column++) {
      const peak = column * 100 + 37;
      const drawn = y.filter((_, i) => Math.floor((t[i] ?? 0) / 10) === column);
      expect(Math.max(...drawn)).toBe(1000 + peak);
    }
  });

  it('runs off both edges of what is seen', () => {
    const line = lineOf([1, 2, 3, 4, 5, 6, 7, 8], 1);
    const { t } = line.line(0.25, 0.55, 10);
    expect(t[0]).toBe(0.2);
    expect(t.at(-1)).toBe(0.6);
  });

  it('breaks where the recording does', () => {
    const line = new GrowingLine();
    for (let i = 0; i < 100; i++) line.push(i / 10 + (i >= 50 ? 60 : 0), 5);
    line.refresh();
    const { t, y } = line.line(0, 70, 700);
    const gap = y.findIndex(Number.isNaN);
    expect(t[gap - 1]).toBeCloseTo(4.9);
    expect(t[gap + 1]).toBeCloseTo(65);
    expect(y.filter(Number.isNaN)).toHaveLength(1);
  });

  it('takes a pause that was given for a gap, whatever is usual', () => {
    const line = new GrowingLine(2.5);
    for (const t of [0, 2, 4, 7]) line.push(t, 1);
    line.refresh();
    expect(line.line(0, 7, 70).y).toEqual([1, 1, 1, Number.NaN, 1]);
  });
});

it('an empty series has no range and no line', () => {
  const pyramid = new Pyramid({ length: 0, t: new Float64Array(0), y: new Float64Array(0) });
  pyramid.refresh();
  expect(pyramid.range(0, 10)).toBeUndefined();
  expect(pyramid.line(0, 10, 10)).toEqual({ t: [], y: [] });
});
