/** Records the corpus: `npm run corpus [name ...]`. Minutes a recording; a name records only that one. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadPlan, prepareService, runService } from '../../src/engine/index';
import { attach } from '../../src/engine/run/attach';
import { defaultDeps } from '../../src/engine/run/deps';
import type { RunResult } from '../../src/engine/run/options';
import { RECORDINGS, type Recording } from './recordings';

const [corpus = '.', dist = 'dist', ...names] = process.argv.slice(2);
const out = path.join(corpus, 'recorded');
const deps = { ...defaultDeps, loadWorker: path.join(dist, 'load-worker.cjs') };
const LIBRARIES = '/usr/lib/x86_64-linux-gnu';
/** What a detector must not see: it is what a detector said. */
const SAID = /^\{"kind":"(?:step|verdict|output)"/;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function environment({ env, preload }: Recording): Record<string, string> {
  return { ...env, ...(preload && { LD_PRELOAD: path.join(LIBRARIES, preload) }) };
}

async function recordSample(recording: Recording, root: string): Promise<RunResult> {
  const cwd = path.join(corpus, '..', '..', 'media', 'sample-service');
  const port = await freePort();
  const overrides = { ...recording.plan, features: recording.features ?? [], port };
  const built = await prepareService({ cwd, root, overrides }, {});
  const env = { ...recording.env, PORT: String(port) };
  const preload = recording.preload ? [path.join(LIBRARIES, recording.preload)] : [];
  return runService(built, { env, preload }, {}, deps).done;
}

function command(recording: Recording, root: string, port: number): [string, string[]] {
  if (recording.service === 'dufs')
    return ['dufs', ['--allow-all', '--bind', '127.0.0.1', '--port', `${port}`, root]];
  const config = `[server]\naddress = "127.0.0.1:${port}"\nmax_content_length = "20MB"\nupload_path = "./upload"\n[paste]\ndefault_extension = "txt"\nduplicate_files = true\nrandom_url = { type = "alphanumeric", length = 12 }\n`;
  writeFileSync(path.join(root, 'config.toml'), config);
  return ['rustypaste', []];
}

/** Multipart bodies, as rustypaste takes them. */
function writeUploads(root: string): void {
  for (const [n, size] of [100_000, 400_000, 1_500_000, 4_000_000].entries()) {
    const part = '--stairstep\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n';
    writeFileSync(
      path.join(root, `upload-${n + 1}.txt`),
      `${part}${'paste '.repeat(size / 6)}\r\n--stairstep--\r\n`,
    );
  }
}

async function recordRegistry(recording: Recording, root: string): Promise<RunResult> {
  const port = await freePort();
  writeUploads(root);
  const [file, args] = command(recording, root, port);
  const planPath = path.join(root, 'stairstep.json');
  writeFileSync(planPath, JSON.stringify({ ...recording.plan, port }));
  await loadPlan(planPath, root);
  const child = spawn(file, args, {
    cwd: root,
    env: { ...process.env, ...environment(recording) },
    stdio: 'ignore',
  });
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  try {
    return await attach({ pid: child.pid ?? 0, planPath, root }, {}, deps).done;
  } finally {
    child.kill('SIGKILL');
  }
}

async function record(recording: Recording): Promise<void> {
  const root = mkdtempSync(path.join(tmpdir(), 'stairstep-corpus-'));
  try {
    const { file, verdict, load } = await (recording.service === 'sample' ? recordSample : recordRegistry)(
      recording,
      root,
    );
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => !SAID.test(line));
    writeFileSync(
      path.join(out, `${recording.name}.memprofile.gz`),
      gzipSync(lines.join('\n'), { level: 9 }),
    );
    const kept = verdict.bursts.map((b) => Math.round(b.after / 1e6)).join(' ');
    console.log(
      `${recording.name}: labelled ${recording.label}, said ${verdict.profile} ${verdict.confidence.toFixed(2)}; ${load.requests} requests, ${load.errors + load.non2xx} failed; MB kept ${kept}, end ${Math.round(verdict.retained / 1e6)}`,
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  mkdirSync(out, { recursive: true });
  for (const recording of RECORDINGS) {
    if (names.length > 0 && !names.includes(recording.name)) continue;
    await record(recording).catch((error: Error) => console.log(`${recording.name}: ${error.message}`));
  }
  const recorded = new Set(readdirSync(out));
  const labels = RECORDINGS.filter(({ name }) => recorded.has(`${name}.memprofile.gz`)).map(
    ({ name, label, also = [], finding, why }) => ({ name, label, also, ...(finding && { finding }), why }),
  );
  writeFileSync(path.join(out, 'labels.json'), `${JSON.stringify(labels, null, 2)}\n`);
}

void main();
