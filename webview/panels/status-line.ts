/** One line under the chart: what is going on now, or how it ended, in figures. */
import type { RunFold } from '../../src/core/run/fold';
import { loadTotals } from '../../src/core/run/load-totals';
import { isActive } from '../../src/core/run/machine';
import { formatBytes, formatCount, formatSeconds } from '../../src/core/units';
import { failedWords } from '../../src/report/failed-requests';
import { formatMilliseconds, formatRate } from '../../src/report/words';
import { el, fill, setText } from '../dom';
import { timeLeft } from '../model/time-left';
import type { Translate } from '../text';
import { statusWords } from '../words';

export class StatusLine {
  readonly element = el('div', { class: 'status' });
  private names = '';
  private values: HTMLElement[] = [];

  constructor(private readonly t: Translate) {}

  update(fold: RunFold, live: boolean): void {
    const parts = live && isActive(fold.status.state) ? this.now(fold) : this.whole(fold);
    this.arrange(parts.map(([name]) => name));
    for (const [i, [, value]] of parts.entries()) {
      const element = this.values[i];
      if (element) setText(element, value);
    }
  }

  /** Makes the places for the figures anew where they are others than before. */
  private arrange(names: readonly (string | undefined)[]): void {
    const key = JSON.stringify(names);
    if (key === this.names) return;
    this.names = key;
    this.values = names.map((name) => el('span', { class: name === undefined ? 'live' : 'figure' }));
    fill(
      this.element,
      ...names.map((name, i) =>
        el(
          'span',
          {},
          ...(name === undefined ? [] : [el('span', { class: 'figure-name' }, name), ' ']),
          this.values[i],
        ),
      ),
    );
  }

  private now(fold: RunFold): [string | undefined, string][] {
    const { t } = this;
    const left = timeLeft(fold);
    const rss = fold.samples.rss.at(-1);
    const load = fold.loads.at(-1);
    const fresh = load !== undefined && load.dt > 0 && fold.now - load.t < 3;
    const errors = fold.loads.reduce((sum, one) => sum + one.errors + one.non2xx, 0);
    return [
      [undefined, statusWords(fold.status, t)],
      [t('time'), formatSeconds(fold.now)],
      ...(left === undefined ? [] : [figure(t('left'), t('about {0}', formatSeconds(Math.ceil(left))))]),
      ...(rss === undefined ? [] : [figure('RSS', formatBytes(rss))]),
      ...(fresh ? [figure(t('requests'), `${formatRate(load.requests / load.dt)}/s`)] : []),
      ...(errors > 0 ? [figure(t('failed requests'), formatCount(errors))] : []),
    ];
  }

  private whole(fold: RunFold): [string | undefined, string][] {
    const { t } = this;
    const { verdict } = fold;
    const totals = loadTotals(fold);
    const { tried, errors, non2xx, rps, p99 } = totals;
    const growth = verdict?.profile === 'leak' ? verdict.growthPerThousand : undefined;
    return [
      ...(verdict
        ? [
            figure(t('baseline'), formatBytes(verdict.baseline)),
            figure(t('peak'), formatBytes(verdict.peak)),
            figure(t('retained'), formatBytes(verdict.retained)),
          ]
        : []),
      ...(growth === undefined ? [] : [figure(t('growth per 1,000 requests'), formatBytes(growth))]),
      figure(t('duration'), formatSeconds(fold.now)),
      figure(t('samples'), formatCount(fold.samples.length)),
      ...(tried > 0
        ? [figure(t('requests'), t('{0}, {1}/s on average', formatCount(tried), formatRate(rps)))]
        : []),
      ...(p99 === undefined ? [] : [figure(t('latency p99'), formatMilliseconds(p99))]),
      ...(errors + non2xx > 0 ? [figure(t('failed requests'), failedWords(totals))] : []),
    ];
  }
}

function figure(name: string, value: string): [string, string] {
  return [name, value];
}
