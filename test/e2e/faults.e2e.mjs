// @ts-check
/** What goes wrong on the user's side: a build, a service, a file, a folder. Each time the editor says what and why. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { change, eventsOf, extensionLog, recordings, serverThatAnswers, tinyService } from './fixtures.mjs';
import { group, until } from './group.mjs';
import { writeLongRecording, writeRecording } from './recording.mjs';
import { openFile, runCommand, screenshot, webviewFrame } from './workbench.mjs';

const PLAN = {
  requests: [{ path: '/' }],
  connections: [2, 2],
  burst: { seconds: 1 },
  baseline: 0.5,
  rest: 0.5,
  tail: 1,
};
const GONE = 200;
const IGNORES_SIGTERM = 'extern "C" { fn signal(number: i32, handler: usize) -> usize; }';

/** @param {string} folder named with a space and letters outside of ASCII */
async function prepare(folder) {
  const service = await tinyService(`${folder} für Übung 測試`, 'mortal', serverThatAnswers(GONE), PLAN);
  const file = (/** @type {string} */ name) => join(service, `${name}.memprofile`);
  await writeFile(file('empty'), '');
  await writeFile(file('foreign'), '{"hello": "world"}\n');
  await writeFile(file('binary'), Buffer.from(Array.from({ length: 5000 }, (_, n) => n % 7)));
  await writeRecording(file('whole'), { id: 'whole', startedAt: '2026-03-01T10:00:00.000Z', kept: 80 });
  await writeRecording(file('torn'), { id: 'torn', startedAt: '2026-03-01T10:00:00.000Z', kept: 80 });
  await change(file('torn'), (text) => text.slice(0, text.length - 500));
  await writeRecording(file('unjudged'), { id: 'unjudged', startedAt: '2026-03-01T10:00:00.000Z', kept: 80 });
  await change(file('unjudged'), (text) => text.replace(/^\{"kind":"(?:verdict|step)".*\n/gm, ''));
  await writeLongRecording(file('million'), 1_000_000);
  return service;
}

group('Faults', { prepare }, (scene, test) => {
  const open = async (/** @type {string} */ name) => {
    await runCommand(scene.page, 'View: Close All Editors');
    await openFile(scene.page, name);
  };

  test('marks in Problems what does not compile', async () => {
    const main = join(scene.folder, 'src', 'main.rs');
    await change(main, (text) => text.replace('let mut left: u64 =', 'let mut left: String ='));
    await runCommand(scene.page, 'Stairstep: Profile memory');
    await scene.page
      .locator('.notifications-toasts')
      .getByText(/does not build: error\[E0308\]: mismatched types\. /)
      .first()
      .waitFor({ timeout: 60_000 });
    await scene.page.getByRole('button', { name: 'Show the problems' }).click();
    await scene.page
      .locator('.markers-panel .monaco-list-row')
      .filter({ hasText: /mismatched types/ })
      .first()
      .waitFor();
    await screenshot(scene.page, 'build-failed');
    assert.equal((await recordings(scene.folder)).length, 0);
    await change(main, (text) => text.replace('let mut left: String =', 'let mut left: u64 ='));
  });

  test('says in the place of the chart why a service never took requests', async () => {
    const main = join(scene.folder, 'src', 'main.rs');
    await change(main, (text) => text.replace('fn main() {', 'fn main() {\n    std::process::exit(3);'));
    await runCommand(scene.page, 'Stairstep: Profile memory');
    const page = await webviewFrame(scene.page, '.message.failed', 60_000);
    await until('it says why', async () =>
      /exited with code 3/.test((await page.locator('.message').textContent()) ?? ''),
    );
    await screenshot(scene.page, 'never-ready');
    assert.equal((await recordings(scene.folder)).length, 0);
    await change(main, (text) => text.replace('\n    std::process::exit(3);', ''));
  });

  test('keeps what there is of a service that dies', async () => {
    // in front is what came of the run before, which left no recording
    await scene.page
      .locator('.editor-actions')
      .getByRole('button', { name: /Run again/ })
      .click();
    const chart = await webviewFrame(scene.page, '.plot', 60_000);
    const [file = ''] = await until('there is a recording', async () => {
      const all = await recordings(scene.folder);
      return all.length > 0 && all;
    });
    const end = await until(
      'it has its end',
      async () => (await eventsOf(file)).find(({ kind }) => kind === 'end'),
      60_000,
    );
    assert.equal(end.reason, 'service-exited');
    await until('the chart says so', async () =>
      /101|ended by itself|exited/i.test(await chart.locator('body').textContent()),
    );
    await screenshot(scene.page, 'service-died');
  });

  test('ends a service at once that does not shut down, where Stop is asked for while it is waited for', async () => {
    await change(join(scene.folder, 'src', 'main.rs'), (text) =>
      text
        .replace('fn main() {', `${IGNORES_SIGTERM}\nfn main() {\n    unsafe { signal(15, 1) };`)
        .replace(/left: u64 = \d+/, 'left: u64 = u64::MAX'),
    );
    // for longer than a test may take
    await change(join(scene.folder, 'stairstep.json'), (text) => text.replace('{', '{ "stopTimeout": 3600,'));
    const before = await recordings(scene.folder);
    await runCommand(scene.page, 'Stairstep: Profile memory');
    await scene.page
      .locator('.statusbar-item')
      .filter({ hasText: /stopping/ })
      .first()
      .waitFor();
    const [file = ''] = (await recordings(scene.folder)).filter((one) => !before.includes(one));
    await runCommand(scene.page, 'Stairstep: Stop the run');
    const end = await until('the recording has its end', async () =>
      (await eventsOf(file)).find(({ kind }) => kind === 'end'),
    );
    assert.equal(end.reason, 'completed');
  });

  for (const [name, message] of /** @type {const} */ ([
    ['empty', /it is empty/],
    ['foreign', /not the header of a run/],
    ['binary', /it is binary|has no lines/],
  ])) {
    test(`opens a file that is ${name} with a message`, async () => {
      await open(`${name}.memprofile`);
      const page = await webviewFrame(scene.page, '.message.failed');
      assert.match((await page.locator('.message').textContent()) ?? '', message);
    });
  }

  test('opens a torn file up to where it is torn, and judges what is there', async () => {
    await open('torn.memprofile');
    const chart = await webviewFrame(scene.page, '.plot');
    await until('its samples are drawn', async () =>
      /samples\s+\d{2,}/.test(await chart.locator('.status').textContent()),
    );
    await chart.locator('.banner:not([data-profile=none])').waitFor();
    await chart.locator('.notices').getByText('The recording has no end').waitFor();
  });

  test('judges a recording that has its end and no verdict', async () => {
    await open('unjudged.memprofile');
    const chart = await webviewFrame(scene.page, '.plot');
    await chart.locator('.banner:not([data-profile=none])').waitFor();
    assert.equal(await chart.locator('.notices').getByText('no end').count(), 0);
    await screenshot(scene.page, 'judged-on-opening');
  });

  test('opens a million samples within a second, and loses no peak', async (t) => {
    await open('whole.memprofile');
    await webviewFrame(scene.page, '.plot');
    await open('million.memprofile');
    // what looks into the window meanwhile would be measured too
    const painted = await until('the page says how long it took', async () =>
      /Painted 1000000 samples in (\d+) ms/.exec(await extensionLog(scene.userDataDir)),
    );
    const chart = await webviewFrame(scene.page, '.plot');
    assert.match((await chart.locator('.status').textContent()) ?? '', /1,000,000/);
    t.diagnostic(`open to painted, a million samples: ${painted[1]} ms (target 1000)`);
    assert.match((await chart.locator('.status').textContent()) ?? '', /peak\s+900\sMB/);
  });
});
