/** The charts of a comparison: one with all lines, and one for each run; one cursor goes through all of them. */

import type { ChartSetup } from '../chart/chart-setup';
import { overlaidSetup, type RunsOnCharts, singleSetup } from '../chart/compare-charts';
import { Cursor } from '../chart/cursor';
import { TimeChart } from '../chart/time-chart';
import { el, fill } from '../dom';
import type { ComparedRun } from '../model/compared-run';
import type { Announcer } from './announcer';
import { readingOf, stepsAcross } from './compared-readings';
import { CursorLayer } from './cursor-layer';
import { lineMark } from './line-mark';

export type Layout = 'overlaid' | 'beside';

interface Drawn {
  element: HTMLElement;
  chart: TimeChart;
  layer: CursorLayer;
}

interface Single extends Drawn {
  run: ComparedRun;
  caption: HTMLElement;
}

export class ComparePlots {
  readonly overlaid: HTMLElement;
  readonly beside = el('div', { class: 'beside', hidden: true });
  private readonly cursor = new Cursor();
  private readonly together: Drawn;
  private singles: Single[] = [];

  constructor(
    private readonly charts: RunsOnCharts,
    private readonly announcer: Announcer,
  ) {
    const { t } = charts;
    const label = t(
      'Resident memory of each trial over time. Arrow keys move the cursor, n and p jump from step to step, plus and minus zoom, 0 shows all.',
    );
    this.together = this.plot(label, 'memory', overlaidSetup(charts), () => charts.runs());
    this.overlaid = this.together.element;
  }

  get cursorAt(): number | undefined {
    return this.cursor.t;
  }

  get layout(): Layout {
    return this.overlaid.hidden ? 'beside' : 'overlaid';
  }

  show(how: Layout): void {
    this.overlaid.hidden = how !== 'overlaid';
    this.beside.hidden = how !== 'beside';
    this.drawNow();
  }

  /** One chart more for each run that is new, one less for each that is gone. */
  arrange(): void {
    const { charts } = this;
    const kept = this.singles.filter(({ run }) => charts.runs().includes(run));
    for (const gone of this.singles.slice(kept.length)) {
      gone.layer.destroy();
      gone.chart.destroy();
      gone.element.parentElement?.remove();
    }
    this.singles = kept;
    for (const run of charts.runs().slice(this.singles.length)) {
      const label = charts.t(
        'Resident memory of {0} over time. Keys as in the chart of all.',
        run.identity.title,
      );
      const drawn = this.plot(label, 'single', singleSetup(charts, run), () => [run]);
      const caption = el('figcaption');
      this.beside.append(el('figure', {}, caption, drawn.element));
      this.singles.push({ ...drawn, run, caption });
    }
    this.caption();
  }

  drawNow(): void {
    if (this.overlaid.hidden) for (const { chart } of this.singles) chart.draw();
    else this.together.chart.draw();
  }

  restyle(): void {
    this.caption();
    for (const { chart } of [this.together, ...this.singles]) chart.restyle();
  }

  destroy(): void {
    for (const { chart, layer } of [this.together, ...this.singles]) {
      layer.destroy();
      chart.destroy();
    }
    this.singles = [];
    fill(this.beside);
  }

  /** As the legend and the table tell them. */
  private caption(): void {
    for (const { caption, run } of this.singles) {
      fill(caption, lineMark(run.identity), run.identity.title);
    }
  }

  /** A chart that can be read with the cursor, of the runs that it shows. */
  private plot(
    label: string,
    size: 'memory' | 'single',
    setup: ChartSetup,
    runs: () => readonly ComparedRun[],
  ): Drawn {
    const { charts, announcer } = this;
    const { t, view } = charts;
    const canvas = el('canvas', { 'aria-hidden': 'true' });
    const element = el(
      'div',
      {
        class: 'plot',
        tabindex: '0',
        role: 'application',
        'aria-roledescription': t('chart'),
        'aria-label': label,
      },
      el('div', { class: `holder ${size}` }, canvas),
    );
    const chart = new TimeChart(canvas, view, setup);
    const steps = () => stepsAcross(runs(), t);
    const layer = new CursorLayer(
      element,
      {
        view,
        chart,
        read: (at) => readingOf(runs(), at, charts.alignedTo(), t),
        steps,
        sample: (from, direction) => runs()[0]?.series.sampleBeside(from, direction) ?? from,
        openStep: (id) => announcer.say(steps()[id]?.sentence ?? ''),
      },
      announcer,
      this.cursor,
    );
    return { element, chart, layer };
  }
}
