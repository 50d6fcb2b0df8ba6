/** Numbers on lines, which tell them apart without their colours. */
import type { ComparedRun } from '../model/compared-run';
import { nearest } from '../model/reading';
import type { Theme } from '../theme';
import type { Geometry } from './geometry';
import type { TimeView } from './time-view';

const RADIUS = 7.5;
/** Pixels from one number to the next: lines that lie on one another have theirs side by side. */
const APART = 20;
const FONT_SIZE = 10;

/** One for each trial, near the end of its line. */
export function paintNumbers(
  context: CanvasRenderingContext2D,
  runs: readonly ComparedRun[],
  { from, to }: TimeView,
  { x, y, right, bottom }: Geometry,
  { font, surface, text }: Theme,
): void {
  const perPixel = (to - from) / (x(to) - x(from));
  context.font = `${FONT_SIZE}px ${font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineWidth = 1.5;
  for (const { fold, series, identity } of runs) {
    if (!identity.first) continue;
    const wanted = to - (right - x(to) + RADIUS + 2 + (identity.number - 1) * APART) * perPixel;
    const i = nearest(series.rss, Math.min(wanted, fold.now - RADIUS * perPixel));
    if (i === undefined) continue;
    const at = x(series.rss.source.t[i] ?? 0);
    const height = Math.min(y(series.rss.source.y[i] ?? 0), bottom - RADIUS - 1);
    context.beginPath();
    context.arc(at, height, RADIUS, 0, 2 * Math.PI);
    context.fillStyle = surface;
    context.fill();
    context.strokeStyle = identity.colour;
    context.stroke();
    context.fillStyle = text;
    context.fillText(String(identity.number), at, height + 0.5);
  }
}
