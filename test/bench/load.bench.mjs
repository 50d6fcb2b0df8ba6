/** Our load generator against wrk and hey: same service, same connections, same bodies, in turns. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { bundle, isInstalled, load, median, startSample, temporaryFolder, verdict } from './support.mjs';

export const name = 'load';

const exec = promisify(execFile);
const CONNECTIONS = 16;
const SECONDS = 4;
const ROUNDS = 3;
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

export async function run() {
  const { LoadClient, bodyMaker } = await load(`
    export { LoadClient } from './src/engine/load/load-client';
    export { bodyMaker } from './src/engine/load/bodies';`);
  const folder = temporaryFolder();
  const worker = await bundle('src/engine/load/worker.ts', path.join(folder, 'worker.cjs'));
  const peers = Object.keys(PEERS);
  const present = peers.filter(isInstalled);
  const rows = [];
  for (const size of SIZES) {
    const service = await startSample();
    const body = path.join(folder, `${size}.json`);
    writeFileSync(
      body,
      Buffer.concat(bodyMaker({ json: { payload: '$records' }, size }, '.').make(Math.random)),
    );
    const setup = {
      target: { host: '127.0.0.1', port: service.port },
      requests: [{ method: 'POST', path: '/widgets', headers: {}, weight: 1, body: { file: body } }],
      folder,
      seed: 1,
      timeout: 10,
    };
    const ours = async () => {
      const client = new LoadClient(setup, worker);
      await client.ready();
      let requests = 0;
      const start = performance.now();
      await client.burst(
        { connections: CONNECTIONS, seconds: SECONDS },
        (/** @type {{ requests: number }} */ tick) => {
          requests += tick.requests;
        },
        new AbortController().signal,
      );
      const rate = (requests / (performance.now() - start)) * 1000;
      await client.close();
      return rate;
    };
    await ours();
    /** @type {Record<string, number[]>} */
    const rates = { ours: [] };
    for (let round = 0; round < ROUNDS; round++) {
      rates.ours?.push(await ours());
      for (const peer of present) {
        const rate = await PEERS[peer]?.(`http://127.0.0.1:${service.port}/widgets`, body);
        rates[peer] = [...(rates[peer] ?? []), rate ?? Number.NaN];
      }
    }
    await service.stop();
    const medians = Object.entries(rates).map(([who, all]) => ({ who, rate: median(all) }));
    const own = median(rates.ours ?? []);
    const best = Math.max(...medians.filter(({ who }) => who !== 'ours').map(({ rate }) => rate));
    for (const { who, rate } of medians) {
      const ratio = own / best;
      rows.push([
        `${size / 1000} kB`,
        who,
        rate.toFixed(0),
        ((rate * size) / 1e6).toFixed(1),
        who === 'ours' && present.length > 0 ? `${ratio.toFixed(2)} of the best peer` : '',
        who === 'ours' && present.length > 0 ? `>= 0.95: ${verdict(ratio >= 0.95)}` : '',
      ]);
    }
  }
  const missing = peers.filter((peer) => !present.includes(peer));
  for (const peer of missing) rows.push(['', peer, 'left out: not installed', '', '', '']);
  return {
    title: `Load: ${CONNECTIONS} connections, POST of one JSON body, median of ${ROUNDS} rounds of ${SECONDS} s in turns`,
    header: ['body', 'generator', 'requests/s', 'MB/s', 'ratio', 'target'],
    rows,
  };
}
