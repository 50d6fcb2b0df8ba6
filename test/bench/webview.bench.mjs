/** The chart page in Chromium: opening a run, live updates, zoom and pan, at a thousand samples and at a million; bundle size. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { median, quantile, ROOT, verdict } from './support.mjs';

export const name = 'webview';

const SIZES = [1000, 1_000_000];
const OPEN_MS = 1000;
const MEDIAN_MS = 8;
const P95_MS = 16.7;
const BUNDLE_BYTES = 700_000;

/** Beside the packages that it imports. */
async function measuring() {
  const folder = path.join(ROOT, 'node_modules/.cache/stairstep');
  mkdirSync(folder, { recursive: true });
  const outfile = path.join(folder, 'measure-webview.mjs');
  await build({
    entryPoints: [path.join(ROOT, 'test/webview/measure.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  return import(outfile);
}

const ms = (/** @type {number} */ value) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;

export async function run() {
  const { measurePages, bundleSize } = await measuring();
  const rows = [];
  for (const { samples, opened, gestures } of await measurePages(SIZES)) {
    const n = samples.toLocaleString('en');
    rows.push(['open to painted', n, ms(opened), '', '', `<= ${OPEN_MS} ms`, verdict(opened <= OPEN_MS)]);
    for (const [gesture, { wall, cpu }] of Object.entries(gestures)) {
      const [middle, high] = [median(wall), quantile(wall, 0.95)];
      const met = verdict(middle <= MEDIAN_MS && high <= P95_MS);
      const target = `<= ${MEDIAN_MS} ms, ${P95_MS} ms`;
      rows.push([
        gesture,
        n,
        ms(middle),
        ms(high),
        `${ms(median(cpu))}, ${ms(quantile(cpu, 0.95))}`,
        target,
        met,
      ]);
    }
  }
  const size = bundleSize();
  const kilobytes = `${(size / 1000).toFixed(0)} kB`;
  rows.push(['bundle', '', kilobytes, '', '', `<= ${BUNDLE_BYTES / 1000} kB`, verdict(size <= BUNDLE_BYTES)]);
  return {
    title: 'The chart page: time of its main thread',
    header: ['what', 'samples', 'median', '95 %', 'of it processor', 'target', ''],
    rows,
  };
}
