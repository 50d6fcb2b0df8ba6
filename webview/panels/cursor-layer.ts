/** The cursor over a plot: a line, what is read there, mouse and keys. */
import { Cursor, handleKey } from '../chart/cursor';
import type { TimeChart } from '../chart/time-chart';
import type { TimeView } from '../chart/time-view';
import { el, fill, setText } from '../dom';
import type { Announcer } from './announcer';

/** What is known at one moment. */
export interface CursorReading {
  title: string;
  /** names and values */
  rows: [string, string][];
  /** for a screen reader */
  sentence: string;
}

export interface CursorSource {
  view: TimeView;
  /** the chart whose time axis the cursor stands on */
  chart: TimeChart;
  read(t: number): CursorReading | undefined;
  /** where steps end their rise, seconds, in order */
  steps(): readonly { id: number; at: number }[];
  /** the time of the next sample in that direction */
  sample(t: number, direction: -1 | 1): number;
  openStep(id: number): void;
}

const DISTANCE = 12;
const TOP = 30;

export class CursorLayer {
  private readonly crosshair = el('div', { class: 'crosshair', hidden: true });
  private readonly title = el('div', { class: 'reading-title' });
  private readonly values = el('dl');
  private readonly reading = el('div', { class: 'reading', hidden: true, 'aria-hidden': 'true' });
  private readonly resized: ResizeObserver;

  /** `area` holds the chart, has its left edge, and takes the focus. Layers that share a cursor read at the same time. */
  constructor(
    private readonly area: HTMLElement,
    private readonly source: CursorSource,
    private readonly announcer: Announcer,
    readonly cursor = new Cursor(),
  ) {
    this.reading.append(this.title, this.values);
    area.append(this.crosshair, this.reading);
    this.cursor.onMove((byKey) => this.read(byKey));
    source.view.onChange(() => this.placeCrosshair());
    this.listen();
    this.resized = new ResizeObserver(() => this.placeCrosshair());
    this.resized.observe(area);
  }

  destroy(): void {
    this.resized.disconnect();
  }

  private listen(): void {
    const { area, cursor, source } = this;
    area.addEventListener('pointermove', ({ buttons, clientX }) => {
      if (buttons !== 0) return;
      cursor.move(source.chart.timeAt(clientX - area.getBoundingClientRect().left), false);
    });
    area.addEventListener('pointerleave', () => cursor.move(undefined, false));
    area.addEventListener('dblclick', () => source.view.showAll());
    area.addEventListener('keydown', (event) => {
      if (handleKey(event, { ...source, cursor })) event.preventDefault();
    });
  }

  private read(byKey: boolean): void {
    const { t } = this.cursor;
    const reading = t === undefined ? undefined : this.source.read(t);
    this.reading.hidden = reading === undefined;
    if (reading) {
      setText(this.title, reading.title);
      fill(
        this.values,
        ...reading.rows.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]),
      );
      // of layers that share a cursor, the one that was asked answers
      if (byKey && this.area.contains(document.activeElement)) this.announcer.say(reading.sentence);
    }
    this.placeCrosshair();
  }

  private placeCrosshair(): void {
    const { t } = this.cursor;
    const { view, chart } = this.source;
    const seen = t !== undefined && t >= view.from && t <= view.to;
    this.crosshair.hidden = !seen;
    if (!seen) return;
    const x = chart.geometry.x(t);
    this.crosshair.style.transform = `translateX(${Math.round(x)}px)`;
    this.placeReading(x);
  }

  /** Beside the crosshair, on the side that has room. */
  private placeReading(x: number): void {
    if (this.reading.hidden) return;
    const { offsetWidth } = this.reading;
    const right = x + DISTANCE;
    const left = right + offsetWidth < this.area.clientWidth ? right : x - DISTANCE - offsetWidth;
    this.reading.style.transform = `translate(${Math.round(Math.max(0, left))}px, ${TOP}px)`;
  }
}
