// @ts-check
/** Run again sends the load of the plan that the run was made with, and says which where it is not the usual one. */
import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventsOf, recordings, serverThatAnswers, tinyService } from './fixtures.mjs';
import { group, until } from './group.mjs';
import { writeRecording } from './recording.mjs';
import { openFile, quickInput, runCommand, screenshot, webviewFrame } from './workbench.mjs';

const QUICK = { connections: [2, 2], burst: { seconds: 1 }, baseline: 0.5, rest: 0.5, tail: 1 };
const BENCH = { ...QUICK, requests: [{ path: '/bench' }] };
const USUAL = { ...QUICK, requests: [{ path: '/usual' }] };
const PLAN_FILE = 'load/bench.json';
const BEFORE = 'before';
const GONE = /load\/bench\.json is gone: the load is that of the recording\./;

/** @param {string} folder */
async function prepare(folder) {
  await tinyService(folder, 'again', serverThatAnswers(), USUAL);
  await mkdir(join(folder, 'load'));
  await writeFile(join(folder, PLAN_FILE), JSON.stringify(BENCH));
  await writeRecording(join(folder, '.stairstep', 'runs', `${BEFORE}.memprofile`), {
    id: BEFORE,
    startedAt: '2026-03-01T10:00:00.000Z',
    kept: 80,
    service: { name: 'again', package: 'again', manifest: 'Cargo.toml' },
    plan: BENCH,
    planFile: PLAN_FILE,
  });
  return folder;
}

group('Run again', { prepare }, (scene, test) => {
  /** The chart of the run that was, alone. */
  const before = async () => {
    await runCommand(scene.page, 'View: Close All Editors');
    await runCommand(scene.page, 'Notifications: Clear All Notifications');
    await openFile(scene.page, `.stairstep/runs/${BEFORE}.memprofile`);
    return webviewFrame(scene.page, '.plot');
  };
  const told = (/** @type {RegExp} */ said) =>
    scene.page.locator('.notifications-toasts').getByText(said).first().waitFor();
  /** Runs again to the end: what is said of the plan, and what the new recording has of it. */
  const again = async (/** @type {RegExp} */ said) => {
    await before();
    const known = await recordings(scene.folder);
    await runCommand(scene.page, 'Stairstep: Run again');
    await told(said);
    await screenshot(scene.page, 'run-again');
    const [header] = await until('the run has its end', async () => {
      const file = (await recordings(scene.folder)).find((one) => !known.includes(one));
      const events = file ? await eventsOf(file) : [];
      return events.at(-1)?.kind === 'end' && events;
    });
    assert.equal(header?.planFile, PLAN_FILE);
    assert.equal(header?.plan.requests[0].path, '/bench');
  };

  test('takes the plan that the recording names', () =>
    again(/The load is that of load\/bench\.json, as in the run before\./));

  test('takes the plan as recorded where its file is gone', async () => {
    await rm(join(scene.folder, PLAN_FILE));
    await again(GONE);
  });

  test('compares allocators with the same load', async () => {
    const chart = await before();
    await chart.getByText('Compare allocators').first().click();
    await told(GONE);
    await quickInput(scene.page).waitFor({ timeout: 60_000 });
    await screenshot(scene.page, 'compare-again');
    await scene.page.keyboard.press('Escape');
  });
});
