// @ts-check
/** Allocators side by side, from the palette to the applied fix, and any two runs. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SHORT_PLAN, sampleService } from './fixtures.mjs';
import { group, until } from './group.mjs';
import { writeRecording } from './recording.mjs';
import { quickInput, reloadWindow, runCommand, screenshot, webviewFrame } from './workbench.mjs';

const PLAN = { ...SHORT_PLAN, connections: [8, 16, 16, 16], burst: { requests: 40 }, rest: 1, tail: 3 };
const A_COMPARISON = 5 * 60_000;
/** Whatever a busy machine makes of the trials. */
const CONCLUSION = /Keeps|No gain|Little gain|Lower memory/;

async function prepare(/** @type {string} */ folder) {
  await sampleService(folder, PLAN);
  for (const [id, kept] of /** @type {const} */ ([
    ['2026-03-01T10-00-00-sample-service', 80],
    ['2026-03-01T11-00-00-sample-service', 0],
  ])) {
    const startedAt = `${id.slice(0, 13)}:00:00.000Z`;
    await writeRecording(join(folder, '.stairstep', 'runs', `${id}.memprofile`), { id, startedAt, kept });
  }
  return folder;
}

group('Comparisons', { prepare }, (scene, test) => {
  const comparisons = async () => {
    const folder = join(scene.folder, '.stairstep', 'comparisons');
    return (await readdir(folder).catch(() => [])).sort().map((name) => join(folder, name));
  };
  const page = () => webviewFrame(scene.page, '[data-screen="comparison"]', 60_000);

  test('sets two runs side by side', async () => {
    await runCommand(scene.page, 'Stairstep: Compare runs…');
    const rows = scene.page.locator('.quick-input-list .monaco-list-row');
    await until('both are offered', async () => (await rows.count()) === 2);
    for (const row of await rows.all()) await row.click();
    await quickInput(scene.page).press('Enter');
    const compared = await page();
    await until('the conclusion is drawn', async () =>
      /330\sMB/.test((await compared.locator('body').textContent()) ?? ''),
    );
    await screenshot(scene.page, 'compared-runs');
  });

  test('lists what can be compared here, and why the rest cannot', async () => {
    await runCommand(scene.page, 'View: Close All Editors');
    await runCommand(scene.page, 'Stairstep: Compare allocators…');
    const rows = scene.page.locator('.quick-input-list .monaco-list-row');
    await rows
      .filter({ hasText: /as built/i })
      .first()
      .waitFor({ timeout: A_COMPARISON });
    const title = scene.page.locator('.quick-input-title');
    // 2 s around it, 3 of baseline, 4 rests, 3 of tail; how long so many requests take is not known
    assert.equal(
      await title.textContent(),
      'Compare allocators on sample-service: 2 trials × at least 12 s, at least 24 s in all',
    );
    await screenshot(scene.page, 'trials');
    const feature = rows.filter({ hasText: /^built with its feature/ }).first();
    for (const effort of [/3 trials × .* 36 s in all, with 1 build$/, /2 trials × .* 24 s in all$/]) {
      await quickInput(scene.page).fill('built with its feature');
      await feature.locator('.monaco-checkbox, input[type=checkbox]').first().click();
      await quickInput(scene.page).fill('');
      await until('it says so', async () => effort.test((await title.textContent()) ?? ''));
    }
  });

  test('draws the first trial while it runs', async () => {
    await quickInput(scene.page).press('Enter');
    await until('there is another comparison', async () => (await comparisons()).length === 2, A_COMPARISON);
    const compared = await page();
    const plot = compared.locator('.plot').first();
    await until('its line is there', () => plot.isVisible(), A_COMPARISON);
    assert.match((await compared.locator('.figures').textContent()) ?? '', /as built: under way/);
    const end = async () => {
      await plot.focus();
      await scene.page.keyboard.press('Home');
      await scene.page.keyboard.press('End');
      return Number(
        /^([\d.]+)\ss/.exec((await compared.locator('.reading-title').first().textContent()) ?? '')?.[1],
      );
    };
    const before = await end();
    await until('it goes on', async () => (await end()) > before + 2);
    await screenshot(scene.page, 'comparing');
    assert.doesNotMatch(await readFile((await comparisons()).at(-1) ?? '', 'utf8'), /trial-finished/);
  });

  test('says in the status bar which trial runs, and leads to it', async () => {
    await runCommand(scene.page, 'View: Close All Editors');
    const item = scene.page
      .locator('.statusbar-item')
      .filter({ hasText: /comparing allocators, trial \d of 2/ });
    await item.waitFor();
    await item.click();
    await page();
  });

  test('runs the default trials, and says what they come to', async () => {
    const file = (await comparisons()).at(-1) ?? '';
    await until(
      'it is finished',
      async () => /"kind":"finished"/.test(await readFile(file, 'utf8')),
      A_COMPARISON,
    );
    assert.match(await readFile(file, 'utf8'), /"reason":"completed"/);
    const compared = await page();
    await until('the conclusion is drawn', async () =>
      CONCLUSION.test((await compared.locator('body').textContent()) ?? ''),
    );
    await screenshot(scene.page, 'compared-allocators');
  });

  test('is listed in the view, with the recordings that it made below it', async () => {
    await runCommand(scene.page, 'Stairstep: Focus on Memory runs View');
    const list = scene.page.locator('.part.sidebar .monaco-list-row');
    await until('both comparisons are there', async () => (await list.count()) >= 2);
    // the newest comes first
    await list.first().click();
    await page();
    await runCommand(scene.page, 'Stairstep: Focus on Memory runs View');
    await scene.page.keyboard.press('ArrowRight');
    for (const label of [/^as built/, /^jemalloc/]) await list.filter({ hasText: label }).first().waitFor();
    await screenshot(scene.page, 'comparison-in-view');
  });

  test('is there again after a reload', async () => {
    await reloadWindow(scene.page);
    const compared = await page();
    await until('the conclusion is drawn', async () =>
      CONCLUSION.test((await compared.locator('body').textContent()) ?? ''),
    );
  });
});
