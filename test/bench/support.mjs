/** What the benches share: sources bundled to run as they ship, the built sample service, peers where they are installed. */
import { execFile, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';

const run = promisify(execFile);
export const ROOT = path.resolve(import.meta.dirname, '../..');
const CACHE = process.env.STAIRSTEP_CACHE ?? path.join(os.homedir(), '.cache/stairstep');
const TARGET = path.join(CACHE, 'target');
export const BUILD_ENV = { CARGO_TARGET_DIR: TARGET };
export const SAMPLE = path.join(ROOT, 'media/sample-service');

/** A folder that is gone when the bench is. */
export function temporaryFolder() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'stairstep-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Bundles TypeScript for Node.
 * @param {string} entry path from the root, or source text that imports from there
 * @param {string} outfile
 */
export async function bundle(entry, outfile) {
  const source = entry.endsWith('.ts')
    ? { entryPoints: [path.join(ROOT, entry)] }
    : { stdin: { contents: entry, resolveDir: ROOT, loader: /** @type {const} */ ('ts') } };
  await build({
    ...source,
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  return outfile;
}

/**
 * What a source text exports.
 * @param {string} contents
 */
export async function load(contents) {
  const file = path.join(temporaryFolder(), 'bundle.cjs');
  return createRequire(import.meta.url)(await bundle(contents, file));
}

/** Builds the sample service; gives its executable. */
export async function buildSample() {
  const args = ['build', '--release', '--manifest-path', path.join(SAMPLE, 'Cargo.toml')];
  await run('cargo', args, { env: { ...process.env, ...BUILD_ENV } });
  return path.join(TARGET, 'release', process.platform === 'win32' ? 'sample-service.exe' : 'sample-service');
}

/** Starts the sample service on a free port. */
export async function startSample(env = {}) {
  const service = spawn(await buildSample(), [], {
    env: { ...process.env, PORT: '0', SLEEP_MS: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = await new Promise((resolve) => service.stdout.once('data', (chunk) => resolve(String(chunk))));
  const port = Number(/:(\d+)\s*$/.exec(said)?.[1]);
  const stop = () =>
    new Promise((resolve) => {
      service.once('exit', resolve);
      service.kill();
    });
  return { pid: service.pid, port, stop };
}

/** @param {string} program */
export function isInstalled(program) {
  return spawnSync(program, ['--version']).error === undefined;
}

/** A Python that has psutil: the one on PATH, or one in the cache; undefined where neither can be had. */
export function pythonWithPsutil() {
  const hasPsutil = (/** @type {string} */ python) => spawnSync(python, ['-c', 'import psutil']).status === 0;
  if (hasPsutil('python3')) return 'python3';
  const venv = path.join(CACHE, 'psutil');
  const python = path.join(venv, 'bin/python');
  if (hasPsutil(python)) return python;
  mkdirSync(CACHE, { recursive: true });
  if (spawnSync('python3', ['-m', 'venv', venv]).status !== 0) return undefined;
  spawnSync(python, ['-m', 'pip', 'install', '--quiet', 'psutil']);
  return hasPsutil(python) ? python : undefined;
}

/**
 * The value below which `share` of them lie.
 * @param {number[]} values
 * @param {number} share
 */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** @param {number[]} values */
export function median(values) {
  return quantile(values, 0.5);
}

/** @param {boolean} met */
export function verdict(met) {
  return met ? 'met' : 'MISSED';
}
