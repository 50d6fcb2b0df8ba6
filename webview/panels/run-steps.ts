/** The steps of a run and which of them is open: its details stand under it in the list, and the chart sets it off. */
import type { RunFold } from '../../src/core/run/fold';
import type { HostAction } from '../../src/core/view/protocol';
import { el } from '../dom';
import type { RunSeries } from '../model/run-series';
import { stepLevels } from '../model/step-levels';
import type { Translate } from '../text';
import { type StepLink, stepDetails } from './step-details';
import { StepList } from './step-list';

export interface RunStepsOptions {
  fold: RunFold;
  series: RunSeries;
  /** another step is open, or none; `end`, seconds, is the end of its rise */
  opened(end: number | undefined): void;
  follow(link: StepLink, step: number): void;
  t: Translate;
}

export class RunSteps {
  private readonly list: StepList;
  private selected: number | undefined;

  constructor(private readonly options: RunStepsOptions) {
    this.list = new StepList((id) => this.select(id), options.t);
  }

  get element(): HTMLElement {
    return this.list.element;
  }

  /** The id of the open step. */
  get step(): number | undefined {
    return this.selected;
  }

  select(id: number | undefined): void {
    const { fold, opened } = this.options;
    this.selected = id;
    opened(id === undefined ? undefined : fold.steps.get(id)?.step.end);
  }

  /** As the run is now; `actions` are those of the host. A step that is there no more is open no more. */
  update(actions: readonly HostAction[]): void {
    const { fold, series, follow, t } = this.options;
    const level = stepLevels(fold, series.rss).find(({ step }) => step.id === this.selected);
    this.selected = level?.step.id;
    this.list.update(fold, this.selected, level ? stepDetails(level, fold, actions, follow, t) : el('div'));
  }
}
