/** What sampling, with the recording of it, costs: the CPU it takes, and the throughput it leaves. */
import { cpus } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { bundle, startSample, temporaryFolder } from './support.mjs';

/** Milliseconds over which the CPU of sampling is taken. */
const IDLE = 5000;
const CONNECTIONS = 16;
export const HZ = 20;
/** Seconds of a tick of the load generator. */
const TICK = 0.5;
/** Ticks before the first that counts, and ticks that are sampled alike: a second, so that each has its one look at the details. */
const WARM = 8;
const ALIKE = 2;

const HEADER = {
  kind: 'header',
  format: 1,
  id: 'bench',
  startedAt: new Date(0).toISOString(),
  tool: 'bench',
  service: { name: 'sample-service' },
  machine: { os: 'bench', kernel: '', arch: '', cores: 2, memory: 8e9 },
  allocator: { name: 'system', how: 'default', evidence: 'as built' },
};

/**
 * On, off, off, on: what drifts weighs on both alike.
 * @param {number} tick
 */
function isSampled(tick) {
  const place = Math.floor((tick - WARM) / ALIKE) % 4;
  return place === 0 || place === 3;
}

/**
 * Sampling of a process as in a run, with its log and its detector.
 * @param {any} engine
 * @param {number} pid
 */
function recording({ Sampler, ProcMemory, FileRecorder, RunLog, createDetector }, pid) {
  const recorder = new FileRecorder(path.join(temporaryFolder(), 'bench.memprofile'), {
    written: () => {},
    failed: (/** @type {Error} */ error) => {
      throw error;
    },
  });
  const log = new RunLog(recorder);
  log.open(HEADER, createDetector());
  const origin = performance.now();
  const clock = () => performance.now();
  const take = (/** @type {any} */ sample) => log.push(sample);
  return {
    sampling: () => new Sampler({ source: new ProcMemory(pid, 4096), hz: HZ, clock, origin, take }),
    end: () => recorder.close(),
  };
}

/**
 * What recording takes of all cores, while nothing else runs here.
 * @param {any} engine
 * @param {number} pid
 */
export async function cpuShare(engine, pid) {
  const { sampling, end } = recording(engine, pid);
  const sampler = sampling();
  await setTimeout(1000);
  const start = performance.now();
  const before = process.cpuUsage();
  await setTimeout(IDLE);
  const { user, system } = process.cpuUsage(before);
  const share = (user + system) / 1000 / (performance.now() - start) / cpus().length;
  sampler.stop();
  await end();
  return share;
}

/**
 * Throughput with sampling and its recording over that without, for each four of ticks of one burst.
 * @param {any} engine
 * @param {{ env: object, size: string, fours: number }} how
 */
export async function onAgainstOff(engine, how) {
  const { env, size, fours } = how;
  const folder = temporaryFolder();
  const worker = await bundle('src/engine/load/worker.ts', path.join(folder, 'worker.cjs'));
  const service = await startSample(env);
  const client = new engine.LoadClient(
    {
      target: { host: '127.0.0.1', port: service.port },
      requests: [
        {
          method: 'POST',
          path: '/widgets',
          headers: {},
          weight: 1,
          body: { json: { payload: '$records' }, size },
        },
      ],
      folder: '.',
      seed: 1,
      timeout: 10,
    },
    worker,
  );
  await client.ready();
  const { sampling, end } = recording(engine, service.pid ?? 0);
  /** @type {number[]} */
  const rates = [];
  let sampler = sampling();
  await client.burst(
    { connections: CONNECTIONS, seconds: (WARM + 4 * ALIKE * fours) * TICK + 1 },
    (/** @type {{ requests: number, dt: number }} */ tick) => {
      rates.push(tick.requests / tick.dt);
      if (isSampled(rates.length) === (sampler !== undefined)) return;
      sampler?.stop();
      sampler = sampler ? undefined : sampling();
    },
    new AbortController().signal,
  );
  sampler?.stop();
  await end();
  await client.close();
  await service.stop();
  return Array.from({ length: fours }, (_, four) => {
    const from = WARM + 4 * ALIKE * four;
    const sum = (/** @type {boolean} */ sampled) =>
      rates
        .slice(from, from + 4 * ALIKE)
        .filter((__, i) => isSampled(from + i) === sampled)
        .reduce((total, rate) => total + rate, 0);
    return sum(true) / sum(false);
  });
}
