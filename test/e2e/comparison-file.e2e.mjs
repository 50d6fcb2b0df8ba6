// @ts-check
/** Comparisons: a file that grows while it is open, its fix, and runs that are set side by side. */
import assert from 'node:assert/strict';
import { access, appendFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sampleWithoutAllocator } from './fixtures.mjs';
import { group, until } from './group.mjs';
import { writeRecording } from './recording.mjs';
import {
  chooseInMenu,
  openFile,
  quickInput,
  reloadWindow,
  runCommand,
  screenshot,
  webviewFrame,
} from './workbench.mjs';

const MB = 1e6;
const NAME = '2026-03-02T10-00-00-compare.memcompare';
const AS_BUILT = {
  name: 'as-built',
  id: '2026-03-02T10-00-00-sample-service',
  startedAt: '2026-03-02T10:00:00.000Z',
  kept: 80,
};
const JEMALLOC = {
  name: 'with-jemalloc',
  id: '2026-03-02T10-05-00-sample-service',
  startedAt: '2026-03-02T10:05:00.000Z',
  kept: 0,
};

/** Made for the comparison. */
const TRIAL = {
  id: '2026-03-02T10-02-00-sample-service',
  startedAt: '2026-03-02T10:02:00.000Z',
  kept: 0,
  trial: { id: 'fix', label: 'jemalloc built in', repeat: 1, comparison: '2026-03-02T10-00-00-compare' },
};

/** @param {string} folder */
const recordingOf = (folder, name = TRIAL.id) => join(folder, '.stairstep', 'runs', `${name}.memprofile`);

/** @param {string} folder */
const comparisons = (folder) => join(folder, '.stairstep', 'comparisons');

/** @param {string} folder */
async function prepare(folder) {
  await sampleWithoutAllocator(folder);
  for (const run of [AS_BUILT, JEMALLOC]) {
    await writeRecording(recordingOf(folder, run.name), run);
  }
  await writeRecording(recordingOf(folder), TRIAL);
  const file = join(comparisons(folder), NAME);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, lines([header(), finished('baseline', AS_BUILT.name, 330)]));
  return folder;
}

function header() {
  return {
    kind: 'comparison',
    format: 1,
    id: '2026-03-02T10-00-00-compare',
    startedAt: '2026-03-02T10:00:00.000Z',
    tool: 'stairstep 0.1.0',
    service: { name: 'sample-service', manifest: 'Cargo.toml' },
    trials: [
      { id: 'baseline', label: 'As built', kind: 'baseline', allocator: 'system' },
      { id: 'fix', label: 'jemalloc built in', kind: 'fix', allocator: 'jemalloc', fix: 'jemalloc' },
    ],
    repeats: 1,
  };
}

/** @param {string} trial @param {string} recording @param {number} retained megabytes */
function finished(trial, recording, retained) {
  const measure = {
    profile: retained > 100 ? 'stair-step' : 'ragged',
    baseline: 10 * MB,
    peak: 370 * MB,
    retained: retained * MB,
    meanRss: 200 * MB,
    requests: 2000,
    errors: 0,
    rps: 100,
    p50: 10,
    p99: 40,
    cpuSeconds: 12,
    steps: [],
    file: `../runs/${recording}.memprofile`,
  };
  return { kind: 'trial-finished', trial, repeat: 1, measure };
}

/** What the legend says of the dots, after the runs. */
const STAYED = 'kept after the load rested';

/** @param {object[]} events */
const lines = (events) => events.map((event) => `${JSON.stringify(event)}\n`).join('');

