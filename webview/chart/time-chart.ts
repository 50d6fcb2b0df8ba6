/** A chart over a stretch of time: lines at the resolution of the screen, annotations, gestures. */
import { Chart } from 'chart.js';
import { Frames } from '../frames';
import { chartOptions } from './chart-options';
import { type ChartSetup, geometryFor, paddingOf, sceneOf } from './chart-setup';
import type { Geometry } from './geometry';
import { paintScene } from './paint-scene';
import { growsOnly, type Scene } from './scene';
import { clickTargets } from './targets';
import type { TimeView } from './time-view';

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
    const scene = sceneOf(this.setup, this.view, this.size);
    if (this.scene && growsOnly(this.scene, scene)) this.drawGrowth(this.scene.settled, scene);
    else this.drawAll();
  }

  get geometry(): Geometry {
    return this.scene?.geometry ?? geometryFor(this.setup, this.view, this.size);
  }

  /** The time under a pixel of the canvas. */
  timeAt(pixel: number): number {
    const { left, right } = this.geometry;
    const share = Math.min(1, Math.max(0, (pixel - left) / (right - left)));
    return this.view.from + share * (this.view.to - this.view.from);
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

  /** Before each update of the chart, also those that a gesture caused: what is seen is made anew. */
  private prepare(chart: Chart<'line'>): void {
    this.size = { width: chart.width, height: chart.height };
    const { min, max } = chart.options.scales?.x ?? {};
    const { told } = this;
    if (typeof min === 'number' && typeof max === 'number' && (min !== told.from || max !== told.to)) {
      this.told = { from: min, to: max };
      this.view.show(min, max);
    }
    this.scene = sceneOf(this.setup, this.view, this.size);
    const { plugins } = chart.options;
    if (plugins?.annotation) plugins.annotation.annotations = this.scene.annotations ?? {};
  }

  private create(): Chart<'line'> {
    const options = chartOptions(
      {
        onPrepare: (chart) => this.prepare(chart),
        onPaint: ({ ctx }) => {
          if (this.scene) paintScene(ctx, this.scene, this.since);
        },
        padding: () => paddingOf(this.setup),
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
