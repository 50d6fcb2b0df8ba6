// @ts-check
/** One editor and one browser for a group of tests, which go on where the one before ended. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test as nodeTest } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openWorkbench, screenshot, startEditor } from './code-server.mjs';
import { scratch, TARGET_FOLDER } from './fixtures.mjs';

/**
 * @typedef {object} Scene
 * @property {string} folder The open folder.
 * @property {string} userDataDir
 * @property {import('playwright-core').Page} page
 * @property {import('./code-server.mjs').Editor} editor
 */

/** @typedef {(name: string, run: (t: import('node:test').TestContext) => Promise<void>) => void} Test One test; a failed one leaves a picture. */

/**
 * @param {string} title
 * @param {{ prepare: (folder: string) => Promise<string>, trust?: boolean, settings?: Record<string, unknown>, env?: Record<string, string>, peer?: (folder: string) => Promise<string> }} options
 *   `prepare` fills the folder that it is given, and gives the one to open; `peer` packs an extension to install beside ours.
 * @param {(scene: Scene, test: Test) => void} tests declares the tests; the scene is set once they run
 */
export function group(title, { prepare, trust = true, settings = {}, env = {}, peer }, tests) {
  describe(title, () => {
    /** @type {Scene} */
    const scene = Object.create(null);
    /** @type {(() => Promise<unknown>)[]} */
    const ends = [];
    before(async () => {
      const vsix = process.env.STAIRSTEP_VSIX;
      assert.ok(vsix, 'STAIRSTEP_VSIX names the packed extension; `npm run test:e2e` sets it');
      const { folder, discard } = await scratch();
      ends.push(discard);
      scene.folder = await prepare(join(folder, 'workspace'));
      scene.userDataDir = join(folder, 'user');
      scene.editor = await startEditor({
        folder: scene.folder,
        userDataDir: scene.userDataDir,
        extensionsDir: join(folder, 'extensions'),
        extensions: peer ? [vsix, await peer(join(folder, 'peer'))] : [vsix],
        trust,
        settings: {
          'window.dialogStyle': 'custom',
          'editor.minimap.enabled': false,
          'files.autoSave': 'off',
          ...settings,
        },
        env: { CARGO_TARGET_DIR: TARGET_FOLDER, ...env },
      });
      ends.push(() => scene.editor.stop());
      const { page, close } = await openWorkbench(scene.editor);
      ends.push(close);
      scene.page = page;
    });
    after(async () => {
      if (scene.page) await screenshot(scene.page, `${title.replace(/\W+/g, '-')}-end`).catch(() => {});
      for (const end of ends.reverse()) await end();
    });
    tests(scene, (name, run) => {
      nodeTest(name, async (t) => {
        try {
          await run(t);
        } catch (error) {
          await screenshot(scene.page, `failed-${name.replace(/\W+/g, '-')}`).catch(() => {});
          throw error;
        }
      });
    });
  });
}

/**
 * Waits until something is so; gives what `look` gives.
 * @template T
 * @param {string} what for the message
 * @param {() => Promise<T | undefined | false>} look
 * @param {number} [timeout] milliseconds
 * @returns {Promise<T>}
 */
export async function until(what, look, timeout = 120_000) {
  const deadline = performance.now() + timeout;
  /** @type {unknown} */
  let last;
  do {
    try {
      const found = await look();
      if (found) return found;
    } catch (error) {
      last = error;
    }
    await sleep(100);
  } while (performance.now() < deadline);
  throw new Error(`Within ${timeout} ms it did not happen: ${what}`, { cause: last });
}
