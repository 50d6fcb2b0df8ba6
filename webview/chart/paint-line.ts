/** Draws a line at the resolution of the screen: a few points a pixel column, whatever the series holds. */
import type { Pyramid } from '../../src/core/view/pyramid';
import type { Geometry } from './geometry';

export interface ChartLine {
  pyramid: Pyramid;
  colour: string;
  width: number;
  dash?: number[];
  /** colour under the line */
  fill?: string;
  side?: 'right';
}

/** From so many points a pixel on, bars a pixel wide look the same as a path, and cost a tenth of it. */
const DENSE = 2;

/** The line between two times, broken where the recording is. `top` is the value at the top of its scale. */
export function paintLine(
  context: CanvasRenderingContext2D,
  line: ChartLine,
  view: { from: number; to: number },
  { x, left, right, top: ceiling, bottom }: Geometry,
  top: number,
): void {
  const columns = Math.max(1, Math.round(right - left));
  const { t, y } = line.pyramid.line(view.from, view.to, columns);
  const scale = (bottom - ceiling) / top;
  const px = t.map(x);
  const py = y.map((size) => bottom - size * scale);
  context.strokeStyle = line.colour;
  context.lineWidth = line.width;
  context.lineJoin = 'bevel';
  context.setLineDash(line.dash ?? []);
  if (t.length > DENSE * columns) paintBars(context, barsOf(px, py), bottom, line);
  else paintPath(context, px, py, bottom, line);
  context.setLineDash([]);
}

function paintPath(
  context: CanvasRenderingContext2D,
  x: readonly number[],
  y: readonly number[],
  bottom: number,
  { fill }: ChartLine,
): void {
  const outline = new Path2D();
  const area = new Path2D();
  let last = Number.NaN;
  const close = () => {
    if (!Number.isNaN(last)) area.lineTo(last, bottom);
    last = Number.NaN;
  };
  for (let i = 0; i < x.length; i++) {
    const [px, py] = [x[i] ?? 0, y[i] ?? Number.NaN];
    if (Number.isNaN(py)) {
      close();
      continue;
    }
    if (Number.isNaN(last)) {
      outline.moveTo(px, py);
      area.moveTo(px, bottom);
    } else outline.lineTo(px, py);
    area.lineTo(px, py);
    last = px;
  }
  close();
  if (fill !== undefined) {
    context.fillStyle = fill;
    context.fill(area);
  }
  context.stroke(outline);
}

/** The points of one pixel column. */
interface Bar {
  column: number;
  /** pixels from the top; `high` is the smaller */
  high: number;
  low: number;
  first: number;
  last: number;
  /** whether the line goes on from the bar before */
  joined: boolean;
}

function barsOf(x: readonly number[], y: readonly number[]): Bar[] {
  const bars: Bar[] = [];
  let joined = false;
  let bar: Bar | undefined;
  for (let i = 0; i < x.length; i++) {
    const at = y[i] ?? Number.NaN;
    const column = Math.floor(x[i] ?? 0);
    if (Number.isNaN(at)) joined = false;
    else if (bar && joined && bar.column === column) {
      bar.high = Math.min(bar.high, at);
      bar.low = Math.max(bar.low, at);
      bar.last = at;
    } else {
      bar = { column, high: at, low: at, first: at, last: at, joined };
      bars.push(bar);
      joined = true;
    }
  }
  return bars;
}

/** Bars of one pixel, each as tall as its samples differ and as it takes to meet the one before. */
function paintBars(
  context: CanvasRenderingContext2D,
  bars: readonly Bar[],
  bottom: number,
  { colour, width, fill }: ChartLine,
): void {
  if (fill !== undefined) {
    context.fillStyle = fill;
    for (const [i, { column, high }] of bars.entries()) {
      const next = bars[i + 1];
      context.fillRect(column, high, next?.joined ? next.column - column : 1, bottom - high);
    }
  }
  context.fillStyle = colour;
  context.beginPath();
  let before: Bar | undefined;
  for (const bar of bars) {
    const { column, high, low, first, joined } = bar;
    const near = before && joined && column - before.column <= 1;
    const top = before && near ? Math.min(high, before.last) : high;
    const foot = before && near ? Math.max(low, before.last) : low;
    context.fillRect(column, top - width / 2, 1, foot - top + width);
    if (before && joined && !near) {
      context.moveTo(before.column, before.last);
      context.lineTo(column, first);
    }
    before = bar;
  }
  context.stroke();
}
