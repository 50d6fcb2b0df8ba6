/** What a sample costs, and what sampling costs the service. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import {
  bundle,
  load,
  median,
  pythonWithPsutil,
  quantile,
  startSample,
  temporaryFolder,
  verdict,
} from './support.mjs';

export const name = 'sample';

const CALLS = 20_000;
const PAIRS = 8;
const SECONDS = 2;
const CONNECTIONS = 16;

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
  const { Statm, Sampler, ProcMemory, LoadClient } = await load(`
    export { Statm } from './src/engine/sampling/statm';
    export { Sampler } from './src/engine/sampling/sampler';
    export { ProcMemory } from './src/engine/sampling/proc-memory';
    export { LoadClient } from './src/engine/load/load-client';`);
  const worker = await bundle('src/engine/load/worker.ts', path.join(temporaryFolder(), 'worker.cjs'));
  const service = await startSample();
  const statm = new Statm(service.pid, 4096);
  const costs = Array.from({ length: CALLS }, () => {
    const start = process.hrtime.bigint();
    statm.rss();
    return Number(process.hrtime.bigint() - start) / 1000;
  });
  statm.close();
  const ours = median(costs);
  const python = pythonWithPsutil();
  const theirs = python && Number(execFileSync(python, ['-c', PSUTIL, String(service.pid), String(CALLS)]));

  const client = new LoadClient(
    {
      target: { host: '127.0.0.1', port: service.port },
      requests: [
        {
          method: 'POST',
          path: '/widgets',
          headers: {},
          weight: 1,
          body: { json: { payload: '$records' }, size: '30kB' },
        },
      ],
      folder: '.',
      seed: 1,
      timeout: 10,
    },
    worker,
  );
  await client.ready();
  const never = new AbortController().signal;
  const rate = async (/** @type {boolean} */ sampled) => {
    const sampler =
      sampled &&
      new Sampler({
        source: new ProcMemory(service.pid, 4096),
        hz: 20,
        clock: () => performance.now(),
        origin: performance.now(),
        take: () => {},
      });
    let requests = 0;
    const start = performance.now();
    await client.burst(
      { connections: CONNECTIONS, seconds: SECONDS },
      (/** @type {{ requests: number }} */ tick) => {
        requests += tick.requests;
      },
      never,
    );
    if (sampler) sampler.stop();
    return requests / (performance.now() - start);
  };
  await rate(false);
  const ratios = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const first = pair % 2 === 0;
    const one = await rate(first);
    const other = await rate(!first);
    ratios.push(first ? one / other : other / one);
  }
  await client.close();
  await service.stop();
  const kept = median(ratios);
  const spread = `${quantile(ratios, 0.25).toFixed(3)} to ${quantile(ratios, 0.75).toFixed(3)}`;
  return {
    title: `The cost of a sample (${CALLS} of them), and of sampling at 20 Hz (${PAIRS} pairs of bursts)`,
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
      ['throughput, sampling on against off, median', kept.toFixed(3), '>= 0.99', verdict(kept >= 0.99)],
      ['the same, middle half of the pairs', spread, '', ''],
    ],
  };
}
