/** The plot of one run: memory, the load under it, and the cursor over both. */
import { loadSetup, memorySetup, type RunOnChart } from '../chart/run-charts';
import { TimeChart } from '../chart/time-chart';
import { el, fill, setText } from '../dom';
import { readingAt } from '../model/reading';
import type { Announcer } from './announcer';
import { CursorLayer, type CursorReading } from './cursor-layer';
import { readingRows, readingSentence, readingTitle } from './reading-words';

const SUMMARY_ID = 'summary';

export class Plot {
  readonly element: HTMLElement;
  private readonly memory: TimeChart;
  private readonly layer: CursorLayer;
  private load: TimeChart | undefined;
  private readonly loadHolder = el('div', { class: 'holder load', hidden: true });
  private readonly summary = el('p', { class: 'visually-hidden', id: SUMMARY_ID });

  constructor(
    private readonly run: RunOnChart,
    announcer: Announcer,
  ) {
    const { t, view, fold, series, selection } = run;
    const canvas = el('canvas', { 'aria-hidden': 'true' });
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
      this.summary,
    );
    this.memory = new TimeChart(canvas, view, memorySetup(run));
    this.layer = new CursorLayer(
      this.element,
      {
        view,
        chart: this.memory,
        read: (at) => this.read(at),
        steps: () =>
          [...fold.steps.values()]
            .map(({ step }) => ({ id: step.id, at: step.end }))
            .sort((a, b) => a.at - b.at),
        sample: (from, direction) => series.sampleBeside(from, direction),
        openStep: (id) => selection.select(id),
      },
      announcer,
    );
  }

  /** Where the cursor stands, seconds. */
  get cursorAt(): number | undefined {
    return this.layer.cursor.t;
  }

  /** What a screen reader says about the whole. */
  describe(summary: string): void {
    setText(this.summary, summary);
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
  }

  /** What is drawn, from top to bottom. */
  canvases(): HTMLCanvasElement[] {
    return [this.memory.canvas, ...(this.load ? [this.load.canvas] : [])];
  }

  destroy(): void {
    this.layer.destroy();
    this.memory.destroy();
    this.load?.destroy();
  }

  private read(at: number): CursorReading | undefined {
    const { fold, series, t } = this.run;
    const reading = readingAt(fold, series, at);
    return reading
      ? { title: readingTitle(reading), rows: readingRows(reading, t), sentence: readingSentence(reading, t) }
      : undefined;
  }
}
