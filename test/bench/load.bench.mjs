/** Our load generator against wrk and hey: same service, same connections, same bodies, in turns. */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import autocannon from 'autocannon';
import { bundle, isInstalled, load, median, startSample, temporaryFolder, verdict } from './support.mjs';

export const name = 'load';

const exec = promisify(execFile);
const CONNECTIONS = 16;
const SECONDS = 3;
const SIZES = [30_000, 600_000];

/** @typedef {(url: string, body: string) => Promise<number>} Peer requests a second */

/** @type {Record<string, Peer>} */
const PEERS = {
  wrk: async (url, body) => {
    const script = `${body}.lua`;
    writeFileSync(
      script,
      `local f = io.open("${body}", "rb")\nwrk.method = "POST"\nwrk.body = f:read("*a")\nwrk.headers["Content-Type"] = "application/json"\n`,
    );
    const { stdout } = await exec('wrk', ['-t1', `-c${CONNECTIONS}`, `-d${SECONDS}s`, '-s', script, url]);
    return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]);
  },
  hey: async (url, body) => {
    const args = [
      '-z',
      `${SECONDS}s`,
      '-c',
      String(CONNECTIONS),
      '-m',
      'POST',
      '-T',
      'application/json',
      '-D',
      body,
      url,
    ];
    const { stdout } = await exec('hey', args);
    return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]);
  },
};

/** What is measured: the service as fast as it goes, where the generators' own cost tells, and as it ships. */
const CASES = [
  { pace: 'as fast as it goes', env: { SLEEP_MS: '0' }, rounds: 5 },
  { pace: 'as it ships', env: { SLEEP_MS: undefined }, rounds: 2 },
];

export async function run() {
  const { LoadClient, bodyMaker } = await load(`
    export { LoadClient } from './src/engine/load/load-client';
    export { bodyMaker } from './src/engine/load/bodies';`);
  const folder = temporaryFolder();
  const worker = await bundle('src/engine/load/worker.ts', path.join(folder, 'worker.cjs'));
  const peers = Object.keys(PEERS);
  const present = peers.filter(isInstalled);
  const rows = [];
  for (const { pace, env, rounds } of CASES) {
    for (const size of SIZES) {
      const service = await startSample(env);
      const body = path.join(folder, `${size}.json`);
      writeFileSync(
        body,
        Buffer.concat(
          bodyMaker({ json: { payload: '$records' }, size }, '.').make({
            random: Math.random,
            n: 1,
            uuid: '',
          }),
        ),
      );
      const client = new LoadClient(
        {
          target: { host: '127.0.0.1', port: service.port },
          requests: [{ method: 'POST', path: '/widgets', headers: {}, weight: 1, body: { file: body } }],
          folder,
          seed: 1,
          timeout: 10,
        },
        worker,
      );
      await client.ready();
      const url = `http://127.0.0.1:${service.port}/widgets`;
      /** @type {Record<string, () => Promise<number>>} */
      const generators = { ours: () => ownRate(client), autocannon: () => autocannonRate(url, body) };
      for (const peer of present) generators[peer] = async () => PEERS[peer]?.(url, body) ?? Number.NaN;
      const rates = await inTurns(generators, rounds);
      await client.close();
      await service.stop();
      const best = (/** @type {number} */ round) =>
        Math.max(...present.map((peer) => rates[peer]?.[round] ?? 0));
      const ratio = median((rates.ours ?? []).map((own, round) => own / best(round)));
      for (const [who, all] of Object.entries(rates)) {
        const rate = median(all);
        const compared = who === 'ours' && present.length > 0;
        rows.push([
          `${size / 1000} kB, ${pace}`,
          who,
          rate.toFixed(0),
          ((rate * size) / 1e6).toFixed(1),
          compared ? `${ratio.toFixed(2)} of the better of ${present.join(' and ')}` : '',
          compared ? `>= 0.95: ${verdict(ratio >= 0.95)}` : '',
        ]);
      }
    }
  }
  const missing = peers.filter((peer) => !present.includes(peer));
  for (const peer of missing) rows.push(['', peer, 'left out: not installed', '', '', '']);
  return {
    title: `Load: ${CONNECTIONS} connections, POST of one JSON body, medians of rounds of ${SECONDS} s in turns, ratios within a round`,
    header: ['body, service', 'generator', 'requests/s', 'MB/s', 'ratio', 'target'],
    rows,
  };
}

/**
 * Each generator once a round, in an order that rotates; a round before that warms them and the service.
 * @param {Record<string, () => Promise<number>>} generators
 * @param {number} rounds
 */
async function inTurns(generators, rounds) {
  const all = Object.entries(generators);
  /** @type {Record<string, number[]>} */
  const rates = Object.fromEntries(all.map(([who]) => [who, []]));
  for (let round = -1; round < rounds; round++) {
    for (let i = 0; i < all.length; i++) {
      const [who, rate] = all[(i + Math.max(0, round)) % all.length] ?? [];
      const measured = await rate?.();
      if (round >= 0 && who !== undefined) rates[who]?.push(measured ?? Number.NaN);
    }
  }
  return rates;
}

/** @param {any} client */
async function ownRate(client) {
  let requests = 0;
  let seconds = 0;
  await client.burst(
    { connections: CONNECTIONS, seconds: SECONDS },
    (/** @type {{ requests: number, dt: number }} */ tick) => {
      // the peers do not count what is answered after the time is over either
      if (seconds + tick.dt > SECONDS + 0.2) return;
      requests += tick.requests;
      seconds += tick.dt;
    },
    new AbortController().signal,
  );
  return requests / seconds;
}

/**
 * The library as it comes, with one body: what telling each request from the others costs.
 * @param {string} url
 * @param {string} body
 */
async function autocannonRate(url, body) {
  const { requests, duration } = await autocannon({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: readFileSync(body),
    connections: CONNECTIONS,
    duration: SECONDS,
  });
  return requests.total / duration;
}
