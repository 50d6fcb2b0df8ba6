// @ts-check
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawnGroup } from './process-group.mjs';
import { setup } from './setup.mjs';

// One import for a test: the editor, and what drives its window.
export * from './workbench.mjs';

const START_TIMEOUT = 60_000;
/** An editor whose test runner was killed outright ends itself after so many seconds without a browser. */
const IDLE_SECONDS = 900;

/** Settings that keep the workbench still: nothing in it but what a test asks for. */
const QUIET = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': 'off',
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  // a remote window's extension host would look for open ports itself, for some 100 ms at once
  'remote.autoForwardPorts': false,
  'telemetry.telemetryLevel': 'off',
  'window.autoDetectColorScheme': false,
  'window.autoDetectHighContrast': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** No extension gallery: nothing a test does goes out to the network. */
const NO_GALLERY = { EXTENSIONS_GALLERY: '{}' };

/**
 * @typedef {object} EditorOptions
 * @property {string} folder The workspace folder to open.
 * @property {string} userDataDir Kept by the caller; the same one again is the same user, later.
 * @property {string} extensionsDir
 * @property {boolean} [trust] false leaves Workspace Trust on: the folder starts untrusted. Trusted by default.
 * @property {Record<string, unknown>} [settings] User settings on top of the quiet ones.
 * @property {readonly string[]} [extensions] Paths of .vsix files to install before the start.
 * @property {Readonly<Record<string, string>>} [env] Environment on top of this process's own.
 */

/**
 * @typedef {object} Editor
 * @property {string} url Opens the folder in a browser.
 * @property {(settings: Record<string, unknown>) => Promise<void>} changeSettings Changes user settings, for windows
 *   opened or reloaded from then on: an open one does not see the file change.
 * @property {() => string} output The end of what the server wrote, for messages of failed tests.
 * @property {() => Promise<void>} stop Ends the server and all it started, the extension host too; may be called twice.
 */

/**
 * Starts a real VS Code that serves one folder.
 * @param {EditorOptions} options
 * @returns {Promise<Editor>}
 */
export async function startEditor({
  folder,
  userDataDir,
  extensionsDir,
  trust = true,
  settings = {},
  extensions = [],
  env = {},
}) {
  const { node, codeServerEntry } = await setup();
  await mkdir(extensionsDir, { recursive: true });
  const changeSettings = settingsWriter(join(userDataDir, 'User', 'settings.json'));
  await changeSettings({ ...QUIET, ...settings });

  // Its sockets and logs go here: a short path (a socket's may have 107 bytes), and nothing is left in the home folder.
  const runtime = await mkdtemp(join(tmpdir(), 'stairstep-e2e-'));
  const environment = {
    ...ownEnvironment(),
    ...NO_GALLERY,
    XDG_RUNTIME_DIR: runtime,
    XDG_DATA_HOME: runtime,
    ...env,
  };
  const base = [codeServerEntry, '--config', join(runtime, 'config.yaml')];
  base.push('--user-data-dir', userDataDir, '--extensions-dir', extensionsDir);
  const discardRuntime = () => rm(runtime, { recursive: true, force: true, maxRetries: 3 });
  try {
    if (extensions.length > 0) {
      const paths = extensions.flatMap((path) => ['--install-extension', path]);
      const install = spawnGroup(node, [...base, '--force', ...paths], { env: environment });
      if ((await install.exit) !== 0) throw new Error(`The extensions did not install:\n${install.output()}`);
    }
    const flags = ['--auth', 'none', '--bind-addr', '127.0.0.1:0'];
    flags.push('--disable-telemetry', '--disable-update-check');
    flags.push('--idle-timeout-seconds', String(IDLE_SECONDS));
    if (trust) flags.push('--disable-workspace-trust');
    const server = spawnGroup(node, [...base, ...flags], { env: environment });
    const stop = async () => {
      await server.stop();
      await discardRuntime();
    };
    try {
      const origin = await listening(server);
      const url = `${origin}/?folder=${encodeURIComponent(folder)}`;
      return { url, changeSettings, output: server.output, stop };
    } catch (error) {
      await stop();
      throw error;
    }
  } catch (error) {
    await discardRuntime();
    throw error;
  }
}

/** This process's environment without what would turn code-server into another program: a test may run in a VS Code. */
function ownEnvironment() {
  const steers =
    /^(VSCODE_|CODE_SERVER_|CS_|ELECTRON_|(PORT|PASSWORD|HASHED_PASSWORD|GITHUB_TOKEN|NODE_OPTIONS)$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !steers.test(name)));
}

/** @param {string} path of settings.json @returns {(patch: Record<string, unknown>) => Promise<void>} */
function settingsWriter(path) {
  return async (patch) => {
    await mkdir(dirname(path), { recursive: true });
    const text = await readFile(path, 'utf8').catch(() => '{}');
    await writeFile(path, `${JSON.stringify({ ...JSON.parse(text), ...patch }, undefined, 2)}\n`);
  };
}

/**
 * Waits until the server answers. It chooses its port itself and says which, so no other process can take it between.
 * @param {import('./process-group.mjs').ProcessGroup} server
 * @returns {Promise<string>} its origin
 */
async function listening(server) {
  let ended = false;
  server.exit
    .catch(() => {})
    .finally(() => {
      ended = true;
    });
  const deadline = performance.now() + START_TIMEOUT;
  while (!ended && performance.now() < deadline) {
    const origin = /HTTP server listening on (http:\/\/[\w.:]+)/.exec(server.output())?.[1];
    if (origin && (await fetch(`${origin}/healthz`).catch(() => undefined))?.ok) return origin;
    await sleep(50);
  }
  throw new Error(
    `The editor ${ended ? 'ended before it listened' : 'did not start in time'}:\n${server.output()}`,
  );
}
