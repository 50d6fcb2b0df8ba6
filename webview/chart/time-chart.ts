/** A chart over a stretch of time: lines at the resolution of the screen, annotations, gestures. */
import { Chart } from 'chart.js';
import { type Axis, timeAxis } from '../../src/report/scale';
import { Frames } from '../frames';
import type { Theme } from '../theme';
import { chartOptions } from './chart-options';
import { type Geometry, geometryOf } from './geometry';
import { AXIS_HEIGHT, AXIS_WIDTH, BARE_AXIS_HEIGHT, paintAxes, roomFor, timesFor } from './paint-axes';
import { type ChartLine, paintLine } from './paint-line';
import { type ChartContent, growsOnly, type Scene } from './scene';
import { clickTargets } from './targets';
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

const MARGIN_RIGHT = 14;
const HEADROOM = 1.05;
/** Pixels by which lines and stairs reach beyond their points. */
const LINE_REACH = 4;

export class TimeChart {
  readonly frames = new Frames(() => this.draw());
  private chart: Chart<'line'>;
  /** as it was drawn last */
  private scene: Scene | undefined;
  /** what of it is painted, from here on, seconds */
  private since = 0;
  /** what chart.js was told to show, seconds: anything else it shows is a gesture's doing */
  private told = { from: 0, to: 0 };
  /** pixels */
  private size = { width: 0, height: 0 };

  constructor(
    readonly canvas: HTMLCanvasElement,
    readonly view: TimeView,
    private readonly setup: ChartSetup,
  ) {
    this.chart = this.create();
    if (setup.targetAt) clickTargets(canvas, (place) => setup.targetAt?.(place, this.geometry));
    view.onChange(() => {
      if (view.from !== this.told.from || view.to !== this.told.to) this.frames.request();
    });
  }

  /** Again from the start: the theme has changed. */
  restyle(): void {
    this.chart.destroy();
    this.scene = undefined;
    this.chart = this.create();
    this.draw();
  }

  destroy(): void {
    this.frames.cancel();
    this.chart.destroy();
  }

  /** Draws now, and no more than what changed; `frames.request()` draws with the next frame. */
  draw(): void {
    const scene = this.compose();
    if (this.scene && growsOnly(this.scene, scene)) this.drawGrowth(this.scene.settled, scene);
    else this.drawAll();
  }

  get geometry(): Geometry {
    return this.scene?.geometry ?? this.geometryFor({ from: 0, to: 1, ticks: [] });
  }

  /** The time under a pixel of the canvas. */
  timeAt(pixel: number): number {
    const { left, right } = this.geometry;
    const share = Math.min(1, Math.max(0, (pixel - left) / (right - left)));
    return this.view.from + share * (this.view.to - this.view.from);
  }

  private geometryFor(left: Axis): Geometry {
    const { width, height } = this.size;
    const padding = this.padding();
    const area = {
      left: padding.left,
      right: width - padding.right,
      top: padding.top,
      bottom: height - padding.bottom,
    };
    return geometryOf(area, this.view, left.to);
  }

  private padding() {
    const { setup } = this;
    return {
      left: AXIS_WIDTH,
      right: setup.roomRight() ? AXIS_WIDTH : MARGIN_RIGHT,
      top: setup.headroom,
      bottom: setup.timeLabels ? AXIS_HEIGHT : BARE_AXIS_HEIGHT,
    };
  }

  private drawAll(): void {
    const { view } = this;
    const { scales, plugins } = this.chart.options;
    this.told = { from: view.from, to: view.to };
    if (scales?.x) Object.assign(scales.x, { min: view.from, max: view.to });
    if (plugins?.zoom) plugins.zoom.limits = { x: { min: 0, max: view.limit, minRange: 0.25 } };
    this.chart.update('none');
  }

  /** Draws what is later than `settled` seconds, over what is there. */
  private drawGrowth(settled: number, scene: Scene): void {
    this.scene = scene;
    if (settled >= scene.to) return;
    const { ctx } = this.chart;
    const from = Math.max(0, Math.floor(scene.geometry.x(settled)) - LINE_REACH);
    this.since = this.timeAt(from - LINE_REACH);
    ctx.save();
    ctx.beginPath();
    ctx.rect(from, 0, this.size.width - from, this.size.height);
    ctx.clip();
    this.chart.draw();
    ctx.restore();
    this.since = 0;
  }

  /** What is seen now. */
  private compose(): Scene {
    const { setup } = this;
    const { from, to } = this.view;
    const content = setup.content();
    const { top, bottom, left: x0, right: x1 } = this.geometryFor({ from: 0, to: 1, ticks: [] });
    const room = roomFor(bottom - top);
    const left = setup.left(highestOf(content.lines, from, to, undefined) * HEADROOM, room);
    return {
      ...content,
      from,
      to,
      left,
      right: setup.right?.(highestOf(content.lines, from, to, 'right') * HEADROOM, room),
      time: setup.timeLabels ? timeAxis(from, to, timesFor(x1 - x0)) : undefined,
      geometry: this.geometryFor(left),
      theme: setup.theme(),
    };
  }

  /** Before each update of the chart, also those that a gesture caused: what is seen is made anew. */
  private prepare(chart: Chart<'line'>): void {
    this.size = { width: chart.width, height: chart.height };
    const { min, max } = chart.options.scales?.x ?? {};
    const { told } = this;
    if (typeof min === 'number' && typeof max === 'number' && (min !== told.from || max !== told.to)) {
      this.told = { from: min, to: max };
      this.view.show(min, max);
    }
    this.scene = this.compose();
    const { plugins } = chart.options;
    if (plugins?.annotation) plugins.annotation.annotations = this.scene.annotations ?? {};
  }

  private paint(context: CanvasRenderingContext2D): void {
    const { scene } = this;
    if (!scene) return;
    const { left, right, top, bottom } = scene.geometry;
    const window = { from: Math.max(scene.from, this.since), to: scene.to };
    context.save();
    paintAxes(
      context,
      scene,
      scene.geometry,
      this.since > scene.from ? scene.geometry.x(this.since) : 0,
      scene.theme,
    );
    scene.backdrop(context, scene.geometry);
    context.beginPath();
    context.rect(left, top, right - left, bottom - top);
    context.clip();
    for (const line of scene.lines) {
      const axis = line.side === 'right' ? scene.right : scene.left;
      paintLine(context, line, window, scene.geometry, axis?.to ?? 1);
    }
    scene.foreground(context, scene.geometry);
    context.restore();
  }

  private create(): Chart<'line'> {
    const options = chartOptions(
      {
        onPrepare: (chart) => this.prepare(chart),
        onPaint: ({ ctx }) => this.paint(ctx),
        padding: () => this.padding(),
        ends: (axis) => {
          const { scene, view } = this;
          return axis === 'x' ? { from: view.from, to: view.to } : { from: 0, to: scene?.left.to ?? 1 };
        },
      },
      this.setup.theme().selection,
    );
    return new Chart<'line'>(this.canvas, { type: 'line', data: { datasets: [] }, options });
  }
}

function highestOf(lines: readonly ChartLine[], from: number, to: number, side: ChartLine['side']): number {
  const seen = lines
    .filter((line) => line.side === side)
    .map(({ pyramid }) => pyramid.range(from, to)?.highest ?? 0);
  return Math.max(0, ...seen);
}
