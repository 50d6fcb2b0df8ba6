/** The bundled page in Chromium, under the editor's content security policy, with the test as its host. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import {
  asFromComparison,
  asFromPage,
  type FromComparison,
  type FromPage,
  type ToPage,
} from '../../src/core/view/protocol';
import { THEMES, type ThemeName } from './themes';

/** Tests and benches run at the root. */
const DIST = path.resolve('dist/webview');
const CHROMIUM = process.env.STAIRSTEP_CHROMIUM ?? '/usr/bin/chromium';
const NONCE = 'test';

const POLICY = `default-src 'none'; style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; script-src 'nonce-${NONCE}'; img-src 'self' data: blob:; font-src 'self'`;

type Said = FromPage | FromComparison;

/** The editor's side of a page, as far as a page can see it. */
const EDITOR = `window.acquireVsCodeApi = () => ({ postMessage: (message) => window.toHost(message) });`;

const DOCUMENT = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>run</title>
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<link rel="stylesheet" href="/style.css"></head>
<body><main id="app"></main>
<script nonce="${NONCE}">${EDITOR}</script>
<script nonce="${NONCE}" src="/main.js"></script></body></html>`;

const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css' };

export class Harness {
  private constructor(
    private readonly server: Server,
    readonly browser: Browser,
  ) {}

  static async start(): Promise<Harness> {
    const server = createServer(({ url = '/' }, response) => {
      const { pathname } = new URL(url, 'http://localhost');
      const { ext } = path.parse(pathname);
      const type = TYPES[ext];
      if (type === undefined) response.setHeader('content-type', 'text/html').end(DOCUMENT);
      else
        response.setHeader('content-type', type).end(readFileSync(path.join(DIST, path.basename(pathname))));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--headless=new', '--no-sandbox', '--disable-gpu'],
    });
    return new Harness(server, browser);
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/`;
  }

  /** An empty page that listens. */
  async open(options: { theme?: ThemeName; width?: number; height?: number } = {}) {
    const { theme = 'vscode-dark', width = 1200, height = 800 } = options;
    const page = await this.browser.newPage({ viewport: { width, height }, timezoneId: 'Europe/Berlin' });
    const opened = new OpenPage(page);
    await opened.connect();
    await page.goto(this.url);
    await opened.setTheme(theme);
    await opened.next('ready');
    return opened;
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** A page and its messages. */
export class OpenPage {
  readonly received: Said[] = [];
  /** what went wrong in the page: errors, and breaches of its policy */
  readonly complaints: string[] = [];
  private waiting: (() => void)[] = [];
  private seen = 0;

  constructor(readonly page: Page) {
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  async connect(): Promise<void> {
    await this.page.exposeFunction('toHost', (message: unknown) => {
      const revived = revive(message);
      const checked = asFromPage(revived) ?? asFromComparison(revived);
      if (checked) this.received.push(checked);
      else this.complaints.push(`not a message: ${JSON.stringify(message)}`);
      for (const wake of this.waiting.splice(0)) wake();
    });
  }

  /** The next message of that type that was not taken yet. */
  async next<Type extends Said['type']>(type: Type): Promise<Extract<Said, { type: Type }>> {
    for (;;) {
      for (; this.seen < this.received.length; this.seen++) {
        const message = this.received[this.seen];
        if (isOf(message, type)) {
          this.seen++;
          return message;
        }
      }
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  async send(...messages: ToPage[]): Promise<void> {
    const plain: readonly object[] = messages;
    await this.page.evaluate((all) => {
      for (const message of all) window.dispatchEvent(new MessageEvent('message', { data: message }));
    }, plain);
  }

  async setTheme(theme: ThemeName): Promise<void> {
    await this.page.evaluate(
      ([name, variables]) => {
        document.documentElement.style.cssText = Object.entries(variables)
          .map(([key, value]) => `${key}:${value}`)
          .join(';');
        for (const known of [...document.body.classList]) {
          if (known.startsWith('vscode-')) document.body.classList.remove(known);
        }
        document.body.classList.add(name);
      },
      [theme, THEMES[theme]] as const,
    );
  }

  /** Two frames: what was asked for is drawn. */
  async painted(): Promise<void> {
    await this.page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
  }
}

/** Playwright sends bytes as an object with numbered keys. */
function revive(message: unknown): unknown {
  if (typeof message !== 'object' || message === null || !('data' in message)) return message;
  const { data } = message;
  if (typeof data !== 'object' || data === null || data instanceof Uint8Array) return message;
  return { ...message, data: Uint8Array.from(Object.values(data) as number[]) };
}

/** The text of an element that is there; the no-break space between a number and its unit is a space to a reader. */
export async function textOf(element: Locator): Promise<string> {
  return spaced((await element.textContent()) ?? '');
}

/** The text of each of them. */
export async function textsOf(elements: Locator): Promise<string[]> {
  return (await elements.allTextContents()).map(spaced);
}

function spaced(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}

function isOf<Type extends Said['type']>(
  message: Said | undefined,
  type: Type,
): message is Extract<Said, { type: Type }> {
  return message?.type === type;
}
