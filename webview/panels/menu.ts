/** A button that opens a small menu; keys as in every menu. */

import type { Child } from '../dom';
import { el } from '../dom';
import { button } from '../toolkit';

export interface MenuItem {
  label: string;
  onPick: () => void;
}

export function menu(label: string, items: readonly MenuItem[], ...face: Child[]): HTMLElement {
  const list = el('div', { class: 'menu-list', role: 'menu', hidden: true, 'aria-label': label });
  const opener = button(
    {
      kind: 'secondary',
      label,
      onClick: () => (list.hidden ? open() : close()),
      attributes: { 'aria-haspopup': 'menu', 'aria-expanded': 'false' },
    },
    ...face,
  );
  const entries = items.map(({ label: text, onPick }) => {
    const entry = el(
      'button',
      { class: 'menu-item', role: 'menuitem', tabindex: '-1', type: 'button' },
      text,
    );
    entry.addEventListener('click', () => {
      close();
      onPick();
    });
    return entry;
  });
  list.append(...entries);
  const element = el('div', { class: 'menu' }, opener, list);

  function open(): void {
    list.hidden = false;
    opener.setAttribute('aria-expanded', 'true');
    entries[0]?.focus();
  }

  function close(): void {
    list.hidden = true;
    opener.setAttribute('aria-expanded', 'false');
  }

  list.addEventListener('keydown', (event) => {
    const at = entries.findIndex((entry) => entry.matches(':focus'));
    const goTo = (i: number) => entries[(i + entries.length) % entries.length]?.focus();
    if (event.key === 'ArrowDown') goTo(at + 1);
    else if (event.key === 'ArrowUp') goTo(at - 1);
    else if (event.key === 'Home') goTo(0);
    else if (event.key === 'End') goTo(-1);
    else if (event.key === 'Escape') {
      close();
      opener.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  element.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node) || !element.contains(relatedTarget)) close();
  });
  return element;
}
