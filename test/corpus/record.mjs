import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const [entry = 'record.ts', ...words] = process.argv.slice(2);
const folder = mkdtempSync(path.join(tmpdir(), 'stairstep-record-'));
const outfile = path.join(folder, 'record.cjs');
await build({
  entryPoints: [path.join(here, entry)],
  bundle: true,
  platform: 'node',
  format: 'cjs',
  mainFields: ['module', 'main'],
  outfile,
  logLevel: 'error',
});
const dist = path.join(here, '..', '..', 'dist');
const done = spawnSync(process.execPath, [outfile, here, dist, ...words], {
  stdio: 'inherit',
});
rmSync(folder, { recursive: true, force: true });
process.exitCode = done.status ?? 1;
