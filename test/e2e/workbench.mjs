// @ts-check
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { setup } from './setup.mjs';

/** @import { Browser, Frame, Page } from 'playwright-core' */
/** @import { Editor } from './code-server.mjs' */

const HERE = dirname(fileURLToPath(import.meta.url));
/** Seen to take 13 s, and 55 s beside builds that share the two cores. */
const OPEN_TIMEOUT = 120_000;
/** Generous: what goes right never waits for its end, and a busy machine may stand still for half a minute. */
const STEP_TIMEOUT = 60_000;
/** One try to find a command; a busy machine takes a second to fill the palette. */
const PALETTE_TIMEOUT = 3_000;

/**
 * @typedef {object} Workbench
 * @property {Browser} browser
 * @property {Page} page
 * @property {() => Promise<void>} close Closes the browser; the editor goes on.
 */

/** Themes by id: the name in the theme picker, and the class that a window drawn in it has. */
const COLOR_THEMES = /** @type {const} */ ({
  'Light 2026': { label: 'Light 2026', kind: 'vs' },
  'Dark 2026': { label: 'Dark 2026', kind: 'vs-dark' },
  'Default High Contrast': { label: 'Dark High Contrast', kind: 'hc-black' },
  'Default High Contrast Light': { label: 'Light High Contrast', kind: 'hc-light' },
});

/** @typedef {keyof typeof COLOR_THEMES} ColorTheme */

/**
 * Opens the editor's window in a headless browser and waits until it is drawn, in its theme, and takes keys.
 * @param {Editor} editor
 * @param {{ colorTheme?: ColorTheme, viewport?: { width: number, height: number } }} [options]
 * @returns {Promise<Workbench>}
 */
export async function openWorkbench(
  editor,
  { colorTheme = 'Dark 2026', viewport = { width: 1280, height: 800 } } = {},
) {
  const { root, chromium: executablePath } = await setup();
  await editor.changeSettings({ 'workbench.colorTheme': colorTheme });
  /** @type {typeof import('playwright-core')} */
  const { chromium } = createRequire(join(root, 'package.json'))('playwright-core');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage({ viewport });
    page.setDefaultTimeout(STEP_TIMEOUT);
    await page.goto(editor.url, { waitUntil: 'domcontentloaded', timeout: OPEN_TIMEOUT });
    await drawnIn(page, colorTheme);
    return { browser, page, close: () => browser.close() };
  } catch (cause) {
    await browser.close();
    throw new Error(`The workbench did not open. The server wrote:\n${editor.output()}`, { cause });
  }
}

/**
 * Waits for the window in a theme. A theme comes from an extension, so by then the window knows its extensions.
 * @param {Page} page
 * @param {ColorTheme} theme
 */
async function drawnIn(page, theme) {
  const { kind } = COLOR_THEMES[theme];
  await page.locator(`.monaco-workbench.${kind}[class*="vscode-theme-"]`).waitFor({ timeout: OPEN_TIMEOUT });
}

/**
 * Reloads the window once the editor has written down which tabs are open: in a browser it does so when it is
 * idle, and not on leaving, so that a reload before that forgets a tab that has just been opened.
 * @param {Page} page
 */
export async function reloadWindow(page) {
  const deadline = performance.now() + OPEN_TIMEOUT;
  while (!(await page.evaluate(tabsAreKept))) {
    if (performance.now() > deadline) throw new Error('The editor does not write down which tabs are open.');
    await sleep(100);
  }
  await page.reload({ waitUntil: 'domcontentloaded', timeout: OPEN_TIMEOUT });
  await page.locator('.monaco-workbench[class*="vscode-theme-"]').waitFor({ timeout: OPEN_TIMEOUT });
}

/** @returns {Promise<boolean>} whether the kept state of the editor names each open tab; runs in the page */
async function tabsAreKept() {
  /** @type {<T>(request: IDBRequest<T>) => Promise<T>} */
  const result = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  let kept = '';
  for (const { name } of await indexedDB.databases()) {
    if (!name?.startsWith('vscode-web-state-db-')) continue;
    const database = await result(indexedDB.open(name));
    const table = database.transaction('ItemTable').objectStore('ItemTable');
    kept += (await result(table.get('memento/workbench.parts.editor'))) ?? '';
    database.close();
  }
  const tabs = [...document.querySelectorAll('.tabs-container .tab[data-resource-name]')];
  return tabs.every((tab) => kept.includes(tab.getAttribute('data-resource-name') ?? ''));
}

/**
 * Changes the theme of an open window by its theme picker. That list goes when a webview gets the focus back that the
 * palette took, so it is opened again.
 * @param {Page} page
 * @param {ColorTheme} theme
 */
