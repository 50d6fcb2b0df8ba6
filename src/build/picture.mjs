/** `npm run picture -- FILE`: a picture for the README of a real run (.memprofile) or a real comparison (.memcompare). */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { chromium } from 'playwright-core';

const root = path.resolve(import.meta.dirname, '../..');
const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Name a recording or a comparison: npm run picture -- FILE');

/** Of a comparison's table, up to the slowest requests: those that the picture has room for. */
const COLUMNS = 6;

/** What the command line prints. */
function stairstep(...args) {
  return execFileSync(process.execPath, [path.join(root, 'dist/cli.cjs'), ...args], { encoding: 'utf8' });
}

const isComparison = file.endsWith('.memcompare');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const page = await browser.newPage({
  colorScheme: 'light',
  // lines and letters of a chart want more pixels than a page of text
  deviceScaleFactor: isComparison ? 1.25 : 2,
  viewport: { width: 1080, height: 800 },
});
if (isComparison) {
  // down to the table: the trials by themselves are for the whole report
  await page.setContent(stairstep('compare', file, '--format', 'html'));
  // a column that is cut at the edge would be read wrong
  await page.locator('tr').evaluateAll((rows, columns) => {
    for (const row of rows) for (const cell of [...row.children].slice(columns)) cell.remove();
  }, COLUMNS);
  const table = await page.locator('table').boundingBox();
  if (!table) throw new Error('The comparison has no table.');
  await page.screenshot({
    path: path.join(root, 'media/readme-comparison.png'),
    fullPage: true,
    clip: { x: 0, y: 0, width: 1080, height: table.y + table.height + 16 },
  });
} else {
  await page.setContent(`<style>body { margin: 0; }</style>${stairstep('report', file, '--format', 'svg')}`);
  await page.locator('svg').screenshot({ path: path.join(root, 'media/readme-chart.png') });
}
await browser.close();
