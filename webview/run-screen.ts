/** A run that is open: its log comes in, its page shows it. */
import type { CheckedToPage } from '../src/core/view/protocol';
import type { Host } from './host/host';
import { RunLog } from './model/run-log';
import { RunPage } from './run-page';
import type { EventsMessage, LogMessage, Screen, StatusMessage } from './screen';
import { translator } from './text';

/** Milliseconds: while a large file is read, it is drawn now and then, since reading is what is waited for. */
const BETWEEN_DRAWINGS = 500;

export class RunScreen implements Screen {
  private readonly runLog = new RunLog();
  private readonly page: RunPage;
  private live: boolean;
  /** milliseconds on the page's clock */
  private readonly openedAt = performance.now();
  private drawnAt = this.openedAt;

  constructor(
    root: HTMLElement,
    private readonly host: Host,
    { live, actions, strings }: Extract<CheckedToPage, { type: 'open' }>,
  ) {
    this.live = live;
    root.dataset.screen = 'run';
    this.page = new RunPage({ root, host, fold: this.runLog.fold, live, actions, t: translator(strings) });
  }

  log(message: LogMessage): void {
    this.runLog.take(message);
    if (message.last) {
      if (!this.live) this.runLog.finish();
      this.page.wholeFileRead();
      this.painted();
      return;
    }
    const now = performance.now();
    if (now - this.drawnAt < BETWEEN_DRAWINGS) return;
    this.drawnAt = now;
    this.page.changed();
  }

  events({ from, events }: EventsMessage): boolean {
    const taken = this.runLog.events(from, events);
    if (taken) this.page.changed();
    return taken;
  }

  status({ live, actions }: StatusMessage): void {
    this.live = live;
    this.page.setStatus(live, actions);
  }

  restyle(): void {
    this.page.restyle();
  }

  destroy(): void {
    this.page.destroy();
  }

  /** Draws at once and says when it can be seen. */
  private painted(): void {
    this.page.update();
    requestAnimationFrame(() => {
      const ms = performance.now() - this.openedAt;
      this.host.send({ type: 'painted', samples: this.runLog.fold.samples.length, ms });
    });
  }
}
