/** What a chart is made for, and the scene that it shows of that at a moment. */
import { type Axis, timeAxis } from '../../src/report/scale';
import type { Theme } from '../theme';
import { type Geometry, geometryOf } from './geometry';
import { AXIS_HEIGHT, AXIS_WIDTH, BARE_AXIS_HEIGHT, roomFor, timesFor } from './paint-axes';
import type { ChartLine } from './paint-line';
import type { ChartContent, Scene } from './scene';
import type { TimeView } from './time-view';

export interface ChartSetup {
  /** Axes for the highest value of each side. */
  left(highest: number, room: number): Axis;
  right?(highest: number, room: number): Axis;
  /** whether the right side is kept free for an axis that another chart has there */
  roomRight(): boolean;
  timeLabels: boolean;
  /** pixels above the plot */
  headroom: number;
  content(): ChartContent;
  /** What a click at a place of the canvas, pixels, does; undefined where it does nothing. */
  targetAt?(place: { x: number; y: number }, geometry: Geometry): (() => void) | undefined;
  theme(): Theme;
}

/** Of the canvas, pixels. */
export interface Size {
  width: number;
  height: number;
}

const MARGIN_RIGHT = 14;
const HEADROOM = 1.05;
const NO_AXIS: Axis = { from: 0, to: 1, ticks: [] };

/** Pixels around the plot. */
export function paddingOf({ roomRight, headroom, timeLabels }: ChartSetup) {
  return {
    left: AXIS_WIDTH,
    right: roomRight() ? AXIS_WIDTH : MARGIN_RIGHT,
    top: headroom,
    bottom: timeLabels ? AXIS_HEIGHT : BARE_AXIS_HEIGHT,
  };
}

export function geometryFor(
  setup: ChartSetup,
  view: TimeView,
  { width, height }: Size,
  left = NO_AXIS,
): Geometry {
  const padding = paddingOf(setup);
  const area = {
    left: padding.left,
    right: width - padding.right,
    top: padding.top,
    bottom: height - padding.bottom,
  };
  return geometryOf(area, view, left.to);
}

/** What is seen now. */
export function sceneOf(setup: ChartSetup, view: TimeView, size: Size): Scene {
  const { from, to } = view;
  const content = setup.content();
  const plot = geometryFor(setup, view, size);
  const room = roomFor(plot.bottom - plot.top);
  const left = setup.left(highestOf(content.lines, from, to, undefined) * HEADROOM, room);
  return {
    ...content,
    from,
    to,
    left,
    right: setup.right?.(highestOf(content.lines, from, to, 'right') * HEADROOM, room),
    time: setup.timeLabels ? timeAxis(from, to, timesFor(plot.right - plot.left)) : undefined,
    geometry: geometryFor(setup, view, size, left),
    theme: setup.theme(),
  };
}

function highestOf(lines: readonly ChartLine[], from: number, to: number, side: ChartLine['side']): number {
  const seen = lines
    .filter((line) => line.side === side)
    .map(({ pyramid }) => pyramid.range(from, to)?.highest ?? 0);
  return Math.max(0, ...seen);
}