export async function setColorTheme(page, theme) {
  const deadline = performance.now() + OPEN_TIMEOUT;
  for (;;) {
    await runCommand(page, 'Preferences: Color Theme');
    try {
      await pick(page, COLOR_THEMES[theme].label, PALETTE_TIMEOUT);
      break;
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
  }
  await drawnIn(page, theme);
}

/**
 * Runs a command from the palette, as a person does.
 * @param {Page} page
 * @param {string} title As the palette shows it, with or without its category; or the command's id.
 * @param {number} [timeout] milliseconds; also the time a command has to become available
 */
export async function runCommand(page, title, timeout = STEP_TIMEOUT) {
  const deadline = performance.now() + timeout;
  const input = page.getByRole('textbox', { name: 'Type the name of a command to run.' });
  for (;;) {
    try {
      // Keys count for nothing until the window has its keybindings, and a command may come late: open it again.
      await page.keyboard.press('F1');
      await input.waitFor({ timeout: PALETTE_TIMEOUT });
      await input.fill(`>${title}`, { timeout: PALETTE_TIMEOUT });
      const row = await findRow(page, title, PALETTE_TIMEOUT);
      await row.click({ timeout: PALETTE_TIMEOUT });
      break;
    } catch (cause) {
      if (!isTimeout(cause)) throw cause;
      const shown = await labels(page);
      // A palette goes when a webview takes the focus; Escape would then go to what lies below it.
      if (await input.isVisible()) await page.keyboard.press('Escape');
      if (performance.now() < deadline) continue;
      throw new Error(`No command "${title}" within ${timeout} ms. The palette showed: ${shown}`, { cause });
    }
  }
  await input.waitFor({ state: 'hidden', timeout: STEP_TIMEOUT });
}

/**
 * Opens a file of the folder by its name, as a person does.
 * @param {Page} page
 * @param {string} name Or its path.
 */
export async function openFile(page, name) {
  const deadline = performance.now() + STEP_TIMEOUT;
  const file = basename(name);
  for (;;) {
    try {
      // The list goes when a webview gets the focus back: open it again.
      await page.keyboard.press('Control+P');
      await quickInput(page).fill(name, { timeout: PALETTE_TIMEOUT });
      const rows = page.locator('.quick-input-list .monaco-list-row');
      await rows.filter({ hasText: file }).first().click({ timeout: PALETTE_TIMEOUT });
      break;
    } catch (error) {
      if (!isTimeout(error) || performance.now() > deadline) throw error;
    }
  }
  await page.locator('.tab.active').filter({ hasText: file }).first().waitFor({ timeout: STEP_TIMEOUT });
}

/** The box that a quick pick or a question is answered in. */
export const quickInput = (/** @type {Page} */ page) =>
  page.locator('.quick-input-widget:visible input.input');

/**
 * Chooses an entry of the quick pick that is open or about to open, by typing its label.
 * @param {Page} page
 * @param {string} label
 * @param {number} [timeout] milliseconds
 */
export async function pick(page, label, timeout = STEP_TIMEOUT) {
  try {
    await quickInput(page).fill(label, { timeout });
    const row = await findRow(page, label, timeout);
    await row.click({ timeout });
  } catch (cause) {
    throw new Error(`No entry "${label}" to pick. Shown: ${await labels(page)}`, { cause });
  }
}

/**
 * Chooses an entry of the context menu that is open. A menu takes no click in its first moments, so that a slow
 * right click chooses nothing: it is clicked again until the menu goes.
 * @param {Page} page
 * @param {string} label
 */
export async function chooseInMenu(page, label) {
  const menu = page.locator('.monaco-menu');
  const entry = menu.getByText(label);
  await entry.waitFor({ timeout: STEP_TIMEOUT });
  const deadline = performance.now() + STEP_TIMEOUT;
  while (await menu.isVisible()) {
    if (performance.now() > deadline) throw new Error(`The menu does not take "${label}".`);
    await entry.click({ timeout: PALETTE_TIMEOUT }).catch(() => {});
    await sleep(50);
  }
}

/**
 * The row of the open quick pick with this label, whole or after its category, or with this command id.
 * @param {Page} page
 * @param {string} label
 * @param {number} timeout milliseconds
 */
async function findRow(page, label, timeout) {
  const rows = page.locator('.quick-input-list .monaco-list-row');
  const name = (/** @type {RegExp} */ pattern) =>
    rows.filter({ has: page.locator('.label-name').filter({ hasText: pattern }) });
  const text = label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const id = rows.filter({ has: page.locator(`[data-quick-input-id=${JSON.stringify(label)}]`) });
  const whole = name(new RegExp(`^\\s*${text}\\s*$`))
    .or(id)
    .first();
  const row = name(new RegExp(`(^|: )${text}\\s*$`))
    .or(id)
    .first();
  await row.waitFor({ timeout });
  return (await whole.isVisible()) ? whole : row;
}

/** @param {Page} page @returns {Promise<string>} what the open quick pick shows, for a message */
async function labels(page) {
  const names = page.locator('.quick-input-widget:visible .monaco-list-row .label-name');
  return (await names.allTextContents()).slice(0, 8).join(' | ') || 'nothing';
}

/** @param {unknown} error */
function isTimeout(error) {
  return error instanceof Error && error.name === 'TimeoutError';
}

/**
 * The webview's frame whose document has an element for the selector.
 * @param {Page} page
 * @param {string} selector
 * @param {number} [timeout] milliseconds
 * @returns {Promise<Frame>}
 */
export async function webviewFrame(page, selector, timeout = STEP_TIMEOUT) {
  const deadline = performance.now() + timeout;
  do {
    for (const frame of page.frames()) {
      if (frame === page.mainFrame()) continue;
      // A frame may navigate or go while it is asked.
      if (await frame.$(selector).catch(() => null)) return frame;
    }
    await sleep(50);
  } while (performance.now() < deadline);
  const frames = page.frames().map((frame) => frame.url());
  throw new Error(`No webview with "${selector}" within ${timeout} ms. Frames:\n${frames.join('\n')}`);
}

/** The extension's name to the editor. */
export const OURS = 'stairstep.stairstep';

/**
 * What the editor measured of the activation of extensions in this window, as it tells it itself.
 * @param {Page} page
 * @param {readonly string[]} ids
 * @returns {Promise<string[]>} a line for each that is active
 */
export async function activationTimes(page, ids) {
  const editor = page.locator('.editor-instance').last();
  await openStartupPerformance(page, editor);
  const times = [];
  // only the lines in view are there to be read
  for (const id of ids) {
    const start = `| ${id} `;
    if (!(await findInEditor(page, start))) continue;
    const row = editor.locator('.view-line', { hasText: start }).first();
    const [, , , load, call, finish] = ((await row.textContent({ timeout: STEP_TIMEOUT })) ?? '')
      .split('|')
      .map((cell) => cell.trim());
    times.push(
      `${id}: ${load} ms to load, ${call} ms its call of activate, ${finish} ms until that was settled`,
    );
  }
  return times;
}

/**
 * Opens the editor's own report of its start. What a window opens of itself may come to lie over it, and it says
 * "Loading..." until the window is at rest: it is asked for again.
 * @param {Page} page
 * @param {import('playwright-core').Locator} editor
 */
async function openStartupPerformance(page, editor) {
  const deadline = performance.now() + OPEN_TIMEOUT;
  for (;;) {
    await runCommand(page, 'Developer: Startup Performance');
    try {
      await editor.getByText('System Info').waitFor({ timeout: PALETTE_TIMEOUT });
      return;
    } catch (error) {
      if (!isTimeout(error) || performance.now() > deadline) throw error;
      // the one that is opened next is read from its top
      await runCommand(page, 'View: Close All Editors');
    }
  }
}

/**
 * Scrolls the editor in front to a text, as its find widget does.
 * @param {Page} page
 * @param {string} text
 * @returns {Promise<boolean>} whether the text is in the document
 */
async function findInEditor(page, text) {
  await page.keyboard.press('Control+F');
  await page.locator('.find-widget.visible').waitFor({ timeout: STEP_TIMEOUT });
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  const found = page.locator('.find-widget.visible .matchesCount', { hasText: / of / });
  const missing = page.locator('.find-widget.visible.no-results');
  await found.or(missing).waitFor({ timeout: STEP_TIMEOUT });
  const isFound = (await missing.count()) === 0;
  await page.keyboard.press('Escape');
  return isFound;
}

/**
 * Trusts the folder of a window in Restricted Mode, as its banner offers: extensions held back start then.
 * @param {Page} page
 */
export async function trustFolder(page) {
  await runCommand(page, 'Workspaces: Manage Workspace Trust');
  const editor = page.locator('.workspace-trust-editor');
  await editor.getByRole('button', { name: 'Trust', exact: true }).click({ timeout: STEP_TIMEOUT });
  await editor.getByText('You trust this folder').waitFor({ timeout: STEP_TIMEOUT });
  await page.getByRole('button', { name: /^Close Modal Editor/ }).click({ timeout: STEP_TIMEOUT });
  await editor.waitFor({ state: 'hidden', timeout: STEP_TIMEOUT });
}

/**
 * Takes a picture of the window, into the folder of STAIRSTEP_SCREENSHOTS or `.screenshots` beside this file.
 * @param {Page} page
 * @param {string} name without its ending
 * @returns {Promise<string>} the picture's path
 */
export async function screenshot(page, name) {
  const path = join(process.env.STAIRSTEP_SCREENSHOTS || join(HERE, '.screenshots'), `${name}.png`);
  await page.screenshot({ path });
  return path;
}
