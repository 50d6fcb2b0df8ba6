// How many samples a second the detector takes as a stream, and what a sample costs late in a long series.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

export const name = 'detector';

const here = dirname(fileURLToPath(import.meta.url));
const MILLION = 1_000_000;
const HZ = 20;
const PAGE = 4096;

/** Memory at sample `i`: a step every 17 minutes that the rests show, bursts of 8 s with 8 s of rest, noise of pages. */
function rss(i) {
  const t = i / HZ;
  const noise = ((Math.imul(i, 2_654_435_761) >>> 16) & 15) * PAGE;
  const burst = t % 16 < 8 ? 60 * MILLION : 0;
  return 200 * MILLION + (Math.floor(t / 1000) % 8) * 30 * MILLION + burst + noise;
}

async function load() {
  const folder = mkdtempSync(join(tmpdir(), 'stairstep-bench-'));
  try {
    const outfile = join(folder, 'detector.mjs');
    const entry = join(here, '..', '..', 'src', 'core', 'detect', 'index.ts');
    await build({ entryPoints: [entry], bundle: true, format: 'esm', outfile, logLevel: 'error' });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Pushes samples `[from, to)`, with their bursts where the load is known; seconds it took. */
function push(detector, samples, from, to, known) {
  const begun = performance.now();
  for (let i = from; i < to; i++) {
    if (known && i % (8 * HZ) === 0) {
      const burst = i % (16 * HZ) === 0;
      detector.push({ kind: 'phase', t: samples[i].t, phase: burst ? 'burst' : 'rest', connections: 64 });
    }
    detector.push(samples[i]);
  }
  return (performance.now() - begun) / 1000;
}

function series(n) {
  return Array.from({ length: n }, (_, i) => ({ kind: 'sample', t: i / HZ, rss: rss(i) }));
}

const rate = (n, seconds) => `${(n / seconds / MILLION).toFixed(2)} M/s`;

export async function run() {
  const { createDetector } = await load();
  const samples = series(2 * MILLION);
  const rows = [];
  for (const known of [false, true]) {
    push(createDetector(), samples, 0, 200_000, known);
    const detector = createDetector();
    const seconds = push(detector, samples, 0, samples.length, known);
    const begun = performance.now();
    detector.finish();
    const label = known ? 'load known' : 'load unknown';
    rows.push([`streaming, ${label}`, rate(samples.length, seconds), '>= 2 M/s']);
    rows.push([`verdict on 2 M samples, ${label}`, `${(performance.now() - begun).toFixed(0)} ms`, '']);
  }
  rows.push(...late(createDetector, samples));
  return { header: ['detector', 'measured', 'target'], rows };
}

/** Cost of a sample near number 1,000 and near number 10 million of one series: many short windows, their median. */
function late(createDetector, samples) {
  const early = [];
  for (let k = 0; k < 200; k++) {
    const detector = createDetector();
    push(detector, samples, 0, 1000, false);
    early.push(push(detector, samples, 1000, 3000, false) / 2000);
  }
  const detector = createDetector();
  const sample = { kind: 'sample', t: 0, rss: 0 };
  const at = (i) => {
    sample.t = i / HZ;
    sample.rss = rss(i);
    detector.push(sample);
  };
  for (let i = 0; i < 10 * MILLION; i++) at(i);
  const windows = [];
  for (let k = 0; k < 200; k++) {
    const begun = performance.now();
    for (let i = 0; i < 2000; i++) at(10 * MILLION + k * 2000 + i);
    windows.push((performance.now() - begun) / 1000 / 2000);
  }
  const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
  const [first, last] = [median(early), median(windows)];
  const nanoseconds = (seconds) => `${(seconds * 1e9).toFixed(0)} ns`;
  return [
    ['a sample near number 1,000', nanoseconds(first), ''],
    ['a sample near number 10 million', nanoseconds(last), `ratio ${(last / first).toFixed(2)}`],
  ];
}
