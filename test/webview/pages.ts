/** The pages of a test file: one browser for all, one page a test. */
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { Harness, type OpenPage } from './harness';
import { recording, type Shape } from './recordings';
import { file, open } from './run-messages';

type OpenOptions = NonNullable<Parameters<Harness['open']>[0]>;

export class Pages {
  private harness: Harness | undefined;
  private opened: OpenPage | undefined;

  /** Opens the browser before the tests of a file. After each test its page is closed, and must not have complained. */
  static forTests(): Pages {
    const pages = new Pages();
    beforeAll(async () => {
      pages.harness = await Harness.start();
    });
    afterAll(() => pages.harness?.stop());
    afterEach(async () => {
      expect(pages.shown.complaints).toEqual([]);
      await pages.shown.page.close();
    });
    return pages;
  }

  /** The page of this test. */
  get shown(): OpenPage {
    if (!this.opened) throw new Error('no page has been opened');
    return this.opened;
  }

  /** An empty page. */
  async open(options: OpenOptions = {}): Promise<OpenPage> {
    this.opened = await this.harness?.open(options);
    return this.shown;
  }

  /** A page with a finished run in it. */
  async finished(shape: Shape = 'stair-step'): Promise<OpenPage> {
    const shown = await this.open();
    await shown.send(open(), file(recording(shape)));
    await shown.next('painted');
    return shown;
  }
}