group('A comparison file', { prepare }, (scene, test) => {
  const table = async (/** @type {string} */ text) => {
    const page = await webviewFrame(scene.page, 'table.comparison', 60_000);
    await until(`the table says ${text}`, async () =>
      (await page.locator('table.comparison').textContent())?.replaceAll('\u00a0', ' ').includes(text),
    );
    return page;
  };
  /** @param {import('playwright-core').Frame} page */
  const rows = (page) => page.locator('table.comparison tbody tr').allTextContents();

  /**
   * The legend has all its lines once the runs are there, after the table.
   * @param {import('playwright-core').Frame} page
   * @param {string[]} runs
   */
  const drawn = (page, runs) =>
    until(
      `the legend says ${runs}`,
      async () => (await page.locator('.legend-entry').allTextContents()).join() === [...runs, STAYED].join(),
    );

  const open = (/** @type {string} */ name) => openFile(scene.page, join(comparisons(scene.folder), name));

  test('opens in the page of charts, with what is measured so far', async () => {
    await open(NAME);
    const page = await table('As built');
    assert.match((await page.locator('.banner').textContent()) ?? '', /under way/);
    await drawn(page, ['As built']);
  });

  test('grows with its file', async () => {
    await appendFile(
      join(comparisons(scene.folder), NAME),
      lines([finished('fix', JEMALLOC.name, 12), { kind: 'finished', reason: 'completed' }]),
    );
    const page = await table('jemalloc built in');
    const figures = await rows(page);
    assert.equal(figures.length, 2);
    assert.match(figures[0] ?? '', /jemalloc built in.*12\sMB \(-96\s%\)/);
    await drawn(page, ['As built', 'jemalloc built in']);
    assert.doesNotMatch((await page.locator('.banner').textContent()) ?? '', /under way/);
    await screenshot(scene.page, 'comparison-grown');
  });

  test('is there again after a reload of the window, and offers the fix of its code', async () => {
    await reloadWindow(scene.page);
    const page = await table('jemalloc built in');
    await drawn(page, ['As built', 'jemalloc built in']);
    await page.getByText('Apply this fix…').click();
    await scene.page
      .getByText(/tikv-jemallocator/)
      .first()
      .waitFor();
    await screenshot(scene.page, 'comparison-fix');
    await scene.page.keyboard.press('Escape');
  });

  test('sets two runs of the view side by side', async () => {
    const before = await readdir(comparisons(scene.folder));
    await runCommand(scene.page, 'Stairstep: Focus on Memory runs View');
    const list = scene.page.locator('.part.sidebar .monaco-list-row');
    await list.filter({ hasText: AS_BUILT.name }).click();
    await list.filter({ hasText: JEMALLOC.name }).click({ modifiers: ['Control'] });
    await list.filter({ hasText: JEMALLOC.name }).click({ button: 'right' });
    await chooseInMenu(scene.page, 'Compare runs');
    const page = await table(AS_BUILT.name);
    assert.equal((await rows(page)).length, 2);
    await drawn(page, [AS_BUILT.name, JEMALLOC.name]);
    assert.equal((await readdir(comparisons(scene.folder))).length, before.length + 1);
    await screenshot(scene.page, 'compared-in-view');
  });

  test('asks before it deletes, and says which of the runs that would be', async () => {
    await runCommand(scene.page, 'Stairstep: Focus on Memory runs View');
    await scene.page.locator('.part.sidebar .monaco-list-row').filter({ hasText: AS_BUILT.name }).click();
    await scene.page.keyboard.press('Delete');
    const dialog = scene.page.locator('.monaco-dialog-box');
    await dialog.getByText('Delete the run as-built?').waitFor();
    assert.match((await dialog.textContent()) ?? '', /Mar 2, 2026.*glibc 2\.36.*cannot be brought back/s);
    await screenshot(scene.page, 'delete-run');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await access(recordingOf(scene.folder, AS_BUILT.name));
  });

  /** @param {string | RegExp} text */
  const row = (text) => scene.page.locator('.part.sidebar .monaco-list-row').filter({ hasText: text });

  test('is listed with what came of it, above the recordings that were made for it, and opens from there', async () => {
    await runCommand(scene.page, 'View: Close All Editors');
    await runCommand(scene.page, 'Stairstep: Focus on Memory runs View');
    const listed = row(/12\sMB · jemalloc built in/);
    await listed.waitFor();
    assert.equal(await row(/^jemalloc built in/).count(), 0);
    await listed.click();
    await table('jemalloc built in');
    await runCommand(scene.page, 'Stairstep: Focus on Memory runs View');
    await listed.click();
    await scene.page.keyboard.press('ArrowRight');
    await row(/^jemalloc built in/).waitFor();
    await screenshot(scene.page, 'comparisons-in-view');
    await row(/^jemalloc built in/).click();
    await webviewFrame(scene.page, '.banner[data-profile=ragged]');
  });

  test('is renamed in the view', async () => {
    await row(/12\sMB · jemalloc built in/).click();
    await scene.page.keyboard.press('F2');
    await quickInput(scene.page).fill('before the release');
    await quickInput(scene.page).press('Enter');
    await row('before the release').waitFor();
    await access(join(comparisons(scene.folder), 'before the release.memcompare'));
  });

  test('is deleted in the view, with its recordings where that is chosen', async () => {
    await row('before the release').click();
    await scene.page.keyboard.press('Delete');
    const dialog = scene.page.locator('.monaco-dialog-box');
    await dialog.getByText('Delete the comparison before the release?').waitFor();
    assert.match((await dialog.textContent()) ?? '', /Mar 2, 2026.*2 trials.*recordings \(1\) are kept/s);
    await screenshot(scene.page, 'delete-comparison');
    await dialog.getByRole('button', { name: 'Delete with its recordings' }).click();
    await row('before the release').waitFor({ state: 'hidden' });
    await assert.rejects(access(join(comparisons(scene.folder), 'before the release.memcompare')));
    await assert.rejects(access(recordingOf(scene.folder)));
    await access(recordingOf(scene.folder, AS_BUILT.name));
  });

  test('says what is wrong with a file, and draws it once it is right', async () => {
    const name = 'broken.memcompare';
    const file = join(comparisons(scene.folder), name);
    await writeFile(file, 'hello\n');
    await open(name);
    const page = await webviewFrame(scene.page, '[role="alert"]', 60_000);
    const said = (await page.locator('[role="alert"]').textContent()) ?? '';
    assert.match(said, /This is not a comparison of Stairstep: .*Open a \.memcompare file\./s);
    await writeFile(
      file,
      lines([
        header(),
        finished('baseline', AS_BUILT.name, 330),
        finished('fix', 'a recording that is gone', 12),
      ]),
    );
    await until('it is drawn', async () => (await rows(page)).length === 2);
    await drawn(page, ['As built']);
  });
});
