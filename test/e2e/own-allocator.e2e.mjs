// @ts-check
/** A service that brings its allocator along is offered no other one: the options of the one that it has. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { sampleService } from './fixtures.mjs';
import { group, until } from './group.mjs';
import { writeRecording } from './recording.mjs';
import { openFile, runCommand, screenshot, webviewFrame } from './workbench.mjs';

const ALLOCATOR = { name: 'jemalloc', how: 'built-in', version: '5.3.1', evidence: 'symbol _rjem_malloc' };

/** @param {string} folder */
async function prepare(folder) {
  await sampleService(folder);
  await writeRecording(join(folder, '.stairstep', 'runs', 'own.memprofile'), {
    id: 'own',
    startedAt: '2026-03-01T10:00:00.000Z',
    kept: 80,
    allocator: ALLOCATOR,
  });
  return folder;
}

group('A built-in allocator', { prepare }, (scene, test) => {
  test('is not added again by the lightbulb or by the finding', async () => {
    await openFile(scene.page, 'Cargo.toml');
    await scene.page.locator('.squiggly-warning').first().waitFor();
    await scene.page.locator('.view-line').filter({ hasText: '[dependencies]' }).click();
    const menu = scene.page.locator('.action-widget');
    await until('the menu opens', async () => {
      await scene.page.keyboard.press('Control+.');
      await menu.getByText('Set the options of jemalloc…').waitFor({ timeout: 5000 });
      return true;
    });
    assert.equal(await menu.getByText('Add tikv-jemallocator').count(), 0);
    await screenshot(scene.page, 'own-allocator');
    await scene.page.keyboard.press('Escape');
    await runCommand(scene.page, 'Problems: Focus on Problems View');
    const found = scene.page.locator('.markers-panel .monaco-list-row').filter({ hasText: 'keeps' }).first();
    const text = (await found.textContent()) ?? '';
    assert.match(text, /allocator jemalloc 5\.3\.1\)/);
    assert.doesNotMatch(text, /add tikv-jemallocator/);
  });

  test('is not added again by the chart', async () => {
    await runCommand(scene.page, 'Stairstep: Show the latest run');
    const chart = await webviewFrame(scene.page, '.plot');
    await chart.locator('.step').first().click();
    await chart.getByText('Set the options of jemalloc…').waitFor();
    assert.equal(await chart.getByText('Add tikv-jemallocator').count(), 0);
  });
});
