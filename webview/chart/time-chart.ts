/** A chart over a stretch of time: lines at the resolution of the screen, annotations, gestures. */
import { Chart, type ChartOptions } from 'chart.js';
import type { AnnotationOptions } from 'chartjs-plugin-annotation';
import type { Axis } from '../../src/report/scale';
import { Frames } from '../frames';
import type { Theme } from '../theme';
import { AXIS_HEIGHT, AXIS_WIDTH, BARE_AXIS_HEIGHT, roomFor, sizeScale, timeScale } from './axes';
import { type Geometry, geometryOf } from './geometry';
import { type ChartLine, paintLine } from './paint-line';
import type { TimeView } from './time-view';

export interface ChartContent {
  /** paint behind and before the lines */
  backdrop(context: CanvasRenderingContext2D, geometry: Geometry): void;
  foreground(context: CanvasRenderingContext2D, geometry: Geometry): void;
  lines: readonly ChartLine[];
  annotations?(geometry: Geometry): Record<string, AnnotationOptions>;
}

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
  theme(): Theme;
}

const MARGIN_RIGHT = 14;
const HEADROOM = 1.05;
const NO_AXIS: Axis = { from: 0, to: 1, ticks: [] };

export class TimeChart {
  readonly frames = new Frames(() => this.draw());
  private chart: Chart<'line'>;
  private left = NO_AXIS;
  private right = NO_AXIS;
  private drawn = { from: 0, to: 0 };
  private content: ChartContent | undefined;
  private size = { width: 0, height: 0 };

  constructor(
    readonly canvas: HTMLCanvasElement,
    readonly view: TimeView,
    private readonly setup: ChartSetup,
  ) {
    this.chart = this.create();
    view.onChange(() => {
      if (view.from !== this.drawn.from || view.to !== this.drawn.to) this.frames.request();
    });
  }

  /** Again from the start: the theme has changed. */
  restyle(): void {
    this.chart.destroy();
    this.chart = this.create();
    this.draw();
  }

  destroy(): void {
    this.frames.cancel();
    this.chart.destroy();
  }

  /** Draws now; `frames.request()` draws with the next frame. */
  draw(): void {
    const { x } = this.chart.options.scales ?? {};
    if (x) {
      x.min = this.view.from;
      x.max = this.view.to;
    }
    const { layout, plugins } = this.chart.options;
    if (layout) layout.padding = this.padding();
    if (plugins?.zoom) plugins.zoom.limits = { x: { min: 0, max: this.view.end, minRange: 0.25 } };
    this.chart.update('none');
  }

  get geometry(): Geometry {
    return geometryOf(
      {
        left: AXIS_WIDTH,
        right: this.size.width - (this.setup.roomRight() ? AXIS_WIDTH : MARGIN_RIGHT),
        top: this.setup.headroom,
        bottom: this.size.height - (this.setup.timeLabels ? AXIS_HEIGHT : BARE_AXIS_HEIGHT),
      },
      this.view,
      this.left.to,
    );
  }

  /** The time under a pixel of the canvas. */
  timeAt(pixel: number): number {
    const { left, right } = this.geometry;
    const share = Math.min(1, Math.max(0, (pixel - left) / (right - left)));
    return this.view.from + share * (this.view.to - this.view.from);
  }

  private padding() {
    const right = this.setup.right || !this.setup.roomRight() ? 0 : AXIS_WIDTH;
    return {
      top: this.setup.headroom,
      right: right || (this.setup.right ? 0 : MARGIN_RIGHT),
      left: 0,
      bottom: 0,
    };
  }

  /** Before each update of the chart, also those that a gesture caused: what is seen is made anew. */
  private prepare(chart: Chart<'line'>): void {
    this.size = { width: chart.width, height: chart.height };
    const { min, max } = chart.options.scales?.x ?? {};
    if (typeof min === 'number' && typeof max === 'number') {
      this.drawn = { from: min, to: max };
      if (min !== this.view.from || max !== this.view.to) this.view.show(min, max);
    }
    this.content = this.setup.content();
    const { lines, annotations } = this.content;
    const { from, to } = this.view;
    const { bottom, top } = this.geometry;
    const room = roomFor(bottom - top);
    this.left = this.setup.left(highestOf(lines, from, to, undefined) * HEADROOM, room);
    this.right = this.setup.right?.(highestOf(lines, from, to, 'right') * HEADROOM, room) ?? NO_AXIS;
    const { plugins } = chart.options;
    if (plugins?.annotation && annotations) plugins.annotation.annotations = annotations(this.geometry);
  }

  private paint(context: CanvasRenderingContext2D, geometry: Geometry): void {
    const { content, view } = this;
    const { left, right, top, bottom } = geometry;
    context.save();
    content?.backdrop(context, geometry);
    context.beginPath();
    context.rect(left, top, right - left, bottom - top);
    context.clip();
    for (const line of content?.lines ?? []) {
      paintLine(context, line, view, geometry, (line.side === 'right' ? this.right : this.left).to);
    }
    content?.foreground(context, geometry);
    context.restore();
  }

  private create(): Chart<'line'> {
    const theme = this.setup.theme();
    const options: ChartOptions<'line'> = {
      animation: false,
      parsing: false,
      normalized: true,
      responsive: true,
      maintainAspectRatio: false,
      events: ['click'],
      layout: { padding: this.padding(), autoPadding: false },
      scales: {
        x: timeScale(theme, this.setup.timeLabels),
        y: sizeScale(theme, 'left', () => this.left),
        ...(this.setup.right && { right: sizeScale(theme, 'right', () => this.right) }),
      },
      plugins: {
        ownLayers: {
          onPrepare: (chart) => this.prepare(chart),
          onPaint: ({ ctx, chartArea }) => this.paint(ctx, geometryOf(chartArea, this.view, this.left.to)),
        },
        annotation: { clip: false, annotations: {} },
        zoom: {
          zoom: {
            mode: 'x',
            wheel: { enabled: true, speed: 0.15 },
            pinch: { enabled: true },
            drag: { enabled: true, threshold: 4, backgroundColor: theme.selection },
          },
          pan: { enabled: true, mode: 'x', modifierKey: 'shift', threshold: 2 },
        },
      },
    };
    return new Chart<'line'>(this.canvas, { type: 'line', data: { datasets: [] }, options });
  }
}

function highestOf(lines: readonly ChartLine[], from: number, to: number, side: ChartLine['side']): number {
  const seen = lines
    .filter((line) => line.side === side)
    .map(({ pyramid }) => pyramid.range(from, to)?.highest ?? 0);
  return Math.max(0, ...seen);
}
