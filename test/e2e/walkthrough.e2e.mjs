// @ts-check
/** The first minutes: the walkthrough, and the sample service that it opens. */
import assert from 'node:assert/strict';
import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { folderWithoutRust } from './fixtures.mjs';
import { group, until } from './group.mjs';
import { runCommand, screenshot, setColorTheme, webviewFrame } from './workbench.mjs';

const TITLE = 'Find out why its memory stays up';
/** Each with a part of its page or picture that no other has. */
const STEPS = [
  ['Open the sample service', 'h2:has-text("A service that climbs")'],
  ['Profile its memory', 'svg:has-text("+126 MB")'],
  ['Read the shape', 'svg:has-text("leak")'],
  ['Fix it, with proof', 'h2:has-text("From the finding")'],
];

group('Walkthrough', { prepare: folderWithoutRust }, (scene, test) => {
  const step = (/** @type {string} */ title) =>
    scene.page.locator('.getting-started-step').filter({ has: scene.page.getByText(title, { exact: true }) });
  const shown = async (/** @type {string} */ content) =>
    (await webviewFrame(scene.page, content)).locator(content).first().waitFor();

  test('has four steps, each with its picture or page', async () => {
    // in a narrow part the editor shows no picture of any walkthrough
    await runCommand(scene.page, 'View: Toggle Primary Side Bar Visibility');
    await runCommand(scene.page, 'Welcome: Open Walkthrough...');
    await scene.page.locator('.quick-input-list .monaco-list-row', { hasText: TITLE }).waitFor();
    // by key: the hover of the entry lies over it
    await scene.page.keyboard.type(TITLE);
    await scene.page.keyboard.press('Enter');
    for (const [i, [title = '', content = '']] of STEPS.entries()) {
      await step(title).click();
      await shown(content);
      await screenshot(scene.page, `walkthrough-${i + 1}`);
    }
    assert.equal(await scene.page.locator('.getting-started-step').count(), STEPS.length);
    await setColorTheme(scene.page, 'Default High Contrast Light');
    for (const [title = '', content = ''] of STEPS.slice(1, 3)) {
      await step(title).click();
      await shown(content);
      const frame = await webviewFrame(scene.page, content);
      const strokes = await frame
        .locator(`${content} path[stroke]`)
        .evaluateAll((paths) => paths.map((path) => getComputedStyle(path).stroke));
      assert.ok(strokes.length > 0 && !strokes.includes('none'), `a line is not drawn: ${strokes}`);
      await screenshot(scene.page, `walkthrough-high-contrast-light-${title.split(' ')[0]}`);
    }
  });

  test('opens a copy of the sample service where it is told', async () => {
    const target = join(await realpath(scene.folder), 'stairstep-sample-service');
    await step('Open the sample service').click();
    await step('Open the sample service').getByRole('button', { name: 'Open the sample service' }).click();
    const input = scene.page.locator('.quick-input-box input');
    await until(
      'the dialog begins at the open folder',
      async () => (await input.inputValue()) === `${scene.folder}/`,
    );
    // the folder is occupied, so the sample has a window of its own
    const opened = scene.page.context().waitForEvent('page', { timeout: 60_000 });
    await scene.page.getByRole('button', { name: 'Put the sample service here' }).click();
    const page = await opened;
    await page.locator('.monaco-list-row').filter({ hasText: 'stairstep.json' }).waitFor({ timeout: 60_000 });
    assert.match(await readFile(join(target, 'Cargo.toml'), 'utf8'), /name = "sample-service"/);
    await screenshot(page, 'sample-opened');
    await page.close();
  });
});
