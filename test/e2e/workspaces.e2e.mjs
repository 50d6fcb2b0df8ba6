// @ts-check
/** Folders of every kind: many services, none, no plan yet, a folder that takes no recordings. */
import assert from 'node:assert/strict';
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventsOf, folderWithoutRust, recordings, serverThatAnswers, tinyService } from './fixtures.mjs';
import { group, until } from './group.mjs';
import {
  activationTimes,
  OURS,
  pick,
  quickInput,
  runCommand,
  screenshot,
  webviewFrame,
} from './workbench.mjs';

const QUICK = {
  requests: [{ path: '/' }],
  connections: [1],
  burst: { seconds: 1 },
  baseline: 0.5,
  rest: 0.5,
  tail: 0.5,
};

async function manyServices(/** @type {string} */ folder) {
  await tinyService(join(folder, 'alpha'), 'alpha', serverThatAnswers(), QUICK);
  await tinyService(join(folder, 'beta'), 'beta', serverThatAnswers());
  await tinyService(join(folder, 'deep', 'gamma'), 'gamma', serverThatAnswers());
  await mkdir(join(folder, 'broken'), { recursive: true });
  await writeFile(join(folder, 'broken', 'Cargo.toml'), '[package\nname = ');
  return folder;
}

group('Many services', { prepare: manyServices }, (scene, test) => {
  const toast = (/** @type {RegExp} */ text) =>
    scene.page.locator('.notifications-toasts').getByText(text).first();

  test('asks which one, and keeps its recording with it', async () => {
    await runCommand(scene.page, 'Stairstep: Profile memory');
    await pick(scene.page, 'alpha');
    await until('it is recorded', async () => (await recordings(join(scene.folder, 'alpha'))).length === 1);
    await scene.page
      .locator('.statusbar-item')
      .filter({ hasText: /retained/ })
      .waitFor({ timeout: 60_000 });
  });

  test('runs again where the chart is, not in one more column each time', async () => {
    const groups = () => scene.page.locator('.editor-group-container').count();
    const before = await groups();
    await runCommand(scene.page, 'Stairstep: Run again');
    await until('it is recorded once more, to its end', async () => {
      const [, second] = await recordings(join(scene.folder, 'alpha'));
      return second && (await eventsOf(second)).some(({ kind }) => kind === 'end');
    });
    const tabs = scene.page.locator('.tab').filter({ hasText: 'alpha.memprofile' });
    await until('both charts are open', async () => (await tabs.count()) === 2);
    assert.equal(await groups(), before);
    // the next run may begin when this one has let go of its service, and the editor tells what came of it
    await scene.page
      .locator('.statusbar-item')
      .filter({ hasText: /retained/ })
      .waitFor({ timeout: 60_000 });
  });

  test('writes a first plan from three answers, and opens it with completion', async () => {
    await runCommand(scene.page, 'Stairstep: Edit the load plan');
    // the list stays when the chart has the focus, which the editor gives back to it as the palette closes
    await quickInput(scene.page).waitFor();
    const chart = (await webviewFrame(scene.page, '.plot')).locator('.plot').first();
    await chart.evaluate((plot) => plot.ownerDocument.defaultView?.focus());
    await until('the chart has the focus', () => chart.evaluate((plot) => plot.ownerDocument.hasFocus()));
    await pick(scene.page, 'beta');
    const input = quickInput(scene.page);
    await until('the request is asked for', async () => (await input.inputValue()) === 'GET /');
    await input.fill('POST /items');
    await input.press('Enter');
    await pick(scene.page, 'Text');
    await pick(scene.page, '2, 4, 8, 8, 8, 8');
    await scene.page.locator('.tab.active').filter({ hasText: 'stairstep.json' }).waitFor();
    const plan = JSON.parse(await readFile(join(scene.folder, 'beta', 'stairstep.json'), 'utf8'));
    assert.deepEqual(plan.requests[0].path, '/items');
    assert.deepEqual(plan.connections, [2, 4, 8, 8, 8, 8]);
    await scene.page.locator('.view-line').filter({ hasText: '"tail"' }).hover();
    await scene.page.locator('.view-line').getByText('"tail"').hover();
    await scene.page
      .locator('.monaco-hover')
      .getByText(/Seconds of quiet at the end/)
      .waitFor();
    await screenshot(scene.page, 'plan-hover');
  });

  test('says where recordings cannot be kept', async () => {
    // a file where the folder should be: not even an administrator can write there
    await writeFile(join(scene.folder, 'deep', 'gamma', '.stairstep'), '');
    await writeFile(join(scene.folder, 'deep', 'gamma', 'stairstep.json'), JSON.stringify(QUICK));
    await runCommand(scene.page, 'Notifications: Clear All Notifications');
    await runCommand(scene.page, 'Stairstep: Profile memory');
    await pick(scene.page, 'gamma');
    await toast(/Runs cannot be kept in/).waitFor({ timeout: 60_000 });
  });

  test('names the line of a plan that is wrong', async () => {
    await writeFile(join(scene.folder, 'alpha', 'stairstep.json'), '{\n  "connections": "many"\n}\n');
    await runCommand(scene.page, 'Notifications: Clear All Notifications');
    await runCommand(scene.page, 'Stairstep: Profile memory');
    await pick(scene.page, 'alpha');
    await toast(/^alpha\/stairstep\.json:2:3 connections: expected array\. /).waitFor({ timeout: 60_000 });
    await screenshot(scene.page, 'plan-wrong');
    await scene.page.getByRole('button', { name: 'Show the place' }).click();
    await scene.page.locator('.statusbar-item').getByText('Ln 2, Col 3').waitFor();
    await scene.page.locator('.tab.active').filter({ hasText: 'stairstep.json' }).waitFor();
  });
});

group('A folder without Rust', { prepare: folderWithoutRust }, (scene, test) => {
  test('shows nothing of Stairstep until it is asked for, then says what is missing', async (t) => {
    assert.equal(await scene.page.locator('.activitybar').getByLabel('Stairstep').count(), 0);
    const others = await until('the editor tells what is active', async () => {
      const times = await activationTimes(scene.page, [OURS, 'vscode.git-base']);
      return times.length > 0 && times;
    });
    assert.deepEqual(
      others.filter((times) => times.startsWith(OURS)),
      [],
    );
    await runCommand(scene.page, 'View: Close All Editors');
    await runCommand(scene.page, 'Stairstep: Profile memory');
    await scene.page
      .locator('.notifications-toasts')
      .getByText(/no Rust binary in this workspace/)
      .waitFor();
    await assert.rejects(access(join(scene.folder, '.stairstep')));
    // by a command, when the window has long been there
    const times = await until(
      'the activation is listed',
      async () => (await activationTimes(scene.page, [OURS]))[0],
    );
    t.diagnostic(`activation of ${times}, in a window that is at rest (target 30 ms to load and call)`);
  });
});
