/** What is installed: bundles and package, against their targets, and loading it in plain Node. The editor tests tell what activation takes in a real one. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { median } from './support.mjs';

export const name = 'extension';

const root = path.resolve(import.meta.dirname, '../..');
const ENTRY = 'dist/extension.cjs';
const WORKBENCH = 'dist/lazy/workbench.cjs';
const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const size = (/** @type {string} */ file) => statSync(path.join(root, file)).size;

/** Bytes of the packed extension; packing builds it. */
function packed() {
  const folder = mkdtempSync(path.join(tmpdir(), 'stairstep-vsix-'));
  try {
    const file = path.join(folder, 'stairstep.vsix');
    execFileSync('npm', ['run', '--silent', 'package', '--', '--out', file], { cwd: root, stdio: 'ignore' });
    return statSync(file).size;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds, each time in a new process. */
function loading(/** @type {string} */ file) {
  const bundle = path.join(root, file);
  const script = path.join(import.meta.dirname, 'editor-api.cjs');
  return Array.from({ length: 9 }, () =>
    Number(execFileSync(process.execPath, [script, bundle], { encoding: 'utf8' })),
  );
}

/** @returns {import('./run.mjs').Table} */
export function run() {
  const vsix = packed();
  const lazy = readdirSync(path.join(root, 'dist/lazy')).filter((file) => file !== path.basename(WORKBENCH));
  const page = readdirSync(path.join(root, 'dist/webview')).reduce(
    (sum, file) => sum + size(`dist/webview/${file}`),
    0,
  );
  return {
    title: 'What is installed, minified, and loading it',
    header: ['what', 'measured', 'target'],
    rows: [
      ['bundle of the activation', kilobytes(size(ENTRY)), '<= 200 kB, with the next'],
      ['bundle that is loaded right after it', kilobytes(size(WORKBENCH)), ''],
      ...lazy.map((file) => [`loaded when first used: ${file}`, kilobytes(size(`dist/lazy/${file}`)), '']),
      ['webview', kilobytes(page), '<= 700 kB'],
      ['.vsix', kilobytes(vsix), '<= 2 MB'],
      [
        'loading the first in Node, median of 9',
        `${median(loading(ENTRY)).toFixed(1)} ms`,
        'a part of 30 ms',
      ],
      ['loading the second in Node, median of 9', `${median(loading(WORKBENCH)).toFixed(1)} ms`, ''],
    ],
  };
}
