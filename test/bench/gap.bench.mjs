/** The engine as it ships, under the full load of its own run: how steady it samples, what it takes itself. */
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { BUILD_ENV, bundle, quantile, SAMPLE, temporaryFolder, verdict } from './support.mjs';

export const name = 'gap';

const RATES = [20, 50];
const PLAN = { connections: [64], burst: { seconds: 20 }, baseline: 0, rest: 0, tail: 0 };

/**
 * @param {string} engine
 * @param {number} hz
 */
async function profile(engine, hz) {
  const child = fork(engine, { env: { ...process.env, ...BUILD_ENV } });
  const root = temporaryFolder();
  /** @type {number[]} */
  const times = [];
  let first = 0;
  let own = 0;
  await new Promise((resolve, reject) => {
    child.on('message', (/** @type {any} */ message) => {
      if (message.type === 'error') reject(new Error(message.message));
      if (message.type === 'done') resolve(undefined);
      if (message.type !== 'events') return;
      own = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) * 1024;
      for (const event of message.events) {
        if (event.kind === 'header') first = Date.now() - Date.parse(event.startedAt);
        if (event.kind === 'sample') times.push(event.t);
      }
    });
    child.send({ cmd: 'profile', options: { cwd: SAMPLE, root, overrides: { ...PLAN, hz } } });
  });
  child.disconnect();
  const gaps = times.slice(1).map((t, i) => (t - (times[i] ?? t)) * 1000);
  return { gaps, first, own };
}

export async function run() {
  const folder = temporaryFolder();
  const engine = await bundle('src/engine/main.ts', path.join(folder, 'engine.cjs'));
  await bundle('src/engine/load/worker.ts', path.join(folder, 'load-worker.cjs'));
  const rows = [];
  for (const hz of RATES) {
    const nominal = 1000 / hz;
    const { gaps, first, own } = await profile(engine, hz);
    const p99 = quantile(gaps, 0.99);
    const ms = (/** @type {number} */ value) => `${value.toFixed(1)} ms`;
    rows.push(
      [`${hz} Hz: gap between samples, median`, ms(quantile(gaps, 0.5)), ms(nominal), ''],
      [`${hz} Hz: the same, 99th percentile`, ms(p99), `<= ${ms(2 * nominal)}`, verdict(p99 <= 2 * nominal)],
      [`${hz} Hz: the same, longest`, ms(Math.max(...gaps)), '', ''],
      [
        `${hz} Hz: first sample with who looks on, after the launch`,
        ms(first),
        '<= 500 ms',
        verdict(first <= 500),
      ],
      [
        `${hz} Hz: the engine's own memory, peak`,
        `${(own / 1e6).toFixed(0)} MB`,
        '< 150 MB',
        verdict(own < 150e6),
      ],
    );
  }
  return {
    title: 'The engine under full load: 64 connections, bodies of 30 kB to 2 MB, 20 s',
    header: ['what', 'figure', 'target', ''],
    rows,
  };
}
