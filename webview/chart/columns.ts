/** A line as the span that it covers in each pixel column. */

export interface ColumnShape {
  /** pixel of the first column */
  left: number;
  /** pixels */
  count: number;
  /** device pixels of a pixel; each is a column */
  perPixel: number;
}

export interface Columns {
  left: number;
  /** pixels from one column to the next */
  step: number;
  /** pixels from the top, `high` being the smaller; NaN where there is no line */
  high: Float32Array;
  low: Float32Array;
}

/** `t` and `y` are the points of the line, broken where `y` is NaN; `toX` and `toY` give their pixels. */
export function columnsOf(
  t: readonly number[],
  y: readonly number[],
  { left, count, perPixel }: ColumnShape,
  toX: (t: number) => number,
  toY: (y: number) => number,
): Columns {
  const length = Math.max(0, Math.ceil(count * perPixel));
  const high = new Float32Array(length).fill(Number.NaN);
  const low = new Float32Array(length).fill(Number.NaN);
  const cover = (column: number, a: number, b: number) => {
    const [top, foot] = a < b ? [a, b] : [b, a];
    const [known, lowest] = [high[column] ?? Number.NaN, low[column] ?? Number.NaN];
    if (!(known <= top)) high[column] = top;
    if (!(lowest >= foot)) low[column] = foot;
  };
  let x0 = Number.NaN;
  let y0 = Number.NaN;
  for (let i = 0; i < t.length; i++) {
    const x1 = (toX(t[i] ?? 0) - left) * perPixel;
    const y1 = toY(y[i] ?? Number.NaN);
    const last = Math.floor(x1);
    if (Number.isNaN(y0) || Math.floor(x0) === last) {
      if (!Number.isNaN(y1)) cover(last, y1, Number.isNaN(y0) ? y1 : y0);
    } else if (!Number.isNaN(y1)) {
      const slope = (y1 - y0) / (x1 - x0);
      const at = (x: number) => y0 + (x - x0) * slope;
      const end = Math.min(last, length - 1);
      for (let column = Math.max(0, Math.floor(x0)); column <= end; column++) {
        cover(column, at(Math.max(x0, column)), at(Math.min(x1, column + 1)));
      }
    }
    x0 = x1;
    y0 = y1;
  }
  return { left, step: 1 / perPixel, high, low };
}
