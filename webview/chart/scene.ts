/** What a chart shows at one moment, and whether it is what it showed before with more at its end. */
import type { AnnotationOptions } from 'chartjs-plugin-annotation';
import type { Axis } from '../../src/report/scale';
import type { Theme } from '../theme';
import type { Geometry } from './geometry';
import type { ChartLine } from './paint-line';

export interface ChartContent {
  /** paint behind and before the lines */
  backdrop(context: CanvasRenderingContext2D, geometry: Geometry): void;
  foreground(context: CanvasRenderingContext2D, geometry: Geometry): void;
  lines: readonly ChartLine[];
  annotations?: Record<string, AnnotationOptions>;
  /** all that decides how the past is drawn: while these are the same, only the end of the chart changes */
  decides: readonly unknown[];
  /** seconds: nothing that is drawn before changes by what is yet to come */
  settled: number;
}

export interface Scene extends ChartContent {
  /** seconds */
  from: number;
  to: number;
  left: Axis;
  right: Axis | undefined;
  /** absent where another chart has it */
  time: Axis | undefined;
  geometry: Geometry;
  theme: Theme;
}

/** Whether all that was drawn of `before` until it was settled is a part of `now`. */
export function growsOnly(before: Scene, now: Scene): boolean {
  const a = decisions(before);
  const b = decisions(now);
  return a.length === b.length && a.every((one, i) => one === b[i]);
}

function decisions({ from, to, left, right, geometry, theme, lines, decides }: Scene): unknown[] {
  const { left: x0, right: x1, top, bottom } = geometry;
  return [from, to, left.to, right?.to, x0, x1, top, bottom, theme, lines.length, ...decides];
}

/** Seconds up to which all of these lines are known. */
export function settledAt(lines: readonly ChartLine[], end: number): number {
  return Math.min(end, ...lines.map(({ pyramid }) => pyramid.source.t.at(-1) ?? 0));
}
