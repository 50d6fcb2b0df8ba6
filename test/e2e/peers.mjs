// @ts-check
/** What a busy machine makes of anybody: an extension and a process that do nothing, to measure ours against. */
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { spawnGroup } from './process-group.mjs';

/** Milliseconds between two looks of the process, as between those of the extension's own meter. */
const INTERVAL = 10;

const IDLE = `let looked = performance.now();
let longest = 0;
setInterval(() => {
  const now = performance.now();
  const late = now - looked - ${INTERVAL};
  looked = now;
  if (late > longest) console.log((longest = late).toFixed(1));
}, ${INTERVAL});
`;

/** A process that only looks at the clock. @returns {{ longest: () => number, stop: () => Promise<void> }} how late it was at its worst, in milliseconds */
export function idleProcess() {
  const { output, stop } = spawnGroup(process.execPath, ['-e', IDLE]);
  return { longest: () => Number(output().trimEnd().split('\n').at(-1)), stop };
}

export const IDLE_EXTENSION = 'stairstep.idle';

/**
 * Packs an extension that is activated when ours is, and does nothing then.
 * @param {string} folder for its files
 * @param {readonly string[]} activationEvents
 * @returns {Promise<string>} the path of its .vsix
 */
export async function packIdleExtension(folder, activationEvents) {
  const [publisher, name] = IDLE_EXTENSION.split('.');
  const manifest = {
    name,
    publisher,
    version: '1.0.0',
    engines: { vscode: '^1.100.0' },
    activationEvents,
    main: './main.js',
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'main.js'), 'exports.activate = () => {};\n');
  await writeFile(join(folder, 'README.md'), 'Does nothing.\n');
  const vsix = join(folder, 'idle.vsix');
  const vsce = createRequire(import.meta.url).resolve('@vscode/vsce/vsce');
  const args = [vsce, 'package', '--no-dependencies', '--skip-license', '--allow-missing-repository'];
  const pack = spawnSync(process.execPath, [...args, '--out', vsix], { cwd: folder, encoding: 'utf8' });
  if (pack.status !== 0) throw new Error(`The idle extension could not be packed: ${pack.stderr}`);
  return vsix;
}
