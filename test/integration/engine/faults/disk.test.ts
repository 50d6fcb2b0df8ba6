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
/** A mount namespace of one's own, that ends with the process; not every kernel lets anybody make one. */
const NAMESPACE = ['--user', '--map-root-user', '--mount', 'sh', '-c'];
const canMount = spawnSync('unshare', [...NAMESPACE, 'mount -t tmpfs none /mnt']).status === 0;

interface Shortage {
  name: string;
  /** runs `$2 $3 $1` where there is room for `$4`, and what that is for a few samples and for none */
  program: string[];
  few: string;
  none: string;
  says: RegExp;
}

const SHORTAGES: Shortage[] = [
  {
    name: 'a limit on the size of files',
    program: ['sh', '-c', 'ulimit -f "$4" && exec "$2" "$3" "$1"'],
    few: '16',
    none: '1',
    says: /largest size that a file may have/,
  },
];
if (canMount)
  SHORTAGES.push({
    name: 'a disk of a few pages',
    program: ['unshare', ...NAMESPACE, 'mount -t tmpfs -o size="$4" none "$1" && exec "$2" "$3" "$1"'],
    few: '16k',
    none: '4k',
    says: /disk is full|no space left/i,
  });

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

async function runWith({ program: [program = '', ...args] }: Shortage, room: string) {
  const root = path.join(folder, `room-${room}`);
  mkdirSync(root);
  const call = [...args, 'sh', root, process.execPath, child, room];
  const { stdout } = await promisify(execFile)(program, call, { cwd: ROOT });
  return JSON.parse(stdout);
}

describe.each(SHORTAGES)('no room for the recording: $name', (shortage) => {
  it('in mid run: what was recorded stands, the service is stopped, the reason is said', async () => {
    const { end, pid, samples } = await runWith(shortage, shortage.few);
    expect(end.reason).toBe('disk-full');
    expect(end.text).toMatch(shortage.says);
    expect(samples).toBeGreaterThan(5);
    expect(isAlive(pid)).toBe(false);
  });

  it('from the start: the run does not begin', async () => {
    const { code, message } = await runWith(shortage, shortage.none);
    expect(code).toBe('environment');
    expect(message).toMatch(shortage.says);
  });
});
