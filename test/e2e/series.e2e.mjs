// @ts-check
/** Series that something else measured: read, drawn and judged like a run, and nothing is written. */
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { group, until } from './group.mjs';
import {
  chooseInMenu,
  pick,
  quickInput,
  reloadWindow,
  runCommand,
  screenshot,
  webviewFrame,
} from './workbench.mjs';

/** MiB after each load, of which the first begins after half a minute. */
const FLOORS = [50, 250, 400, 420, 425, 425];
const START = Date.UTC(2026, 2, 2, 10) / 1000;

/** Five loads of 30 s with a minute of rest after each, then a rest. @returns {[second: number, mebibytes: number][]} */
function stairs() {
  const floor = (/** @type {number} */ n) => FLOORS[Math.min(n, FLOORS.length - 1)] ?? 0;
  return Array.from({ length: 700 }, (_, second) => {
    const n = Math.floor((second + 60) / 90);
    const into = (second + 60) % 90;
    const before = floor(Math.max(0, n - 1));
    const underLoad = second >= 30 && second < 480 && into < 30;
    return [second, underLoad ? before + ((floor(n) - before + 120) * into) / 30 : floor(n)];
  });
}

/** As Prometheus answers it, for two services, one of which stays as it is. */
function queryRange() {
  const series = (/** @type {string} */ instance, /** @type {(mebibytes: number) => number} */ sizeOf) => ({
    metric: { __name__: 'process_resident_memory_bytes', instance },
    values: stairs().map(([second, size]) => [START + second, String(Math.round(sizeOf(size) * 2 ** 20))]),
  });
  const result = [series('web:9090', (size) => size), series('worker:9090', () => 80)];
  return JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } });
}

async function prepare(/** @type {string} */ folder) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'Cargo.toml'), '[workspace]\nmembers = []\n');
  const rows = stairs().map(
    ([second, size]) => `${new Date((START + second) * 1000).toISOString()},${size.toFixed(1)}`,
  );
  await writeFile(join(folder, 'rss.csv'), `time,rss_mib\n${rows.join('\n')}\n`);
  await writeFile(join(folder, 'query_range.json'), queryRange());
  await writeFile(join(folder, 'notes.txt'), 'nothing to measure\n');
  return folder;
}

group('Series from elsewhere', { prepare }, (scene, test) => {
  /** @param {string} profile */
  const judged = (profile) => webviewFrame(scene.page, `.banner[data-profile=${profile}]`, 60_000);
  /** @param {string} name */
  const inExplorer = (name) =>
    scene.page.locator('.explorer-folders-view .monaco-list-row', { hasText: name });

  /** As the Explorer's menu does. @param {string} name */
  const read = async (name) => {
    await runCommand(scene.page, 'View: Close All Editors');
    await runCommand(scene.page, 'File: Focus on Files Explorer');
    await inExplorer(name).click({ button: 'right' });
    await chooseInMenu(scene.page, 'Read a memory series');
  };

  test('are chosen as a file, drawn with their steps and judged', async () => {
    await runCommand(scene.page, 'Stairstep: Read a memory series…');
    await until('the dialog asks which file', async () =>
      (await quickInput(scene.page).inputValue()).endsWith('/workspace/'),
    );
    await quickInput(scene.page).fill(join(scene.folder, 'rss.csv'));
    await quickInput(scene.page).press('Enter');
    const chart = await judged('stair-step');
    await until('its steps are listed', async () => (await chart.locator('.step').count()) > 2);
    assert.match(
      (await chart.locator('.banner .caption').textContent()) ?? '',
      /^rss\.csv · CSV · .*Mar.2,.2026/,
    );
    assert.match((await chart.locator('.facts').textContent()) ?? '', /MiB/);
    await screenshot(scene.page, 'series');
  });

  test('are saved as a run is, beside their file, which stays as it is', async () => {
    const before = await readFile(join(scene.folder, 'rss.csv'), 'utf8');
    await runCommand(scene.page, 'Stairstep: Save the chart as…');
    for (const [format, ending] of /** @type {const} */ ([
      ['HTML', 'html'],
      ['CSV', 'csv'],
    ])) {
      if (ending === 'csv') {
        const chart = await judged('stair-step');
        await chart.getByRole('button', { name: 'Save as' }).click();
        await chart.getByRole('menuitem', { name: format }).click();
      } else await pick(scene.page, format);
      const target = join(scene.folder, `rss-memory.${ending}`);
      await until(
        'the dialog asks where',
        async () => (await quickInput(scene.page).inputValue()) === target,
      );
      await quickInput(scene.page).press('Enter');
      const saved = await until('it is written', () => readFile(target, 'utf8'));
      assert.match(saved, ending === 'html' ? /<title>rss\.csv: stair-step/ : /^.*rss/);
      await rm(target);
    }
    assert.equal(await readFile(join(scene.folder, 'rss.csv'), 'utf8'), before);
  });

  /** @param {string} name a part of it */
  const choose = (name) =>
    scene.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: name }).click();

  test('are asked for where a file has several: once, and when it is read anew', async () => {
    await read('query_range.json');
    await choose('worker:9090');
    const chart = await judged('flat');
    assert.match((await chart.locator('.banner .caption').textContent()) ?? '', /worker:9090/);
    await reloadWindow(scene.page);
    await judged('flat');
    await read('query_range.json');
    await choose('web:9090');
    await judged('stair-step');
  });

  test('are refused with what is wrong', async () => {
    await read('notes.txt');
    const page = await webviewFrame(scene.page, '.message.failed', 60_000);
    assert.match((await page.locator('.message').textContent()) ?? '', /Give .*CSV with a header/);
  });

  test('leave the folder as it was', async () => {
    assert.deepEqual((await readdir(scene.folder)).sort(), [
      'Cargo.toml',
      'notes.txt',
      'query_range.json',
      'rss.csv',
    ]);
  });
});
