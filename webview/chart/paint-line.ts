/** Draws a line pixel column by pixel column, whatever the series holds: the same work for a thousand samples as for a million. */
import type { Pyramid } from '../../src/core/view/pyramid';
import { type Columns, columnsOf } from './columns';
import type { Geometry } from './geometry';

export interface ChartLine {
  pyramid: Pyramid;
  colour: string;
  width: number;
  /** pixels drawn, and left out */
  dash?: readonly [number, number];
  /** colour under the line */
  fill?: string;
  side?: 'right';
}

/** The line between two times, broken where the recording is. `top` is the value at the top of its scale. */
export function paintLine(
  context: CanvasRenderingContext2D,
  { pyramid, colour, width, dash, fill }: ChartLine,
  { from, to }: { from: number; to: number },
  { x, top: ceiling, bottom }: Geometry,
  top: number,
): void {
  const left = Math.floor(x(from));
  const shape = { left, count: Math.ceil(x(to)) - left, perPixel: context.getTransform().a };
  const { t, y } = pyramid.line(from, to, Math.max(1, Math.round((x(to) - x(from)) * shape.perPixel)));
  const scale = (bottom - ceiling) / top;
  const columns = columnsOf(t, y, shape, x, (size) => bottom - size * scale);
  if (fill !== undefined) paintUnder(context, columns, bottom, fill);
  context.fillStyle = colour;
  const { high, low, step } = columns;
  const [drawn, skipped] = dash ?? [1, 0];
  for (let i = 0; i < high.length; i++) {
    const at = high[i] ?? Number.NaN;
    if (Number.isNaN(at) || (left + i * step) % (drawn + skipped) >= drawn) continue;
    context.fillRect(left + i * step, at - width / 2, step, (low[i] ?? at) - at + width);
  }
}

/** Stairs on whole pixels, which are filled several times as fast as slopes. */
function paintUnder(
  context: CanvasRenderingContext2D,
  { left, step, high }: Columns,
  bottom: number,
  fill: string,
): void {
  context.fillStyle = fill;
  context.beginPath();
  let inside = false;
  for (let i = 0; i <= high.length; i++) {
    const at = Math.round((high[i] ?? Number.NaN) / step) * step;
    const x = left + i * step;
    if (Number.isNaN(at)) {
      if (inside) context.lineTo(x, bottom);
      inside = false;
      continue;
    }
    if (!inside) context.moveTo(x, bottom);
    inside = true;
    context.lineTo(x, at);
    context.lineTo(x + step, at);
  }
  context.fill();
}
