/** All that is told of a run in words, around its chart. */
import type { RunFold } from '../../src/core/run/fold';
import type { HostAction } from '../../src/core/view/protocol';
import { el, fill } from '../dom';
import type { RunSeries } from '../model/run-series';
import type { Translate } from '../text';
import { Facts } from './facts';
import { GrowthPanel } from './growth';
import { Legend } from './legend';
import { Notices } from './notices';
import { StatusLine } from './status-line';
import { type NextAction, VerdictBanner } from './verdict-banner';
import { loadingMessage, waitingMessage } from './waiting';

export interface RunNow {
  fold: RunFold;
  series: RunSeries;
  /** it is being recorded */
  live: boolean;
  /** more of its file is on its way */
  reading: boolean;
  /** the load is drawn too */
  loadShown: boolean;
  /** what the host can do */
  actions: readonly HostAction[];
}

export class RunPanels {
  readonly banner: VerdictBanner;
  readonly notices: Notices;
  readonly legend: Legend;
  readonly status: StatusLine;
  readonly facts: Facts;
  readonly growth: GrowthPanel;
  /** stands in place of the chart while there is nothing to draw */
  readonly waiting = el('div', { class: 'waiting' });

  constructor(
    follow: (action: Exclude<NextAction, 'show-growth'>) => void,
    copy: (text: string) => void,
    private readonly t: Translate,
  ) {
    this.growth = new GrowthPanel(copy, t);
    this.banner = new VerdictBanner(
      (action) => (action === 'show-growth' ? this.growth.show() : follow(action)),
      t,
    );
    this.notices = new Notices(t);
    this.legend = new Legend(t);
    this.status = new StatusLine(t);
    this.facts = new Facts(t);
  }

  update({ fold, series, live, reading, loadShown, actions }: RunNow): void {
    this.growth.update(fold);
    this.banner.update(fold, this.growth.isShown ? [...actions, 'show-growth'] : actions, live || reading);
    this.notices.update(fold, live || reading);
    this.status.update(fold, live);
    this.facts.update(fold.header);
    this.legend.update(fold, series, loadShown);
    const empty = fold.samples.length === 0;
    if (empty) fill(this.waiting, reading ? loadingMessage(this.t) : waitingMessage(fold, live, this.t));
    this.waiting.hidden = !empty;
  }
}
