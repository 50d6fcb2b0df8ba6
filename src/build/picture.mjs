/** `npm run picture -- RUN.memprofile`: draws media/readme-chart.png, the chart of a real run, for the README. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { chromium } from 'playwright-core';

const root = path.resolve(import.meta.dirname, '../..');
const [run] = process.argv.slice(2);
if (run === undefined) throw new Error('Name a recording: npm run picture -- RUN.memprofile');

const svg = execFileSync(
  process.execPath,
  [path.join(root, 'dist/cli.cjs'), 'report', run, '--format', 'svg'],
  {
    encoding: 'utf8',
  },
);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const page = await browser.newPage({ colorScheme: 'light', deviceScaleFactor: 2 });
await page.setContent(`<style>body { margin: 0; }</style>${svg}`);
await page.locator('svg').screenshot({ path: path.join(root, 'media/readme-chart.png') });
await browser.close();
