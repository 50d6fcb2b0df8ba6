/** Records what the program does: `npm run corpus:programs`, half an hour for all on two cores. */
import { execFileSync, spawn } from 'node:child_process';
import { cpus } from 'node:os';
import path from 'node:path';
import { ProcMemory } from '../../../src/engine/sampling/proc-memory';
import { Sampler } from '../../../src/engine/sampling/sampler';
import { heldOutRuns, type ProgramRun } from './runs';
import { type ProgramBurst, type ProgramRecording, writeRecordings } from './store';

const [corpus = '.'] = process.argv.slice(2);
const folder = path.join(corpus, 'programs');
/** At a time, for each core: they share the machine, as services do. */
const SIDE_BY_SIDE = 4;
const PAGE = 4096;

/** Requests are counted from the beginning by the program, and by burst here. */
function burstsIn(output: string): ProgramBurst[] {
  let before = 0;
  return output
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([kind]) => kind === 'B')
    .map((words) => {
      const [from = 0, to = 0, connections = 0, counted = 0, live = 0] = words.slice(1).map(Number);
      const requests = counted - before;
      before = counted;
      return { from, to, connections, requests, live };
    });
}

function record({
  id,
  behaviour,
  environment,
  plan,
  scale,
  seed,
  hz,
}: ProgramRun): Promise<ProgramRecording> {
  const { connections, burst, rest, tail } = plan;
  const program = path.join(folder, 'service/target/release/behaviours');
  const words = [connections.join(','), burst, rest, tail, seed, scale];
  const child = spawn(program, [behaviour, ...words.map(String)], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const origin = performance.now();
  let output = '';
  child.stdout.on('data', (text: Buffer) => {
    output += text.toString('utf8');
  });
  const t: number[] = [];
  const y: number[] = [];
  return new Promise((resolve, reject) => {
    let sampler: Sampler | undefined;
    child.once('spawn', () => {
      sampler = new Sampler({
        source: new ProcMemory(child.pid ?? 0, PAGE),
        hz,
        clock: () => performance.now(),
        origin,
        take: (sample) => {
          t.push(sample.t);
          y.push(sample.rss);
        },
      });
    });
    child.once('error', reject);
    child.once('close', (code) => {
      sampler?.stop();
      if (code !== 0) reject(new Error(`${id}: ended with ${code}`));
      else resolve({ id, behaviour, t, y, bursts: burstsIn(output) });
    });
  });
}

async function main(): Promise<void> {
  execFileSync('cargo', ['build', '--release', '--quiet'], {
    cwd: path.join(folder, 'service'),
    stdio: 'inherit',
  });
  const wanted = heldOutRuns();
  const recordings: ProgramRecording[] = [];
  const queue = [...wanted];
  const worker = async () => {
    for (let run = queue.shift(); run !== undefined; run = queue.shift()) {
      recordings.push(await record(run));
      process.stdout.write(`${recordings.length} of ${wanted.length}: ${run.id}\n`);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE * cpus().length }, worker));
  const order = new Map(wanted.map(({ id }, i) => [id, i]));
  recordings.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
  writeRecordings(path.join(folder, 'held-out.ndjson.gz'), recordings);
}

void main();
