/** The plot: the charts one under the other, the cursor over them, mouse and keys. */
import { Cursor, handleKey } from '../chart/cursor';
import { loadSetup, memorySetup, type RunOnChart } from '../chart/run-charts';
import { TimeChart } from '../chart/time-chart';
import { el, fill, setText } from '../dom';
import { readingAt } from '../model/reading';
import type { Announcer } from './announcer';
import { readingRows, readingSentence, readingTitle } from './reading-words';

const SUMMARY_ID = 'summary';

export class Plot {
  readonly element: HTMLElement;
  readonly cursor = new Cursor();
  readonly memory: TimeChart;
  private load: TimeChart | undefined;
  private readonly loadHolder = el('div', { class: 'holder load', hidden: true });
  private readonly crosshair = el('div', { class: 'crosshair', hidden: true });
  private readonly title = el('div', { class: 'reading-title' });
  private readonly values = el('dl');
  private readonly reading = el('div', { class: 'reading', hidden: true, 'aria-hidden': 'true' });
  private readonly summary = el('p', { class: 'visually-hidden', id: SUMMARY_ID });
  private readonly resized: ResizeObserver;

  constructor(
    private readonly run: RunOnChart,
    private readonly announcer: Announcer,
  ) {
    const { t } = run;
    const canvas = el('canvas', { 'aria-hidden': 'true' });
    this.reading.append(this.title, this.values);
    this.element = el(
      'div',
      {
        class: 'plot',
        tabindex: '0',
        role: 'application',
        'aria-roledescription': t('chart'),
        'aria-label': t(
          'Resident memory over time. Arrow keys move the cursor, n and p jump from step to step, plus and minus zoom, 0 shows all.',
        ),
        'aria-describedby': SUMMARY_ID,
      },
      el('div', { class: 'holder memory' }, canvas),
      this.loadHolder,
      this.crosshair,
      this.reading,
      this.summary,
    );
    this.memory = new TimeChart(canvas, run.view, memorySetup(run));
    this.cursor.onMove((byKey) => this.read(byKey));
    run.view.onChange(() => this.placeCrosshair());
    this.listen();
    this.resized = new ResizeObserver(() => this.placeCrosshair());
    this.resized.observe(this.element);
  }

  /** What a screen reader says about the whole. */
  describe(summary: string): void {
    setText(this.summary, summary);
  }

  /** With the next frame. */
  refresh(): void {
    this.memory.frames.request();
    this.load?.frames.request();
  }

  drawNow(): void {
    this.memory.draw();
    this.load?.draw();
  }

  restyle(): void {
    this.memory.restyle();
    this.load?.restyle();
  }

  showLoad(shown: boolean): void {
    this.loadHolder.hidden = !shown;
    if (shown) {
      const canvas = el('canvas', { 'aria-hidden': 'true' });
      fill(this.loadHolder, canvas);
      this.load = new TimeChart(canvas, this.run.view, loadSetup(this.run));
    } else {
      this.load?.destroy();
      this.load = undefined;
    }
    this.refresh();
  }

  /** What is drawn, from top to bottom. */
  canvases(): HTMLCanvasElement[] {
    return [this.memory.canvas, ...(this.load ? [this.load.canvas] : [])];
  }

  destroy(): void {
    this.resized.disconnect();
    this.memory.destroy();
    this.load?.destroy();
  }

  private listen(): void {
    this.element.addEventListener('pointermove', (event) => {
      if (event.buttons !== 0) return;
      const { left } = this.element.getBoundingClientRect();
      this.cursor.move(this.memory.timeAt(event.clientX - left), false);
    });
    this.element.addEventListener('pointerleave', () => this.cursor.move(undefined, false));
    this.element.addEventListener('dblclick', () => this.run.view.showAll());
    this.element.addEventListener('keydown', (event) => {
      const { view, fold, series, selection } = this.run;
      const handled = handleKey(event, {
        view,
        cursor: this.cursor,
        steps: () =>
          [...fold.steps.values()]
            .map(({ step }) => ({ id: step.id, at: step.end }))
            .sort((a, b) => a.at - b.at),
        sample: (from, direction) => {
          const { rss } = series;
          const i = direction > 0 ? rss.indexAt(from + 1e-9) : rss.indexAt(from) - 1;
          return rss.source.t[i] ?? from;
        },
        openStep: (id) => selection.select(id),
      });
      if (handled) event.preventDefault();
    });
  }

  private read(byKey: boolean): void {
    const { fold, series, t } = this.run;
    const reading = this.cursor.t === undefined ? undefined : readingAt(fold, series, this.cursor.t);
    this.reading.hidden = reading === undefined;
    this.placeCrosshair();
    if (!reading) return;
    setText(this.title, readingTitle(reading));
    fill(
      this.values,
      ...readingRows(reading, t).flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]),
    );
    this.placeReading();
    if (byKey) this.announcer.say(readingSentence(reading, t));
  }

  private placeCrosshair(): void {
    const { t: at } = this.cursor;
    const { view } = this.run;
    const seen = at !== undefined && at >= view.from && at <= view.to;
    this.crosshair.hidden = !seen;
    if (!seen) return;
    this.crosshair.style.transform = `translateX(${Math.round(this.memory.geometry.x(at))}px)`;
    this.placeReading();
  }

  /** Beside the crosshair, on the side that has room. */
  private placeReading(): void {
    const { t: at } = this.cursor;
    if (at === undefined || this.reading.hidden) return;
    const x = this.memory.geometry.x(at);
    const { offsetWidth } = this.reading;
    const left = x + 12 + offsetWidth < this.element.clientWidth ? x + 12 : x - 12 - offsetWidth;
    this.reading.style.transform = `translate(${Math.round(Math.max(0, left))}px, 30px)`;
  }
}
