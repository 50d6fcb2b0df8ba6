/** The controls over the charts of a comparison: how they are laid out, in whose time, and which stretch of it they show. */
import type { TimeView } from '../chart/time-view';
import { el } from '../dom';
import { icon } from '../icons';
import type { Translate } from '../text';
import { button, checkbox } from '../toolkit';
import type { Layout } from './compare-plots';

export interface ToolbarOfCharts {
  view: TimeView;
  cursorAt(): number | undefined;
  show(how: Layout): void;
  align(aligned: boolean): void;
}

export interface CompareToolbar {
  element: HTMLElement;
  /** lays burst over burst; hidden where the runs had others */
  aligner: HTMLElement;
}

export function compareToolbar(
  { view, cursorAt, show, align }: ToolbarOfCharts,
  t: Translate,
): CompareToolbar {
  const aligner = checkbox(t('Line up the bursts'), false, align);
  const shown = (how: Layout, label: string, pressed: boolean): HTMLElement => {
    const choice = button({
      kind: 'secondary',
      label,
      attributes: { 'aria-pressed': String(pressed) },
      onClick: () => {
        show(how);
        for (const one of choices) one.setAttribute('aria-pressed', String(one === choice));
      },
    });
    return choice;
  };
  const choices = [shown('overlaid', t('Overlaid'), true), shown('beside', t('Side by side'), false)];
  const zoom = (name: 'zoom-in' | 'zoom-out' | 'zoom-all', label: string, onClick: () => void) =>
    button({ kind: 'icon', label, onClick }, icon(name));
  const element = el(
    'div',
    { class: 'toolbar', role: 'toolbar', 'aria-label': t('Charts') },
    el('div', { class: 'group' }, ...choices),
    el('span', { class: 'spacer' }),
    aligner,
    el(
      'div',
      { class: 'tools group' },
      zoom('zoom-out', t('Zoom out'), () => view.zoom(1 / 1.5, cursorAt())),
      zoom('zoom-in', t('Zoom in'), () => view.zoom(1.5, cursorAt())),
      zoom('zoom-all', t('Show all'), () => view.showAll()),
    ),
  );
  return { element, aligner };
}
