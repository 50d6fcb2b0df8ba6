/** Messages of the host -> the screen they are for, or a message in its place. */
import { UserError } from '../src/core/errors';
import type { CheckedToPage } from '../src/core/view/protocol';
import { CompareScreen } from './compare-screen';
import { fill } from './dom';
import type { Host } from './host/host';
import { failedMessage, loadingMessage } from './panels/waiting';
import { RunScreen } from './run-screen';
import type { Screen } from './screen';
import { translator } from './text';
import { onThemeChange } from './theme';

export class Page {
  private screen: Screen | undefined;

  constructor(
    private readonly root: HTMLElement,
    private readonly host: Host,
  ) {
    onThemeChange(() => this.screen?.restyle());
    fill(root, loadingMessage(translator({})));
    host.listen((message) => this.receive(message));
    host.send({ type: 'ready' });
  }

  private receive(message: CheckedToPage): void {
    try {
      this.show(message);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.fail(error.message, error.remedy);
    }
  }

  private show(message: CheckedToPage): void {
    const { screen, root, host } = this;
    switch (message.type) {
      case 'open':
        this.close();
        this.screen = new RunScreen(root, host, message);
        break;
      case 'comparison':
        if (screen instanceof CompareScreen) screen.update(message);
        else {
          this.close();
          this.screen = new CompareScreen(root, host, message);
        }
        break;
      case 'log':
        screen?.log(message);
        break;
      case 'events':
        if (screen && !screen.events(message)) {
          this.close();
          host.send({ type: 'ready' });
        }
        break;
      case 'status':
        screen?.status(message);
        break;
      case 'failed':
        this.fail(message.message, message.remedy);
        break;
      default:
        message satisfies never;
    }
  }

  private fail(message: string, remedy: string): void {
    this.close();
    fill(this.root, failedMessage(message, remedy));
  }

  private close(): void {
    this.screen?.destroy();
    this.screen = undefined;
  }
}
