/** Which line is which. */
import type { MarkedStep } from '../../src/core/run/fold';
import { el, fill } from '../dom';
import type { RunSeries } from '../model/run-series';
import type { Translate } from '../text';

export class Legend {
  readonly element = el('div', { class: 'legend' });
  private shown = '';

  constructor(private readonly t: Translate) {}

  update(series: RunSeries, steps: readonly MarkedStep[], loadShown: boolean): void {
    const { t } = this;
    const has = (wanted: MarkedStep['status']) => steps.some(({ status }) => status === wanted);
    const entries = [
      ['rss', t('resident (RSS)')],
      ...(series.anon.length > 0 ? [['anon', t('anonymous')]] : []),
      ...(series.file.length > 0 ? [['file', t('file')]] : []),
      ...(has('confirmed') ? [['step', t('kept after the load rested')]] : []),
      ...(has('provisional') ? [['provisional', t('seems to be kept: not confirmed yet')]] : []),
      ...(loadShown ? [['rps', t('requests a second')]] : []),
      ...(loadShown && series.p99.length > 0 ? [['latency', t('latency p99 (right)')]] : []),
    ];
    const key = JSON.stringify(entries);
    if (key === this.shown) return;
    this.shown = key;
    fill(
      this.element,
      ...entries.map(([name, label]) =>
        el('span', { class: 'legend-entry' }, el('span', { class: `swatch swatch-${name}` }), label),
      ),
    );
  }
}
