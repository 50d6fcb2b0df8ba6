// @ts-check
/** From a finding to the proof: lightbulb and chart link, preview, apply, undo, apply again, build, run. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { change, eventsOf, recordings, SHORT_PLAN, sampleWithoutAllocator } from './fixtures.mjs';
import { group, until } from './group.mjs';
import { writeRecording } from './recording.mjs';
import { openFile, pick, runCommand, screenshot, webviewFrame } from './workbench.mjs';

const RUN = { id: '2026-03-01T10-00-00-sample-service', startedAt: '2026-03-01T10:00:00.000Z', kept: 80 };
/** Rests in which an allocator that gives memory back does so. */
const PLAN = { ...SHORT_PLAN, connections: [8, 32, 32, 32, 32], rest: 4, tail: 8 };
const BUILD_AND_RUN = 8 * 60_000;

async function prepare(/** @type {string} */ folder) {
  await sampleWithoutAllocator(folder, PLAN);
  await writeRecording(join(folder, '.stairstep', 'runs', `${RUN.id}.memprofile`), RUN);
  return folder;
}

group('The quick fix', { prepare, settings: { 'stairstep.saveBeforeRun': 'always' } }, (scene, test) => {
  const apply = async () => {
    for (const box of await scene.page.locator('.bulk-edit-panel [role="checkbox"]').all()) {
      if ((await box.getAttribute('aria-checked')) === 'false') await box.click();
    }
    await scene.page.getByRole('button', { name: 'Apply', exact: true }).click();
  };
  const preview = () => scene.page.locator('.bulk-edit-panel').waitFor();
  const textOf = async (/** @type {string} */ name) => {
    await runCommand(scene.page, 'View: Close All Editors').catch(() => undefined);
    return readFile(join(scene.folder, name), 'utf8');
  };
  /** As the explorer's badge counts them: files without a tab, too. */
  const unsaved = async () => {
    const label = await scene.page
      .locator('.activitybar .action-label[aria-label^="Explorer"]')
      .getAttribute('aria-label');
    return Number(/(\d+) unsaved/.exec(label ?? '')?.[1] ?? 0);
  };
  /** The menu of the lightbulb, at the finding in Cargo.toml. */
  const lightbulb = async () => {
    await openFile(scene.page, 'Cargo.toml');
    await scene.page.locator('.squiggly-warning').first().waitFor();
    await scene.page.locator('.view-line').filter({ hasText: '[dependencies]' }).click();
    const menu = scene.page.locator('.action-widget');
    const offer = menu.getByText('Add tikv-jemallocator…');
    // pressed again while the menu is open, the key takes its first entry
    await until('the menu opens', async () => {
      await scene.page.keyboard.press('Control+.');
      await offer.waitFor({ timeout: 5000 });
      return true;
    });
    return menu;
  };

  test('offers the fix in the lightbulb of the finding, and previews it', async () => {
    const menu = await lightbulb();
    await screenshot(scene.page, 'lightbulb');
    await menu.getByText('Add tikv-jemallocator…').click();
    await preview();
    await screenshot(scene.page, 'fix-preview');
    await apply();
    await until('both files are changed and not saved', async () => (await unsaved()) === 2);
    await scene.page
      .locator('.notifications-toasts')
      .getByText(/Cargo\.lock changes with the next build/)
      .first()
      .waitFor();
    await screenshot(scene.page, 'fix-applied');
  });

  test('takes it back with one undo', async () => {
    await openFile(scene.page, 'Cargo.toml');
    await scene.page.locator('.editor-instance .view-lines').first().click();
    await scene.page.keyboard.press('Control+Z');
    const all = scene.page.getByRole('button', { name: /Undo in 2 Files/ });
    await until('nothing is changed any more', async () => {
      if (await all.isVisible()) await all.click();
      return (await unsaved()) === 0;
    });
    assert.doesNotMatch(await textOf('Cargo.toml'), /jemalloc/);
  });

  test('says what cargo says of a manifest that it cannot load', async () => {
    await runCommand(scene.page, 'Notifications: Clear All Notifications');
    const manifest = join(scene.folder, 'Cargo.toml');
    await change(manifest, (text) => text.replace(/edition = "\d+"/, 'edition = "1815"'));
    await (await lightbulb()).getByText('Add tikv-jemallocator…').click();
    await preview();
    await scene.page
      .locator('.notifications-toasts')
      .getByText(/cargo cannot load this manifest: .*1815.* not searched for an allocator .* mend that/)
      .first()
      .waitFor();
    await screenshot(scene.page, 'fix-without-cargo');
    await scene.page.getByRole('button', { name: 'Discard', exact: true }).click();
    await change(manifest, (text) => text.replace('edition = "1815"', 'edition = "2024"'));
  });

  test('is offered by the chart too, then builds and runs the same plan', async () => {
    await runCommand(scene.page, 'Notifications: Clear All Notifications');
    await runCommand(scene.page, 'Stairstep: Show the latest run');
    const chart = await webviewFrame(scene.page, '.plot');
    await chart.locator('.step').first().click();
    await chart.getByText('Add tikv-jemallocator').first().click();
    await pick(scene.page, 'Add tikv-jemallocator, giving memory back while idle');
    await preview();
    await apply();
    const toast = scene.page
      .locator('.notifications-toasts')
      .getByRole('button', { name: 'Build and run again' });
    await toast.click();
    await until(
      'a second recording is there',
      async () => (await recordings(scene.folder)).length === 2,
      BUILD_AND_RUN,
    );
    const file = (await recordings(scene.folder)).at(-1) ?? '';
    await until(
      'it has its end',
      async () => (await eventsOf(file)).some(({ kind }) => kind === 'end'),
      180_000,
    );
    const events = await eventsOf(file);
    assert.equal(events[0]?.allocator.name, 'jemalloc');
    assert.equal(events[0]?.allocator.how, 'built-in');
    const { verdict } = events.findLast(({ kind }) => kind === 'verdict') ?? {};
    assert.notEqual(verdict.profile, 'stair-step');
    assert.match(await readFile(join(scene.folder, 'Cargo.toml'), 'utf8'), /tikv-jemallocator/);
    assert.match(await readFile(join(scene.folder, 'src', 'main.rs'), 'utf8'), /#\[global_allocator\]/);
  });

  test('lays the new run over the old one', async () => {
    const page = await webviewFrame(scene.page, '[data-screen="comparison"]', 30_000);
    await page
      .getByText(/Keeps|No gain|Lower memory/)
      .first()
      .waitFor();
    await screenshot(scene.page, 'before-and-after');
  });
});
