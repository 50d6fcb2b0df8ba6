/** A run of 24 hours at 20 Hz, on a clock that is wound by hand: what recording it takes, and reading it back. */
import { fork } from 'node:child_process';
import path from 'node:path';
import { bundle, temporaryFolder, verdict } from './support.mjs';

export const name = 'log';

const RECORD = `
import { statSync } from 'node:fs';
import { createDetector } from './src/core/detect/index';
import { planSchema } from './src/core/plan/plan';
import { FileRecorder } from './src/engine/record/recorder';
import { RunLog } from './src/engine/run/run-log';

const HZ = 20, HOURS = 24, CYCLE = 120, BURST = 60, MB = 1e6;
const [file = ''] = process.argv.slice(2);
const recorder = new FileRecorder(file, { written: () => {}, failed: (error) => { throw error; } });
const log = new RunLog(recorder);
log.open({
  kind: 'header', format: 1, id: 'day', startedAt: new Date(0).toISOString(), tool: 'bench',
  service: { name: 'day' }, machine: { os: 'bench', kernel: '', arch: '', cores: 2, memory: 8e9 },
  allocator: { name: 'system', how: 'default', evidence: 'simulated' }, plan: planSchema.parse({}),
}, createDetector({ cores: 2 }));
const own: number[] = [];
const live: number[] = [];
let burst = 0;
const total = HOURS * 3600 * HZ;
function look() {
  own.push(process.memoryUsage().rss);
  if (!globalThis.gc) return;
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  live.push(heapUsed + external);
}
async function record() {
  for (let i = 0; i < total; i++) {
    const t = i / HZ;
    const phase = t % CYCLE;
    if (i % (CYCLE * HZ) === 0) log.push({ kind: 'phase', t, phase: 'burst', burst: ++burst, connections: 64 });
    if (i % (CYCLE * HZ) === BURST * HZ) log.push({ kind: 'phase', t, phase: 'rest', burst, connections: 64 });
    const busy = phase < BURST;
    if (busy && i % (HZ / 2) === 0)
      log.push({ kind: 'load', t, dt: 0.5, requests: 40, errors: 0, non2xx: 0, sent: 2e7, p50: 150 + (i % 97), p90: 250, p99: 300 + (i % 89) });
    const kept = 100 * MB + Math.min(burst, 6) * 60 * MB;
    const rss = Math.round((kept + (busy ? (40 + ((i * 7919) % 97)) * MB : 0)) / 4096) * 4096;
    log.push({ kind: 'sample', t, rss, ...(i % HZ === 0 && { anon: rss - 4 * MB, file: 4 * MB, shared: 0 }) });
    // as the recorder's timer does, ten times a second
    if (i % (HZ / 10) === 0) recorder.flush();
    if (i % 2000 === 0) await new Promise((resolve) => setImmediate(resolve));
    if (i % (HZ * 3600) === 0) look();
  }
  const start = performance.now();
  const verdict = log.conclude(total / HZ, { reason: 'completed' });
  const concluding = performance.now() - start;
  look();
  await recorder.close();
  process.send?.({ samples: total, own, live, bytes: statSync(file).size, profile: verdict.profile, concluding });
}
void record();
`;

const READ = `
import { closeSync, openSync, readSync } from 'node:fs';
import { LogReader } from './src/core/run/codec';
import { RunFold } from './src/core/run/fold';
const [file = ''] = process.argv.slice(2);
const start = performance.now();
const fold = new RunFold();
const decoder = new TextDecoder();
const reader = new LogReader(fold, (bytes) => decoder.decode(bytes));
const fd = openSync(file, 'r');
const chunk = Buffer.alloc(1 << 20);
for (let length = readSync(fd, chunk); length > 0; length = readSync(fd, chunk)) reader.push(chunk.subarray(0, length));
reader.finish();
closeSync(fd);
process.send?.({ seconds: (performance.now() - start) / 1000, samples: fold.samples.length, own: process.memoryUsage().rss });
`;

/**
 * @param {string} source
 * @param {string} folder
 * @param {string} as
 * @param {string} file
 * @param {string[]} execArgv
 * @returns {Promise<any>}
 */
async function child(source, folder, as, file, execArgv = []) {
  const bundled = await bundle(source, path.join(folder, `${as}.cjs`));
  return new Promise((resolve, reject) => {
    const running = fork(bundled, [file], { execArgv });
    running.once('message', resolve);
    running.once('exit', (code) => reject(new Error(`${as} ended with ${code}`)));
  });
}

export async function run() {
  const folder = temporaryFolder();
  const file = path.join(folder, 'day.memprofile');
  const start = performance.now();
  const day = await child(RECORD, folder, 'record', file);
  const took = (performance.now() - start) / 1000;
  const read = await child(READ, folder, 'read', file);
  // once more, with the garbage collected before each look: what is really held
  const { live } = await child(RECORD, folder, 'live', path.join(folder, 'again.memprofile'), [
    '--expose-gc',
  ]);
  const mb = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
  const peak = Math.max(...day.own);
  const growth = (/** @type {number[]} */ hours) => (hours.at(24) ?? 0) - (hours.at(5) ?? 0);
  const signed = (/** @type {number} */ bytes) => `${bytes < 0 ? '' : '+'}${mb(bytes)}`;
  return {
    title: `A run of 24 h at 20 Hz: ${day.samples} samples, ${mb(day.bytes)}, recorded in ${took.toFixed(1)} s, called ${day.profile}`,
    header: ['what', 'figure', 'target', ''],
    rows: [
      ["the engine's own memory, peak", mb(peak), '< 150 MB', verdict(peak < 150e6)],
      [
        'the same, from hour 5 to the verdict after hour 24',
        signed(growth(day.own)),
        '< 10 MB',
        verdict(growth(day.own) < 10e6),
      ],
      ['what it holds (heap and buffers after a collection), hour 5', mb(live.at(5)), '', ''],
      [
        'the same, from hour 5 to the verdict after hour 24',
        signed(growth(live)),
        '< 2 MB: its verdict lists 720 bursts',
        verdict(growth(live) < 2e6),
      ],
      ['the verdict at the end', `${day.concluding.toFixed(0)} ms`, '', ''],
      [
        'reading it back',
        `${read.seconds.toFixed(2)} s`,
        '< 2 s',
        verdict(read.seconds < 2 && read.samples === day.samples),
      ],
      ['memory of who reads it', mb(read.own), '', ''],
    ],
  };
}
