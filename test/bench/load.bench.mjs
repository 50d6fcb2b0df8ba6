/** Our load generator against wrk and hey: same service, same connections, same bodies, in turns. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { bundle, isInstalled, load, median, startSample, temporaryFolder, verdict } from './support.mjs';

export const name = 'load';

const exec = promisify(execFile);
const CONNECTIONS = 16;
const SECONDS = 3;
const ROUNDS = 5;
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
      const rate = requests / seconds;
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
    const ratios = (rates.ours ?? []).map(
      (own, round) => own / Math.max(...present.map((peer) => rates[peer]?.[round] ?? 0)),
    );
    const ratio = median(ratios);
    for (const [who, all] of Object.entries(rates)) {
      const rate = median(all);
      const compared = who === 'ours' && present.length > 0;
      rows.push([
        `${size / 1000} kB`,
        who,
        rate.toFixed(0),
        ((rate * size) / 1e6).toFixed(1),
        compared ? `${ratio.toFixed(2)} of the best peer` : '',
        compared ? `>= 0.95: ${verdict(ratio >= 0.95)}` : '',
      ]);
    }
  }
  const missing = peers.filter((peer) => !present.includes(peer));
  for (const peer of missing) rows.push(['', peer, 'left out: not installed', '', '', '']);
  return {
    title: `Load: ${CONNECTIONS} connections, POST of one JSON body, medians of ${ROUNDS} rounds of ${SECONDS} s in turns, ratios within a round`,
    header: ['body', 'generator', 'requests/s', 'MB/s', 'ratio', 'target'],
    rows,
  };
}
