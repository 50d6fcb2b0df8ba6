/** The page of one run: what its parts are, and what each of them is told when. */
import type { RunFold } from '../src/core/run/fold';
import { isActive } from '../src/core/run/machine';
import type { HostAction, SaveFormat } from '../src/core/view/protocol';
import { TimeView } from './chart/time-view';
import { el, fill, setAttributes } from './dom';
import { Frames } from './frames';
import type { Host } from './host/host';
import { RunSeries } from './model/run-series';
import { Announcer } from './panels/announcer';
import { Controls } from './panels/controls';
import { Plot } from './panels/plot';
import { RunPanels } from './panels/run-panels';
import { RunSteps } from './panels/run-steps';
import { summarySentences } from './panels/summary-sentences';
import type { ToolbarActions } from './panels/toolbar';
import { canvasPng } from './save-png';
import type { Translate } from './text';
import { readTheme } from './theme';

export interface RunPageOptions {
  root: HTMLElement;
  host: Host;
  fold: RunFold;
  live: boolean;
  actions: readonly HostAction[];
  t: Translate;
}

export class RunPage {
  private readonly view = new TimeView();
  private readonly series: RunSeries;
  private readonly frames = new Frames(() => this.update());
  private readonly announcer = new Announcer();
  private readonly panels: RunPanels;
  private readonly controls: Controls;
  private readonly plot: Plot;
  private readonly steps: RunSteps;
  private theme = readTheme();
  private loadShown = false;
  private live: boolean;
  private actions: readonly HostAction[];
  private reading = true;

  constructor(private readonly options: RunPageOptions) {
    const { fold, t } = options;
    this.live = options.live;
    this.actions = options.actions;
    this.series = new RunSeries(fold);
    this.panels = new RunPanels(
      (action) => options.host.send({ type: 'action', action }),
      (text) => {
        options.host.send({ type: 'copy-text', text });
        this.announcer.say(t('Copied.'));
      },
      t,
    );
    this.controls = new Controls(options.host, this.toolbarActions(), t);
    this.steps = new RunSteps({
      fold,
      series: this.series,
      opened: (end) => {
        if (end !== undefined) this.view.reveal(end);
        this.update();
      },
      follow: (action, step) => options.host.send({ type: 'action', action, step }),
      t,
    });
    this.plot = new Plot(
      {
        fold,
        series: this.series,
        view: this.view,
        selection: this.steps,
        theme: () => this.theme,
        loadShown: () => this.loadShown,
        t,
      },
      this.announcer,
    );
    this.layOut();
    this.update();
  }

  /** Something was added to the run: it is drawn with the next frame. */
  changed(): void {
    this.frames.request();
  }

  /** What the file held is all there: what comes now is new. */
  wholeFileRead(): void {
    this.reading = false;
  }

  /** Draws now. */
  update(): void {
    const { fold, t } = this.options;
    const { series, live, reading, loadShown, actions } = this;
    series.refresh();
    this.view.extend(fold.now, live && isActive(fold.status.state));
    this.panels.update({ fold, series, live, reading, loadShown, actions });
    this.controls.update(fold, live, actions, loadShown);
    this.steps.update(actions);
    this.plot.describe(summarySentences(fold, t).join(' '));
    this.plot.drawNow();
  }

  setStatus(live: boolean, actions: readonly HostAction[]): void {
    this.live = live;
    this.actions = actions;
    this.changed();
  }

  restyle(): void {
    this.theme = readTheme();
    this.plot.restyle();
  }

  destroy(): void {
    this.frames.cancel();
    this.plot.destroy();
  }

  private layOut(): void {
    const { banner, notices, legend, waiting, status, growth, facts } = this.panels;
    const chart = { class: 'chart', 'aria-label': this.options.t('Chart') };
    const frame = el('div', { class: 'plot-frame' }, this.plot.element, waiting);
    fill(
      this.options.root,
      banner.element,
      this.controls.element,
      notices.element,
      el(
        'div',
        { class: 'body' },
        el('section', chart, legend.element, frame, status.element, notices.beneath),
        el('aside', { class: 'side' }, growth.element, this.steps.element, facts.element),
      ),
      this.announcer.element,
    );
  }

  private toolbarActions(): ToolbarActions {
    const { host, t } = this.options;
    return {
      zoom: (factor) => this.view.zoom(factor, this.plot.cursorAt),
      showAll: () => this.view.showAll(),
      showLoad: (shown) => this.showLoad(shown),
      ask: (action) => host.send({ type: 'action', action }),
      save: (format) => this.save(format),
      copySummary: () => {
        host.send({ type: 'copy-summary' });
        this.announcer.say(t('The summary is in the clipboard.'));
      },
    };
  }

  private showLoad(shown: boolean): void {
    this.loadShown = shown;
    setAttributes(this.plot.element, { 'data-load': shown });
    this.plot.showLoad(shown);
    this.update();
  }

  private save(format: SaveFormat): void {
    const { host, fold } = this.options;
    if (format !== 'png') {
      host.send({ type: 'save', format });
      return;
    }
    void canvasPng(this.plot.canvases(), this.panels.legend.element, fold, this.theme, this.options.t).then(
      (data) => host.send({ type: 'save', format, data }),
    );
  }
}
