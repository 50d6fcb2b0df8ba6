// @ts-check
/** A folder that is not trusted: recordings open, nothing of it runs. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { recordings, sampleService } from './fixtures.mjs';
import { group, until } from './group.mjs';
import { writeRecording } from './recording.mjs';
import { runCommand, screenshot, trustFolder, webviewFrame } from './workbench.mjs';

const RUN = { id: '2026-03-01T10-00-00-sample-service', startedAt: '2026-03-01T10:00:00.000Z', kept: 80 };

async function prepare(/** @type {string} */ folder) {
  await sampleService(folder);
  await writeRecording(join(folder, '.stairstep', 'runs', `${RUN.id}.memprofile`), RUN);
  return folder;
}

group('A folder that is not trusted', { prepare, trust: false }, (scene, test) => {
  test('shows a recording', async () => {
    await runCommand(scene.page, 'Stairstep: Focus on Memory runs View');
    await scene.page
      .locator('.part.sidebar .monaco-list-row')
      .filter({ hasText: 'sample-service' })
      .first()
      .click();
    const chart = await webviewFrame(scene.page, '.plot');
    await until('the verdict is shown', async () =>
      /stair-step/i.test(await chart.locator('.banner').textContent()),
    );
    const text = await chart.locator('body').textContent();
    assert.doesNotMatch(text, /Run again/);
    // no button that would be refused: neither above the chart nor above the list
    assert.equal(await scene.page.getByRole('button', { name: /Run again|Profile memory/ }).count(), 0);
    await screenshot(scene.page, 'untrusted');
  });

  test('builds nothing, and says why', async () => {
    await runCommand(scene.page, 'Stairstep: Profile memory');
    await scene.page
      .locator('.notifications-toasts')
      .getByText(/not trusted/)
      .waitFor();
    assert.equal((await recordings(scene.folder)).length, 1);
  });

  test('offers everything once it is trusted', async () => {
    await trustFolder(scene.page);
    const chart = await webviewFrame(scene.page, '.plot');
    await until('the run can be repeated', async () =>
      /Run again/.test(await chart.locator('body').textContent()),
    );
    await scene.page.locator('.editor-actions').getByRole('button', { name: 'Run again' }).waitFor();
  });
});
