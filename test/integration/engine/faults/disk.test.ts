import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareService } from '../../../../src/engine';
import { engineDeps, isAlive, ROOT, sampleOptions, temporaryFolder } from '../../support';

const { folder, remove } = temporaryFolder();
const child = path.join(folder, 'child.cjs');
/** A disk of a few pages, in a mount namespace that ends with the process. */
const SMALL_DISK = ['--user', '--map-root-user', '--mount', 'sh', '-c'];
const mount = (size: string) => `mount -t tmpfs -o size=${size} none "$1" && exec "$2" "$3" "$1"`;
const canMount = spawnSync('unshare', [...SMALL_DISK, 'mount -t tmpfs none /mnt']).status === 0;

beforeAll(async () => {
  await engineDeps(folder);
  await prepareService(sampleOptions(folder), {});
  await build({
    entryPoints: [path.join(ROOT, 'test/integration/engine/faults/disk-child.ts')],
    outfile: child,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    define: { 'import.meta.dirname': JSON.stringify(path.join(ROOT, 'test/integration')) },
    logLevel: 'error',
  });
});
afterAll(remove);

async function runOn(size: string) {
  const root = path.join(folder, size);
  mkdirSync(root);
  const args = [...SMALL_DISK, mount(size), 'sh', root, process.execPath, child];
  const { stdout } = await promisify(execFile)('unshare', args, { cwd: ROOT });
  return JSON.parse(stdout);
}

// needs a kernel that lets anybody make a mount namespace
describe.skipIf(!canMount)('a disk that is full', () => {
  it('in mid run: what was recorded stands, the service is stopped, the reason is said', async () => {
    const { end, pid, samples } = await runOn('16k');
    expect(end.reason).toBe('disk-full');
    expect(end.text).toMatch(/disk is full.*Free some space/);
    expect(samples).toBeGreaterThan(5);
    expect(isAlive(pid)).toBe(false);
  });

  it('from the start: the run does not begin', async () => {
    const { code, message } = await runOn('4k');
    expect(code).toBe('environment');
    expect(message).toMatch(/disk is full|no space left/i);
  });
});
