import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { RunFold } from '../../src/core/run/fold';
import { htmlReport } from '../../src/report/html';
import { Harness, textOf } from './harness';
import { encode, recording } from './recordings';

let harness: Harness;
let page: Page;
const complaints: string[] = [];
const folder = mkdtempSync(path.join(tmpdir(), 'stairstep-report-'));
const file = path.join(folder, 'report.html');

beforeAll(async () => {
  const events = recording('stair-step');
  const run = new RunFold();
  for (const event of events) run.push(event);
  const asset = (name: string) => readFileSync(path.resolve('dist/webview', name), 'utf8');
  const html = htmlReport({
    run,
    log: Buffer.from(encode(events)).toString('base64'),
    page: { script: asset('main.js'), style: asset('style.css') },
    sha256: (text) => createHash('sha256').update(text).digest('base64'),
  });
  writeFileSync(file, html);
  harness = await Harness.start();
});
afterAll(async () => {
  await harness.stop();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  complaints.length = 0;
  page = await harness.browser.newPage({ colorScheme: 'dark', acceptDownloads: true });
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(pathToFileURL(file).href);
  await page.locator('.banner[data-profile=stair-step]').waitFor();
});
afterEach(async () => {
  expect(complaints).toEqual([]);
  await page.close();
});

/** What a menu entry saves. */
async function saved(entry: string): Promise<{ name: string; text: string }> {
  await page.getByText('Save as').click();
  const waiting = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: entry }).click();
  const download = await waiting;
  const to = path.join(folder, download.suggestedFilename());
  await download.saveAs(to);
  return { name: download.suggestedFilename(), text: readFileSync(to, 'latin1') };
}

it('is the page of the editor, with the run inside and without links into an editor', async () => {
  expect(await page.locator('.step').count()).toBe(5);
  await page.locator('.step').first().click();
  expect(await page.locator('.links').count()).toBe(0);
  expect(await page.getByText('Run again').count()).toBe(0);
});

it('saves by itself', async () => {
  expect((await saved('SVG drawing')).text).toContain('<svg');
  const csv = await saved('CSV table of the samples');
  expect(csv.name).toBe('sample-service.csv');
  expect(csv.text.split('\n')).toHaveLength(1462);
  expect(JSON.parse((await saved('JSON result')).text).class).toBe('stair-step');
  expect((await saved('PNG image')).text.slice(1, 4)).toBe('PNG');
});

it('copies its summary', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy summary as Markdown' }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('stair-step');
});

it('follows the colour scheme of the system', async () => {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(await ground()).toBe('rgb(31, 31, 31)');
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await ground()).toBe('rgb(255, 255, 255)');
});

it('is whole on paper: a picture in the place of the chart, and no controls', async () => {
  const picture = page.locator('.paper');
  expect(await picture.isVisible()).toBe(false);
  await page.emulateMedia({ media: 'print' });
  expect(await picture.isVisible()).toBe(true);
  expect(await page.locator('.plot').isVisible()).toBe(false);
  expect(await page.locator('.toolbar').isVisible()).toBe(false);
  expect(
    await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
  ).toBe(960);
  const drawing = decodeURIComponent((await picture.getAttribute('src')) ?? '');
  expect(drawing).toContain('class="step confirmed"');
  expect(drawing).not.toContain('class="title"');
});

it('says its words without script', async () => {
  const context = await harness.browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(pathToFileURL(file).href);
  expect(await textOf(plain.locator('#app'))).toContain('+159 MB');
  await context.close();
});
