/** A comparison that is open: what it comes to, the charts of its runs, its figures. */
import { type Comparison, compareTrials } from '../src/core/compare/comparison';
import { readComparison } from '../src/core/compare/fold';
import { UserError } from '../src/core/errors';
import type { CheckedToPage } from '../src/core/view/protocol';
import { TimeView } from './chart/time-view';
import { el, fill } from './dom';
import type { Host } from './host/host';
import { icon } from './icons';
import { ComparedRun, identitiesOf } from './model/compared-run';
import { Announcer } from './panels/announcer';
import { fillLegend } from './panels/compare-legend';
import { ComparePlots } from './panels/compare-plots';
import { comparisonFigures } from './panels/comparison-table';
import { conclusion } from './panels/conclusion';
import type { EventsMessage, LogMessage, Screen } from './screen';
import { type Translate, translator } from './text';
import { lineColours, readTheme } from './theme';
import { button } from './toolkit';

export type ComparisonMessage = Extract<CheckedToPage, { type: 'comparison' }>;

export class CompareScreen implements Screen {
  private readonly runs: ComparedRun[] = [];
  private readonly view = new TimeView();
  private readonly announcer = new Announcer();
  private readonly plots: ComparePlots;
  private readonly head = el('div');
  private readonly legend = el('div', { class: 'legend' });
  private readonly figures = el('div', { class: 'figures' });
  private readonly frame: HTMLElement;
  private readonly t: Translate;
  private readonly openedAt = performance.now();
  private theme = readTheme();
  private comparison: Comparison | undefined;
  /** of the runs, and the ids of their trials */
  private names: readonly string[] = [];
  private trials: readonly string[] = [];

  constructor(
    root: HTMLElement,
    private readonly host: Host,
    message: ComparisonMessage,
  ) {
    const t = translator(message.strings);
    this.t = t;
    this.plots = new ComparePlots(
      { runs: () => this.runs, view: this.view, theme: () => this.theme, t },
      this.announcer,
    );
    this.frame = el(
      'section',
      { class: 'chart', 'aria-label': t('Charts') },
      this.legend,
      el('div', { class: 'plot-frame' }, this.plots.overlaid, this.plots.beside),
    );
    root.dataset.screen = 'comparison';
    fill(root, this.head, this.toolbar(), this.frame, this.figures, this.announcer.element);
    this.update(message);
  }

  /** The comparison as it is now. Errors: `UserError` where its log cannot be read. */
  update({ log, names, trials, canApply }: ComparisonMessage): void {
    const { host, t } = this;
    const fold = readComparison(log);
    const { header } = fold;
    if (!header)
      throw new UserError('file-unreadable', t('The comparison is empty.'), t('Run the comparison again.'));
    this.comparison = compareTrials(Object.assign(fold, { header }));
    this.names = names;
    this.trials = trials;
    this.identify();
    this.plots.arrange();
    fill(
      this.head,
      conclusion(
        this.comparison,
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
    const run = this.runs[message.run];
    if (!run) return;
    run.log.take(message);
    if (!message.last) return;
    run.log.finish();
    this.draw();
    requestAnimationFrame(() => {
      const ms = performance.now() - this.openedAt;
      this.host.send({ type: 'painted', samples: run.fold.samples.length, ms });
    });
  }

  /** The runs of a comparison come whole. */
  events(_message: EventsMessage): boolean {
    return true;
  }

  status(): void {}

  restyle(): void {
    this.theme = readTheme();
    this.identify();
    this.plots.restyle();
    this.draw();
  }

  destroy(): void {
    this.plots.destroy();
  }

  /** Names and colours as they are now. */
  private identify(): void {
    for (const [i, identity] of identitiesOf(this.names, this.trials, lineColours()).entries()) {
      const run = this.runs[i];
      if (run) run.identity = identity;
      else this.runs[i] = new ComparedRun(identity);
    }
  }

  private draw(): void {
    for (const { fold, series } of this.runs) {
      series.refresh();
      this.view.extend(fold.now);
    }
    this.frame.hidden = this.runs.length === 0;
    const labels = new Map(this.comparison?.rows.map(({ trial }) => [trial.id, trial.label]));
    fillLegend(this.legend, this.runs, labels, this.t);
    const colourOf = (trial: string) =>
      this.runs.find(({ identity }) => identity.trial === trial)?.identity.colour;
    if (this.comparison) fill(this.figures, ...comparisonFigures(this.comparison, colourOf, this.t));
    this.plots.drawNow();
  }

  private toolbar(): HTMLElement {
    const { t, plots, view } = this;
    const shown = (how: 'overlaid' | 'beside', label: string, pressed: boolean): HTMLElement => {
      const choice = button({
        kind: 'secondary',
        label,
        attributes: { 'aria-pressed': String(pressed) },
        onClick: () => {
          plots.show(how);
          for (const one of choices) one.setAttribute('aria-pressed', String(one === choice));
        },
      });
      return choice;
    };
    const choices = [shown('overlaid', t('Overlaid'), true), shown('beside', t('Side by side'), false)];
    const zoom = (name: 'zoom-in' | 'zoom-out' | 'zoom-all', label: string, onClick: () => void) =>
      button({ kind: 'icon', label, onClick }, icon(name));
    return el(
      'div',
      { class: 'toolbar', role: 'toolbar', 'aria-label': t('Charts') },
      el('div', { class: 'group' }, ...choices),
      el('span', { class: 'spacer' }),
      el(
        'div',
        { class: 'group' },
        zoom('zoom-out', t('Zoom out'), () => view.zoom(1 / 1.5, plots.cursorAt)),
        zoom('zoom-in', t('Zoom in'), () => view.zoom(1.5, plots.cursorAt)),
        zoom('zoom-all', t('Show all'), () => view.showAll()),
      ),
    );
  }
}
