/** How many samples a second the detector takes as a stream, what one costs late in a long series, and the field beside it. */
import path from 'node:path';
import { load, median, ROOT, verdict } from './support.mjs';

export const name = 'detector';

const MILLION = 1_000_000;
const HZ = 20;
const PAGE = 4096;
const STREAM = 2 * MILLION;
const PASSES = 5;
/** Samples of the series that the peers are given too, the seconds each may take, and how often ours runs over it. */
const SHARED = { samples: 100_000, seconds: 60, passes: 9 };
const PEERS = ['ruptures PELT', 'ruptures BinSeg', 'Apache Otava'];

/** @typedef {{ push(evidence: object): unknown, finish(): unknown }} Detector */
/** @typedef {() => Detector} Create */
/** @typedef {{ t: Float64Array, y: Float64Array }} Series */

/**
 * Memory at sample `i`: a step every 17 minutes, noise of pages, and where wanted bursts of 8 s with 8 s of rest.
 * @param {number} i
 * @param {boolean} bursts
 */
function rss(i, bursts) {
  const t = i / HZ;
  const noise = ((Math.imul(i, 2_654_435_761) >>> 16) & 15) * PAGE;
  const burst = bursts && t % 16 < 8 ? 60 * MILLION : 0;
  return 200 * MILLION + (Math.floor(t / 1000) % 8) * 30 * MILLION + burst + noise;
}

/**
 * @param {number} n
 * @param {boolean} bursts
 */
function series(n, bursts = true) {
  return {
    t: Float64Array.from({ length: n }, (_, i) => i / HZ),
    y: Float64Array.from({ length: n }, (_, i) => rss(i, bursts)),
  };
}

/**
 * Pushes the samples `[from, to)`, with their bursts where the load is known; seconds it took.
 * @param {Detector} detector
 * @param {Series} series
 * @param {number} from
 * @param {number} to
 * @param {boolean} known
 */
function push(detector, { t, y }, from, to, known) {
  const begun = performance.now();
  for (let i = from; i < to; i++) {
    if (known && i % (8 * HZ) === 0) {
      const phase = i % (16 * HZ) === 0 ? 'burst' : 'rest';
      detector.push({ kind: 'phase', t: t[i], phase, connections: 64 });
    }
    detector.push({ kind: 'sample', t: t[i], rss: y[i] });
  }
  return (performance.now() - begun) / 1000;
}

export async function run() {
  const { createDetector, askPeers } = await load(
    `export { createDetector } from './src/core/detect/index'; export { askPeers } from './test/accuracy/peers';`,
  );
  const all = series(STREAM);
  const rows = [];
  for (const known of [false, true]) {
    const passes = Array.from({ length: PASSES }, () => {
      const detector = createDetector();
      const streaming = push(detector, all, 0, STREAM, known);
      const begun = performance.now();
      detector.finish();
      return { streaming, finish: performance.now() - begun };
    });
    const speed = STREAM / MILLION / median(passes.map((pass) => pass.streaming));
    const label = known ? 'load known' : 'load unknown';
    rows.push([`streaming, ${label}`, `${speed.toFixed(2)} M/s`, `>= 2 M/s: ${verdict(speed >= 2)}`]);
    const finish = median(passes.map((pass) => pass.finish));
    rows.push([`verdict on 2 M samples, ${label}`, `${finish.toFixed(0)} ms`, '']);
    rows.push(...late(createDetector, known));
  }
  rows.push(...(await besidePeers(createDetector, askPeers)));
  return { title: name, header: ['what', 'measured', 'target'], rows };
}

/**
 * Cost of a sample near number 1,000 and near number 10 million of one series: many short windows, their median.
 * @param {Create} create
 * @param {boolean} known
 */
function late(create, known) {
  const window = 16 * HZ * 8;
  const head = series(4 * window);
  const early = Array.from({ length: 200 }, () => {
    const detector = create();
    push(detector, head, 0, 1000, known);
    return push(detector, head, 1000, 1000 + window, known) / window;
  });
  const detector = create();
  const cycle = series(MILLION);
  const shifted = (/** @type {number} */ by) => ({ t: cycle.t.map((t) => t + by / HZ), y: cycle.y });
  for (let by = 0; by < 10 * MILLION; by += MILLION) push(detector, shifted(by), 0, MILLION, known);
  const last = shifted(10 * MILLION);
  const windows = Array.from(
    { length: 200 },
    (_, k) => push(detector, last, k * window, (k + 1) * window, known) / window,
  );
  const ratio = median(windows) / median(early);
  const nanoseconds = (/** @type {number[]} */ values) => `${(median(values) * 1e9).toFixed(0)} ns`;
  const label = known ? 'load known' : 'load unknown';
  return [
    [`a sample near number 1,000, ${label}`, nanoseconds(early), ''],
    [
      `... near number 10 million, ${label}`,
      `${nanoseconds(windows)}, ratio ${ratio.toFixed(2)}`,
      'the same',
    ],
  ];
}

/**
 * The same series of 100,000 samples for all, with many changes and with few; steps and verdict against changes of mean.
 * A peer that takes too long is stopped.
 * @param {Create} create
 * @param {(folder: string, series: object[], names: string[], seconds: number) => Promise<Record<string, { seconds: number }>[]>} ask
 */
async function besidePeers(create, ask) {
  const { samples, seconds, passes } = SHARED;
  const rows = [];
  for (const [what, bursts] of /** @type {const} */ ([
    ['600 changes', true],
    ['5 changes', false],
  ])) {
    const shared = series(samples, bursts);
    const times = Array.from({ length: passes }, () => {
      const begun = performance.now();
      const detector = create();
      push(detector, shared, 0, samples, false);
      detector.finish();
      return (performance.now() - begun) / 1000;
    });
    const ours = median(times);
    rows.push([`100,000 samples, ${what}: Stairstep with its verdict`, `${(1000 * ours).toFixed(0)} ms`, '']);
    for (const peer of PEERS) {
      const [measured, target] = await ask(
        path.join(ROOT, 'test/accuracy'),
        [{ y: [...shared.y] }],
        [peer],
        seconds,
      )
        .then(([answer]) => {
          const took = answer?.[peer]?.seconds;
          const ratio = (took ?? seconds) / ours;
          const text =
            took === undefined
              ? `> ${ratio.toFixed(0)} x: stopped after ${seconds} s`
              : `${ratio.toFixed(0)} x: ${took.toFixed(2)} s`;
          return [text, `>= 20 x: ${verdict(ratio >= 20)}`];
        })
        .catch((/** @type {Error} */ error) => [`left out: ${error.message.split('\n')[0]}`, '']);
      rows.push([`100,000 samples, ${what}: ${peer}`, measured ?? '', target ?? '']);
    }
  }
  return rows;
}
