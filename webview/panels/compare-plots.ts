/** The charts of a comparison: one with all lines and the cursor, and one for each run. */

import { formatBytes } from '../../src/core/units';
import { overlaidSetup, type RunsOnCharts, singleSetup } from '../chart/compare-charts';
import { TimeChart } from '../chart/time-chart';
import { el, fill } from '../dom';
import type { ComparedRun } from '../model/compared-run';
import { readingAt } from '../model/reading';
import type { Announcer } from './announcer';
import { CursorLayer, type CursorReading } from './cursor-layer';
import { exactSeconds } from './reading-words';

export class ComparePlots {
  readonly overlaid: HTMLElement;
  readonly beside = el('div', { class: 'beside', hidden: true });
  private readonly chart: TimeChart;
  private readonly layer: CursorLayer;
  private singles: { run: ComparedRun; chart: TimeChart }[] = [];

  constructor(
    private readonly charts: RunsOnCharts,
    announcer: Announcer,
  ) {
    const { t, view } = charts;
    const canvas = el('canvas', { 'aria-hidden': 'true' });
    this.overlaid = el(
      'div',
      {
        class: 'plot',
        tabindex: '0',
        role: 'application',
        'aria-roledescription': t('chart'),
        'aria-label': t(
          'Resident memory of each trial over time. Arrow keys move the cursor, plus and minus zoom, 0 shows all.',
        ),
      },
      el('div', { class: 'holder memory' }, canvas),
    );
    this.chart = new TimeChart(canvas, view, overlaidSetup(charts));
    this.layer = new CursorLayer(
      this.overlaid,
      {
        view,
        chart: this.chart,
        read: (at) => this.read(at),
        steps: () => [],
        sample: (from, direction) => charts.runs()[0]?.series.sampleBeside(from, direction) ?? from,
        openStep: () => {},
      },
      announcer,
    );
  }

  get cursorAt(): number | undefined {
    return this.layer.cursor.t;
  }

  show(how: 'overlaid' | 'beside'): void {
    this.overlaid.hidden = how !== 'overlaid';
    this.beside.hidden = how !== 'beside';
    this.drawNow();
  }

  /** One chart more for each run that is new. */
  arrange(): void {
    const { charts } = this;
    for (const run of charts.runs().slice(this.singles.length)) {
      const canvas = el('canvas', { 'aria-hidden': 'true' });
      const holder = el('div', { class: 'holder single' }, canvas);
      this.beside.append(el('figure', {}, el('figcaption', {}, run.title), holder));
      this.singles.push({ run, chart: new TimeChart(canvas, charts.view, singleSetup(charts, run)) });
    }
  }

  drawNow(): void {
    if (this.overlaid.hidden) for (const { chart } of this.singles) chart.draw();
    else this.chart.draw();
  }

  restyle(): void {
    this.chart.restyle();
    for (const { chart } of this.singles) chart.restyle();
  }

  destroy(): void {
    this.layer.destroy();
    this.chart.destroy();
    for (const { chart } of this.singles) chart.destroy();
    this.singles = [];
    fill(this.beside);
  }

  private read(at: number): CursorReading | undefined {
    const rows = this.charts.runs().flatMap(({ title, fold, series }): [string, string][] => {
      const reading = at <= fold.now ? readingAt(fold, series, at) : undefined;
      return reading ? [[title, formatBytes(reading.rss)]] : [];
    });
    const title = exactSeconds(at);
    return rows.length === 0
      ? undefined
      : { title, rows, sentence: `${title}: ${rows.map((row) => row.join(' ')).join(', ')}` };
  }
}
