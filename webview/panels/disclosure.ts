/** What stands open where there is room, and behind its title where it would push the chart out of view. */
import { type Child, el, fill } from '../dom';

export class Disclosure {
  /** shown where there is little room */
  readonly title: HTMLElement;
  readonly content: HTMLElement;
  private open = false;

  /** `id` is unique in the page. */
  constructor(id: string, title: string) {
    this.title = el('button', { type: 'button', class: 'disclosure', 'aria-controls': id }, title);
    this.content = el('div', { class: 'disclosed', id });
    this.title.addEventListener('click', () => this.set(!this.open));
    this.set(false);
  }

  /** Without content there is nothing to open. */
  fill(...children: readonly Child[]): void {
    fill(this.content, ...children);
    this.title.hidden = this.content.childElementCount === 0;
  }

  private set(open: boolean): void {
    this.open = open;
    this.title.setAttribute('aria-expanded', String(open));
    this.content.dataset.open = String(open);
  }
}
