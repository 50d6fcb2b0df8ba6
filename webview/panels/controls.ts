/** The bar of controls of a run, made anew when the run or the host can do other things than before. */
import type { RunFold } from '../../src/core/run/fold';
import { isActive } from '../../src/core/run/machine';
import type { HostAction } from '../../src/core/view/protocol';
import { el, fill } from '../dom';
import type { Host } from '../host/host';
import type { Translate } from '../text';
import { type ToolbarActions, toolbar } from './toolbar';

export class Controls {
  readonly element = el('div', { class: 'controls' });
  private shown = '';

  constructor(
    private readonly host: Host,
    private readonly on: ToolbarActions,
    private readonly t: Translate,
  ) {}

  update(fold: RunFold, live: boolean, can: readonly HostAction[], loadShown: boolean): void {
    const hasLoad = fold.loads.length > 0;
    const active = live && isActive(fold.status.state);
    // no allocator mends a leak
    const helps = (action: HostAction) => action !== 'compare-allocators' || fold.verdict?.profile !== 'leak';
    const actions = can.filter((action) => action !== (active ? 'run-again' : 'stop') && helps(action));
    const key = JSON.stringify([actions, hasLoad]);
    if (key === this.shown) return;
    this.shown = key;
    const { saveFormats } = this.host;
    fill(this.element, toolbar({ actions, hasLoad, loadShown, saveFormats }, this.on, this.t));
  }
}
