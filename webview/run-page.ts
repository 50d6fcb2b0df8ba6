/** The page of one run: what its parts are, and what each of them is told when. */
import type { RunFold } from '../src/core/run/fold';
import type { HostAction, SaveFormat } from '../src/core/view/protocol';
import { TimeView } from './chart/time-view';
import { el, fill, setAttributes } from './dom';
import { Frames } from './frames';
import type { Host } from './host/host';
import { RunSeries } from './model/run-series';
import { stepLevels } from './model/step-levels';
import { Announcer } from './panels/announcer';
import { Controls } from './panels/controls';
import { Facts } from './panels/facts';
import { Legend } from './panels/legend';
import { Notices } from './panels/notices';
import { Plot } from './panels/plot';
import { StatusLine } from './panels/status-line';
import { stepDetails } from './panels/step-details';
import { StepList } from './panels/step-list';
import { summarySentences } from './panels/summary-sentences';
import type { ToolbarActions } from './panels/toolbar';
import { VerdictBanner } from './panels/verdict-banner';
import { waitingMessage } from './panels/waiting';
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
  private readonly banner: VerdictBanner;
  private readonly controls: Controls;
  private readonly notices: Notices;
  private readonly legend: Legend;
  private readonly plot: Plot;
  private readonly waiting = el('div', { class: 'waiting' });
  private readonly status: StatusLine;
  private readonly steps: StepList;
  private readonly facts: Facts;
  private theme = readTheme();
  private selected: number | undefined;
  private loadShown = false;
  private live: boolean;
  private actions: readonly HostAction[];

  constructor(private readonly options: RunPageOptions) {
    const { root, fold, t } = options;
    this.live = options.live;
    this.actions = options.actions;
    this.series = new RunSeries(fold);
    this.banner = new VerdictBanner(t);
    this.controls = new Controls(options.host, this.toolbarActions(), t);
    this.notices = new Notices(t);
    this.legend = new Legend(t);
    this.status = new StatusLine(t);
    this.facts = new Facts(t);
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
    fill(
      root,
      this.banner.element,
      this.controls.element,
      this.notices.element,
      el(
        'div',
        { class: 'body' },
        el(
          'section',
          { class: 'chart', 'aria-label': t('Chart') },
          this.legend.element,
          el('div', { class: 'plot-frame' }, this.plot.element, this.waiting),
          this.status.element,
        ),
        el('aside', { class: 'side' }, this.steps.element, this.facts.element),
      ),
      this.announcer.element,
    );
    this.update();
  }

  /** Something was added to the run: it is drawn with the next frame. */
  changed(): void {
    this.frames.request();
  }

  /** Draws now. */
  update(): void {
    const { fold, t } = this.options;
    this.series.refresh();
    this.view.extend(fold.now);
    this.banner.update(fold);
    this.notices.update(fold, this.live);
    this.status.update(fold, this.live);
    this.facts.update(fold.header);
    this.controls.update(fold, this.live, this.actions, this.loadShown);
    this.updateSteps();
    const { length } = fold.samples;
    fill(this.waiting, ...(length === 0 ? [waitingMessage(fold, this.live, t)] : []));
    this.waiting.hidden = length > 0;
    this.legend.update(this.series, fold.steps.size, this.loadShown);
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
    void canvasPng(this.plot.canvases(), fold, this.theme, this.options.t).then((data) =>
      host.send({ type: 'save', format, data }),
    );
  }
}
