/** Which line is which. */
import type { MarkedStep, PhaseSpan, RunFold } from '../../src/core/run/fold';
import { el, fill } from '../dom';
import type { RunSeries } from '../model/run-series';
import type { Translate } from '../text';

export class Legend {
  readonly element = el('div', { class: 'legend' });
  private shown = '';

  constructor(private readonly t: Translate) {}

  update({ steps: marked, phases }: RunFold, series: RunSeries, loadShown: boolean): void {
    const { t } = this;
    const steps = [...marked.values()];
    // of a load that is not known nobody can say that it rested
    const ofLoad = steps.some(({ step }) => step.burst !== undefined);
    const has = (wanted: MarkedStep['status']) => steps.some(({ status }) => status === wanted);
    const entries = [
      ['rss', t('resident (RSS)')],
      ...(series.anon.length > 0 ? [['anon', t('anonymous')]] : []),
      ...(series.file.length > 0 ? [['file', t('file')]] : []),
      ...(has('confirmed') ? [['step', ofLoad ? t('kept after the load rested') : t('kept')]] : []),
      ...(has('provisional') ? [['provisional', t('seems to be kept: not confirmed yet')]] : []),
      ...(loadShown ? [['rps', t('requests a second')]] : []),
      ...(loadShown && series.p99.length > 0 ? [['latency', t('latency p99 (right)')]] : []),
    ];
    const bursts = burstsNote(phases, t);
    const key = JSON.stringify([entries, bursts]);
    if (key === this.shown) return;
    this.shown = key;
    fill(
      this.element,
      ...entries.map(([name, label]) =>
        el('span', { class: 'legend-entry' }, el('span', { class: `swatch swatch-${name}` }), label),
      ),
      bursts && el('span', { class: 'legend-note' }, el('span', { class: 'band-mark' }), bursts),
    );
  }
}

/** What the bands behind the lines are, and the numbers over them. */
function burstsNote(phases: readonly PhaseSpan[], t: Translate): string | undefined {
  const bursts = phases.filter(({ phase }) => phase === 'burst');
  if (bursts.length === 0) return undefined;
  return bursts.some(({ connections }) => connections !== undefined)
    ? t('bursts (connections)')
    : t('bursts');
}
