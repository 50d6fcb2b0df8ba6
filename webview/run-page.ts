/** The page of one run: what its parts are, and what each of them is told when. */
import type { RunFold } from '../src/core/run/fold';
import { isActive } from '../src/core/run/machine';
import type { HostAction, SaveFormat } from '../src/core/view/protocol';
import { TimeView } from './chart/time-view';
import { el, fill, setAttributes } from './dom';
import { Frames } from './frames';
import type { Host } from './host/host';
import { RunSeries } from './model/run-series';
import { stepLevels } from './model/step-levels';
import { Announcer } from './panels/announcer';
import { Controls } from './panels/controls';
import { Plot } from './panels/plot';
import { RunPanels } from './panels/run-panels';
import { stepDetails } from './panels/step-details';
import { StepList } from './panels/step-list';
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
  private readonly steps: StepList;
  private theme = readTheme();
  private selected: number | undefined;
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
    this.steps = new StepList((id) => this.select(id), t);
    const page = this;
    this.plot = new Plot(
      {
        fold,
        series: this.series,
        view: this.view,
        selection: {
          get step() {
            return page.selected;
          },
          select: (id) => page.select(id),
        },
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
    this.updateSteps();
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

  private select(id: number | undefined): void {
    this.selected = id;
    const { fold } = this.options;
    const marked = id === undefined ? undefined : fold.steps.get(id);
    if (marked) this.view.reveal(marked.step.end);
    this.update();
  }

  private updateSteps(): void {
    const { fold, host, t } = this.options;
    const level = stepLevels(fold, this.series.rss).find(({ step }) => step.id === this.selected);
    if (!level) this.selected = undefined;
    this.steps.update(
      fold,
      this.selected,
      level
        ? stepDetails(
            level,
            fold,
            this.actions,
            (action, step) => host.send({ type: 'action', action, step }),
            t,
          )
        : el('div'),
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
