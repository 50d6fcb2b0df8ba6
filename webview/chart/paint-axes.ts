/** Paints the axes: lines across the plot with what they stand for, and times along the bottom. */
import type { Axis } from '../../src/report/scale';
import type { Theme } from '../theme';
import type { Geometry } from './geometry';

/** Pixels; the same in every chart, so that their time axes stand under one another. */
export const AXIS_WIDTH = 62;
export const AXIS_HEIGHT = 24;
/** Without labels there is still half a label of the other axis to hold. */
export const BARE_AXIS_HEIGHT = 10;
const PIXELS_PER_TIME_LABEL = 90;
const PIXELS_PER_LABEL = 46;
const PADDING = 8;

export interface Axes {
  left: Axis;
  right?: Axis | undefined;
  /** absent where another chart has it */
  time?: Axis | undefined;
}

/** How many intervals an axis of this many pixels has room for. */
export function roomFor(pixels: number): number {
  return Math.max(2, Math.floor(pixels / PIXELS_PER_LABEL));
}

/** The same of an axis of time. */
export function timesFor(pixels: number): number {
  return Math.max(2, Math.floor(pixels / PIXELS_PER_TIME_LABEL));
}

/** `since`: pixels; what stands wholly to the left of it is left out. */
export function paintAxes(
  context: CanvasRenderingContext2D,
  { left: leftAxis, right: rightAxis, time }: Axes,
  { x, y, left, right, top, bottom }: Geometry,
  since: number,
  theme: Theme,
): void {
  const line = (y: number) => context.fillRect(left, Math.round(y), right - left, 1);
  context.fillStyle = theme.grid;
  for (const { at } of leftAxis.ticks) line(y(at));
  context.fillStyle = theme.faint;
  context.font = `${theme.fontSize}px ${theme.font}`;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (const { at, label } of since < left ? leftAxis.ticks : [])
    context.fillText(label, left - PADDING, y(at));
  context.textAlign = 'left';
  for (const { at, label } of rightAxis?.ticks ?? []) {
    context.fillText(label, right + PADDING, bottom - ((bottom - top) * at) / (rightAxis?.to ?? 1));
  }
  for (const { at, label } of time?.ticks ?? []) {
    if (x(at) < since - PIXELS_PER_TIME_LABEL) continue;
    context.textAlign = at <= (time?.from ?? 0) ? 'left' : at >= (time?.to ?? 0) ? 'right' : 'center';
    context.fillText(label, x(at), bottom + AXIS_HEIGHT / 2 + 1);
  }
}
