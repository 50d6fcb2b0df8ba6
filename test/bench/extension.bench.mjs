/** What is installed: bundles and package, against their targets. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const name = 'extension';

const root = path.resolve(import.meta.dirname, '../..');
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

/** @returns {import('./run.mjs').Table} */
export function run() {
  const vsix = packed();
  const lazy = readdirSync(path.join(root, 'dist/lazy')).filter((file) => file.endsWith('.cjs'));
  const page = readdirSync(path.join(root, 'dist/webview')).reduce(
    (sum, file) => sum + size(`dist/webview/${file}`),
    0,
  );
  return {
    title: 'Size of what is installed, minified',
    header: ['what', 'size', 'target'],
    rows: [
      ['extension bundle', kilobytes(size('dist/extension.cjs')), '<= 200 kB'],
      ...lazy.map((file) => [`loaded when first used: ${file}`, kilobytes(size(`dist/lazy/${file}`)), '']),
      ['webview', kilobytes(page), '<= 700 kB'],
      ['.vsix', kilobytes(vsix), '<= 2 MB'],
    ],
  };
}
