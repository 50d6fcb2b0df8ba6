// @ts-check
/** The list of runs: what it says before it was read, of recordings that nobody judged, and where there is none. */
import assert from 'node:assert/strict';
import { rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { change, sampleWithoutAllocator } from './fixtures.mjs';
import { group } from './group.mjs';
import { writeRecording } from './recording.mjs';
import { reloadWindow, runCommand, screenshot } from './workbench.mjs';

const WELCOME = 'No runs yet';
const LONG_AGO = new Date('2026-03-01T11:00:00.000Z');

/** @param {string} folder */
async function prepare(folder) {
  await sampleWithoutAllocator(folder);
  const file = (/** @type {string} */ name) => join(folder, '.stairstep', 'runs', `${name}.memprofile`);
  await writeRecording(file('whole'), { id: 'run-1', startedAt: '2026-03-01T10:00:00.000Z', kept: 0 });
  for (const name of ['cut-off', 'goes-on']) {
    await writeRecording(file(name), { id: 'run-2', startedAt: '2026-03-01T10:00:00.000Z', kept: 80 });
    await change(file(name), (text) => text.replace(/^\{"kind":"(?:verdict|step|end)".*\n/gm, ''));
  }
  await utimes(file('cut-off'), LONG_AGO, LONG_AGO);
  return folder;
}

group('Memory runs', { prepare }, (scene, test) => {
  /** @param {string | RegExp} text */
  const row = (text) => scene.page.locator('.part.sidebar .monaco-list-row').filter({ hasText: text });

  test('are listed with what they hold, also where nobody judged them', async () => {
    await runCommand(scene.page, 'Stairstep: Focus on Memory runs View');
    await row(/cut-off.*\d\sMB/).waitFor();
    await row(/whole.*10\sMB/).waitFor();
    // one that another process may be recording is left to it
    await row(/goes-on.*not judged yet/).waitFor();
    await screenshot(scene.page, 'runs-judged');
  });

  test('are not said to be none while they are read', async () => {
    await scene.page.addInitScript((welcome) => {
      const seen = () => document.body?.textContent?.includes(welcome) && sessionStorage.setItem('seen', '1');
      new MutationObserver(seen).observe(document, { childList: true, subtree: true });
    }, WELCOME);
    await reloadWindow(scene.page);
    await runCommand(scene.page, 'Stairstep: Focus on Memory runs View');
    await row('whole').waitFor();
    assert.equal(await scene.page.evaluate(() => sessionStorage.getItem('seen')), null);
  });

  test('are said to be none where there is none', async () => {
    await rm(join(scene.folder, '.stairstep'), { recursive: true });
    const view = scene.page.locator('.part.sidebar');
    await view.hover();
    await view.getByRole('button', { name: 'Refresh' }).click();
    await view.getByText(WELCOME).waitFor();
    await screenshot(scene.page, 'no-runs');
  });
});
