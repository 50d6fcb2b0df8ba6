/** A comparison that is open: what it comes to, the charts of its runs, its figures. */
import { type Comparison, compareTrials } from '../src/core/compare/comparison';
import { readComparison } from '../src/core/compare/fold';
import type { CheckedToPage } from '../src/core/view/protocol';
import { TimeView } from './chart/time-view';
import { el, fill } from './dom';
import { Frames } from './frames';
import type { Host } from './host/host';
import { ComparedRuns } from './model/compared-runs';
import { Announcer } from './panels/announcer';
import { fillLegend } from './panels/compare-legend';
import { ComparePlots } from './panels/compare-plots';
import { type CompareToolbar, compareToolbar } from './panels/compare-toolbar';
import { comparisonFigures } from './panels/comparison-table';
import { conclusion } from './panels/conclusion';
import { Disclosure } from './panels/disclosure';
import type { EventsMessage, LogMessage, Screen } from './screen';
import { type Translate, translator } from './text';
import { lineColours, readTheme } from './theme';

export type ComparisonMessage = Extract<CheckedToPage, { type: 'comparison' }>;

export class CompareScreen implements Screen {
  private readonly runs = new ComparedRuns();
  private readonly view = new TimeView();
  private readonly frames = new Frames(() => this.grow());
  private readonly announcer = new Announcer();
  private readonly plots: ComparePlots;
  private readonly head = el('div');
  private readonly legend = el('div', { class: 'legend' });
  private readonly figures = el('div', { class: 'figures' });
  private readonly tools: CompareToolbar;
  private readonly frame: HTMLElement;
  private readonly details: Disclosure;
  private readonly t: Translate;
  private readonly openedAt = performance.now();
  private theme = readTheme();
  private comparison: Comparison | undefined;
  /** of the runs, and the ids of their trials */
  private names: readonly string[] = [];
  private trials: readonly string[] = [];
  private underWay = false;
  /** the last of the runs goes on */
  private recording = false;

  constructor(
    root: HTMLElement,
    private readonly host: Host,
    message: ComparisonMessage,
  ) {
    const t = translator(message.strings);
    this.t = t;
    this.details = new Disclosure('how', t('Why, and how to have it'));
    this.plots = new ComparePlots(
      {
        runs: () => this.runs.all,
        alignedTo: () => this.runs.alignedTo,
        view: this.view,
        theme: () => this.theme,
        t,
      },
      this.announcer,
    );
    this.frame = el(
      'section',
      { class: 'chart', 'aria-label': t('Charts') },
      this.legend,
      el('div', { class: 'plot-frame' }, this.plots.overlaid, this.plots.beside),
    );
    root.dataset.screen = 'comparison';
    this.tools = compareToolbar(
      {
        view: this.view,
        cursorAt: () => this.plots.cursorAt,
        show: (how) => {
          this.plots.show(how);
          this.grow();
        },
        align: (aligned) => this.align(aligned),
      },
      t,
    );
    fill(root, this.head, this.tools.element, this.frame, this.figures, this.announcer.element);
    this.update(message);
  }

  /** The comparison as it is now. Errors: `UserError` where its log cannot be read. */
  update({ log, names, trials, canApply, underWay, recording }: ComparisonMessage): void {
    const { host, t } = this;
    this.comparison = compareTrials(readComparison(log));
    this.names = names;
    this.trials = trials;
    this.underWay = underWay;
    this.recording = recording;
    this.identify();
    this.plots.arrange();
    fill(
      this.head,
      conclusion(
        this.comparison,
        underWay,
        this.details,
        {
          apply: canApply ? (allocator) => host.send({ type: 'apply-fix', allocator }) : undefined,
          copy: (text) => {
            host.send({ type: 'copy-text', text });
            this.announcer.say(t('Copied.'));
          },
        },
        t,
      ),
    );
    this.draw();
  }

  log(message: LogMessage): void {
    const run = this.runs.all[message.run];
    if (!run) return;
    run.log.take(message);
    if (!message.last) return;
    if (!this.goesOn(message.run)) run.log.finish();
    this.draw();
    requestAnimationFrame(() => {
      const ms = performance.now() - this.openedAt;
      this.host.send({ type: 'painted', samples: run.fold.samples.length, ms });
    });
  }

  /** Of the run that is being recorded; those of one that is gone may be on their way still. */
  events({ run, from, events }: EventsMessage): boolean {
    const taken = this.runs.all[run]?.log.events(from, events) ?? true;
    if (taken) this.frames.request();
    return taken;
  }

  status(): void {}

  restyle(): void {
    this.theme = readTheme();
    this.identify();
    this.plots.restyle();
    this.draw();
  }

  destroy(): void {
    this.frames.cancel();
    this.plots.destroy();
  }

  /** Names and colours as they are now. */
  private identify(): void {
    this.runs.identify(this.names, this.trials, lineColours());
  }

  private align(aligned: boolean): void {
    this.runs.align(aligned);
    this.runs.refresh();
    this.view.restart(this.runs.length);
    this.grow();
  }

  private goesOn(run: number): boolean {
    return this.recording && run === this.names.length - 1;
  }

  private draw(): void {
    this.frame.hidden = this.runs.all.length === 0;
    this.tools.element.hidden = this.runs.all.length === 0;
    const identityOf = (trial: string) =>
      this.runs.all.find(({ identity }) => identity.trial === trial)?.identity;
    const { comparison, underWay, t } = this;
    if (comparison) fill(this.figures, ...comparisonFigures(comparison, underWay, identityOf, t));
    this.grow();
  }

  /** What changes as a run goes on. */
  private grow(): void {
    this.tools.aligner.hidden = !this.runs.canAlign;
    this.runs.refresh();
    const longest = this.runs.length;
    // until the run that goes on is the longest, there is room for it
    const last = this.runs.all.length - 1;
    this.view.extend(longest, this.goesOn(last) && this.runs.all[last]?.fold.now === longest);
    const labels = new Map(this.comparison?.rows.map(({ trial }) => [trial.id, trial.label]));
    fillLegend(
      this.legend,
      this.runs.all,
      labels,
      this.plots.layout,
      this.runs.alignedTo !== undefined,
      this.t,
    );
    this.plots.drawNow();
  }
}
