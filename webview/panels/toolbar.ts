/** The controls over the chart. What the host cannot do is not there. */
import type { HostAction, SaveFormat } from '../../src/core/view/protocol';
import { el } from '../dom';
import { icon } from '../icons';
import type { Translate } from '../text';
import { button, checkbox } from '../toolkit';
import { copyButton } from './copy-button';
import { menu } from './menu';

export interface ToolbarActions {
  zoom(factor: number): void;
  showAll(): void;
  showLoad(shown: boolean): void;
  ask(action: 'stop' | 'run-again' | 'compare-allocators'): void;
  save(format: SaveFormat): void;
  copySummary(): void;
}

export interface ToolbarState {
  actions: readonly HostAction[];
  saveFormats: readonly SaveFormat[];
  loadShown: boolean;
  hasLoad: boolean;
}

const FORMATS = {
  png: 'PNG image',
  svg: 'SVG drawing',
  csv: 'CSV table of the samples',
  json: 'JSON result',
  html: 'HTML report',
} as const satisfies Record<SaveFormat, string>;

/** The controls for this state, made anew. */
export function toolbar(state: ToolbarState, on: ToolbarActions, t: Translate): HTMLElement {
  const can = (action: HostAction) => state.actions.includes(action);
  return el(
    'div',
    { class: 'toolbar', role: 'toolbar', 'aria-label': t('Run and chart') },
    can('stop')
      ? button({ kind: 'primary', label: t('Stop'), onClick: () => on.ask('stop') }, icon('stop'), t('Stop'))
      : undefined,
    can('run-again')
      ? button(
          { kind: 'primary', label: t('Run again'), onClick: () => on.ask('run-again') },
          icon('run'),
          t('Run again'),
        )
      : undefined,
    can('compare-allocators')
      ? button({
          kind: 'secondary',
          label: t('Compare allocators…'),
          onClick: () => on.ask('compare-allocators'),
        })
      : undefined,
    el('span', { class: 'spacer' }),
    state.hasLoad ? checkbox(t('Throughput and latency'), state.loadShown, on.showLoad) : undefined,
    tools(state, on, t),
  );
}

/** What is an icon stays together where the row breaks. */
function tools({ actions, saveFormats }: ToolbarState, on: ToolbarActions, t: Translate): HTMLElement {
  const zoom = (name: 'zoom-in' | 'zoom-out' | 'zoom-all', label: string, onClick: () => void) =>
    button({ kind: 'icon', label, onClick }, icon(name));
  return el(
    'div',
    { class: 'tools' },
    el(
      'div',
      { class: 'group' },
      zoom('zoom-out', t('Zoom out'), () => on.zoom(1 / 1.5)),
      zoom('zoom-in', t('Zoom in'), () => on.zoom(1.5)),
      zoom('zoom-all', t('Show all'), on.showAll),
    ),
    actions.includes('copy-summary')
      ? copyButton(t('Copy summary as Markdown'), t('Copied'), on.copySummary)
      : undefined,
    actions.includes('save') && saveFormats.length > 0
      ? menu(
          t('Save as'),
          saveFormats.map((format) => ({ label: t(FORMATS[format]), onPick: () => on.save(format) })),
          icon('save'),
          el('span', { class: 'spare' }, t('Save as')),
        )
      : undefined,
  );
}
