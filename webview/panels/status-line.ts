/** One line under the chart: what is going on now, or how it ended, in figures. */
import type { RunFold } from '../../src/core/run/fold';
import { loadTotals } from '../../src/core/run/load-totals';
import { isActive } from '../../src/core/run/machine';
import { formatBytes, formatSeconds } from '../../src/core/units';
import { formatCount } from '../../src/report/words';
import { el, fill } from '../dom';
import type { Translate } from '../text';
import { statusWords } from '../words';

export class StatusLine {
  readonly element = el('div', { class: 'status' });
  private shown = '';

  constructor(private readonly t: Translate) {}

  update(fold: RunFold, live: boolean): void {
    const parts = live && isActive(fold.status.state) ? this.now(fold) : this.whole(fold);
    const key = JSON.stringify(parts);
    if (key === this.shown) return;
    this.shown = key;
    fill(
      this.element,
      ...parts.map(([name, value]) =>
        el(
          'span',
          { class: name === undefined ? 'live' : 'figure' },
          ...(name === undefined ? [] : [el('span', { class: 'figure-name' }, name), ' ']),
          value,
        ),
      ),
    );
  }

  private now(fold: RunFold): [string | undefined, string][] {
    const { t } = this;
    const rss = fold.samples.rss.at(-1);
    const load = fold.loads.at(-1);
    const fresh = load !== undefined && load.dt > 0 && fold.now - load.t < 3;
    const errors = fold.loads.reduce((sum, one) => sum + one.errors + one.non2xx, 0);
    return [
      [undefined, statusWords(fold.status, t)],
      [t('time'), formatSeconds(fold.now)],
      ...(rss === undefined ? [] : [figure('RSS', formatBytes(rss))]),
      ...(fresh ? [figure(t('requests'), `${formatCount(load.requests / load.dt)}/s`)] : []),
      ...(errors > 0 ? [figure(t('failed requests'), formatCount(errors))] : []),
    ];
  }

  private whole(fold: RunFold): [string | undefined, string][] {
    const { t } = this;
    const { verdict } = fold;
    const { requests, errors, non2xx, rps } = loadTotals(fold.loads);
    return [
      ...(verdict
        ? [
            figure(t('baseline'), formatBytes(verdict.baseline)),
            figure(t('peak'), formatBytes(verdict.peak)),
            figure(t('retained'), formatBytes(verdict.retained)),
          ]
        : []),
      figure(t('duration'), formatSeconds(fold.now)),
      figure(t('samples'), formatCount(fold.samples.length)),
      ...(requests > 0
        ? [figure(t('requests'), formatCount(requests)), figure(t('on average'), `${formatCount(rps)}/s`)]
        : []),
      ...(errors + non2xx > 0 ? [figure(t('failed requests'), formatCount(errors + non2xx))] : []),
    ];
  }
}

function figure(name: string, value: string): [string, string] {
  return [name, value];
}
