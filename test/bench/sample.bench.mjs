/** What a sample costs, and what sampling costs the service. */
import { execFileSync } from 'node:child_process';
import { cpuShare, HZ, onAgainstOff } from './sampling-cost.mjs';
import { load, median, pythonWithPsutil, quantile, startSample, verdict } from './support.mjs';

export const name = 'sample';

const CALLS = 20_000;

/** Small bodies, for the machine's own unrest drowns what sampling costs where each request takes milliseconds of CPU. */
const CASES = [
  { what: 'as fast as it goes, 1 kB', env: { SLEEP_MS: '0' }, size: '1kB', fours: 30 },
  { what: 'as it ships, 30 kB', env: { SLEEP_MS: undefined }, size: '30kB', fours: 8 },
];

const PSUTIL = `
import psutil, sys, time
process = psutil.Process(int(sys.argv[1]))
costs = []
for _ in range(int(sys.argv[2])):
    start = time.perf_counter_ns()
    process.memory_info()
    costs.append(time.perf_counter_ns() - start)
costs.sort()
print(costs[len(costs) // 2] / 1000)
`;

export async function run() {
  const engine = await load(`
    export { createDetector } from './src/core/detect/index';
    export { FileRecorder } from './src/engine/record/recorder';
    export { RunLog } from './src/engine/run/run-log';
    export { Statm } from './src/engine/sampling/statm';
    export { Sampler } from './src/engine/sampling/sampler';
    export { ProcMemory } from './src/engine/sampling/proc-memory';
    export { LoadClient } from './src/engine/load/load-client';`);
  const service = await startSample();
  const statm = new engine.Statm(service.pid, 4096);
  const costs = Array.from({ length: CALLS }, () => {
    const start = process.hrtime.bigint();
    statm.rss();
    return Number(process.hrtime.bigint() - start) / 1000;
  });
  statm.close();
  const ours = median(costs);
  const python = pythonWithPsutil();
  const theirs = python && Number(execFileSync(python, ['-c', PSUTIL, String(service.pid), String(CALLS)]));

  const share = await cpuShare(engine, service.pid ?? 0);
  await service.stop();
  const rows = [];
  for (const { what, env, size, fours } of CASES) {
    const ratios = await onAgainstOff(engine, { env, size, fours });
    const kept = median(ratios);
    // the median's own 95 % interval, by the binomial of its rank
    const reach = 0.98 / Math.sqrt(fours);
    const range = (/** @type {number} */ part) =>
      `${quantile(ratios, 0.5 - part).toFixed(3)} to ${quantile(ratios, 0.5 + part).toFixed(3)}`;
    rows.push(
      [`throughput with sampling, ${what}`, kept.toFixed(3), '>= 0.99', verdict(kept >= 0.99)],
      ['the same, 95 % interval of the median', range(reach), '', ''],
      [`the same, middle half of ${fours} fours`, range(0.25), '', ''],
    );
  }
  return {
    title: `The cost of a sample (${CALLS} of them), and of sampling at ${HZ} Hz with its recording (one burst; fours of seconds: on, off, off, on)`,
    header: ['what', 'figure', 'target', ''],
    rows: [
      ['statm, kept descriptor, median', `${ours.toFixed(2)} us`, '<= 5 us', verdict(ours <= 5)],
      ['the same, 99th percentile', `${quantile(costs, 0.99).toFixed(2)} us`, '', ''],
      theirs
        ? [
            "psutil's memory_info, median",
            `${theirs.toFixed(2)} us`,
            'ours <= half of it',
            verdict(ours <= theirs / 2),
          ]
        : ["psutil's memory_info", 'left out: not installed', '', ''],
      [
        `CPU of sampling and its recording at ${HZ} Hz, of the machine's`,
        `${(100 * share).toFixed(2)} %`,
        '<= 1 %',
        verdict(share <= 0.01),
      ],
      ...rows,
    ],
  };
}
