// @ts-check
/** A window that is reloaded in the middle of a run: nothing that was recorded is lost, and nothing is left running. */
import assert from 'node:assert/strict';
import { eventsOf, recordings, SHORT_PLAN, sampleService } from './fixtures.mjs';
import { group, until } from './group.mjs';
import { reloadWindow, runCommand, screenshot, webviewFrame } from './workbench.mjs';

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const LONG_PLAN = { ...SHORT_PLAN, tail: 300 };

group('Reload in mid run', { prepare: (folder) => sampleService(folder, LONG_PLAN) }, (scene, test) => {
  test('ends the service and keeps the recording', async () => {
    await runCommand(scene.page, 'Stairstep: Profile memory');
    const chart = await webviewFrame(scene.page, '.plot', 6 * 60_000);
    await until(
      'a burst is drawn',
      async () => /burst 2/.test(await chart.locator('body').textContent()),
      60_000,
    ).catch(() => undefined);
    const [file = ''] = await recordings(scene.folder);
    const pid = (await eventsOf(file))[0]?.service.pid;
    assert.ok(isAlive(pid));
    await reloadWindow(scene.page);
    await until('the service is gone', async () => !isAlive(pid), 20_000);
    const end = await until('the recording has its end', async () =>
      (await eventsOf(file)).find(({ kind }) => kind === 'end'),
    );
    assert.equal(end.reason, 'interrupted');
  });

  test('shows what was recorded, and says that it was cut short', async () => {
    const chart = await webviewFrame(scene.page, '.plot', 60_000);
    await until('samples are drawn', async () =>
      /samples\s+\d{2,}/.test(await chart.locator('.status').textContent()),
    );
    await until('the chart says so', async () =>
      /interrupted|stopped|cut short/i.test(await chart.locator('body').textContent()),
    );
    await scene.page
      .locator('.notifications-toasts')
      .getByText(/ended when its window closed/)
      .waitFor();
    await screenshot(scene.page, 'reloaded');
  });

  test('starts another run, and stops it from the palette', async () => {
    await runCommand(scene.page, 'Stairstep: Run again');
    await until(
      'a second recording is there',
      async () => (await recordings(scene.folder)).length === 2,
      60_000,
    );
    await scene.page.locator('.statusbar-item').filter({ hasText: /MB · / }).first().waitFor();
    await runCommand(scene.page, 'Stairstep: Profile memory');
    await scene.page
      .locator('.notifications-toasts')
      .getByText(/one run at a time/)
      .waitFor();
    await scene.page.getByRole('button', { name: 'Stop it' }).waitFor();
    await runCommand(scene.page, 'Stairstep: Stop the run');
    const file = (await recordings(scene.folder)).at(-1) ?? '';
    const end = await until(
      'it has its end',
      async () => (await eventsOf(file)).find(({ kind }) => kind === 'end'),
      20_000,
    );
    assert.equal(end.reason, 'interrupted');
  });
});
