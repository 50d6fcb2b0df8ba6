/** Says things to screen readers. */
import { el, setText } from '../dom';

export class Announcer {
  readonly element = el('div', { class: 'visually-hidden', 'aria-live': 'polite', role: 'status' });

  say(text: string): void {
    setText(this.element, text);
  }
}
