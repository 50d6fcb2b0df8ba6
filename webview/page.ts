/** Messages of the host -> the page of a run, or what stands in its place. */
import { UserError } from '../src/core/errors';
import type { CheckedToPage } from '../src/core/view/protocol';
import { fill } from './dom';
import type { Host } from './host/host';
import { RunLog } from './model/run-log';
import { failedMessage, loadingMessage } from './panels/waiting';
import { RunPage } from './run-page';
import { translator } from './text';
import { onThemeChange } from './theme';

/** Milliseconds: while a large file is read, it is drawn now and then, since reading is what is waited for. */
const BETWEEN_DRAWINGS = 500;

/** A run that is open. */
interface Opened {
  log: RunLog;
  page: RunPage;
  live: boolean;
  /** milliseconds on the page's clock: when it was opened, and last drawn while it is being read */
  openedAt: number;
  drawnAt: number;
}

export class Page {
  private opened: Opened | undefined;

  constructor(
    private readonly root: HTMLElement,
    private readonly host: Host,
  ) {
    onThemeChange(() => this.opened?.page.restyle());
    fill(root, loadingMessage(translator({})));
    host.listen((message) => this.receive(message));
    host.send({ type: 'ready' });
  }

  private receive(message: CheckedToPage): void {
    switch (message.type) {
      case 'open':
        this.open(message);
        break;
      case 'log':
        this.log(message);
        break;
      case 'events':
        this.events(message);
        break;
      case 'status':
        if (this.opened) {
          this.opened.live = message.live;
          this.opened.page.setStatus(message.live, message.actions);
        }
        break;
      case 'failed':
        this.fail(message.message, message.remedy);
        break;
      default:
        message satisfies never;
    }
  }

  private open({ live, actions, strings }: Extract<CheckedToPage, { type: 'open' }>): void {
    this.close();
    const log = new RunLog();
    const { root, host } = this;
    const page = new RunPage({ root, host, fold: log.fold, live, actions, t: translator(strings) });
    this.opened = { log, page, live, openedAt: performance.now(), drawnAt: Number.NEGATIVE_INFINITY };
  }

  private log({ bytes, last }: Extract<CheckedToPage, { type: 'log' }>): void {
    const { opened } = this;
    if (!opened) return;
    try {
      opened.log.bytes(bytes);
      if (last && !opened.live) opened.log.finish();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.fail(error.message, error.remedy);
      return;
    }
    const now = performance.now();
    if (last) this.painted(opened);
    else if (now - opened.drawnAt > BETWEEN_DRAWINGS) {
      opened.drawnAt = now;
      opened.page.changed();
    }
  }

  private events({ from, events }: Extract<CheckedToPage, { type: 'events' }>): void {
    const { opened } = this;
    if (!opened) return;
    if (opened.log.events(from, events)) opened.page.changed();
    else {
      this.opened = undefined;
      this.host.send({ type: 'ready' });
    }
  }

  /** Draws at once and says when it can be seen. */
  private painted({ page, log, openedAt }: Opened): void {
    page.update();
    requestAnimationFrame(() => {
      const ms = performance.now() - openedAt;
      this.host.send({ type: 'painted', samples: log.fold.samples.length, ms });
    });
  }

  private fail(message: string, remedy: string): void {
    this.close();
    fill(this.root, failedMessage(message, remedy));
  }

  private close(): void {
    this.opened?.page.destroy();
    this.opened = undefined;
  }
}
