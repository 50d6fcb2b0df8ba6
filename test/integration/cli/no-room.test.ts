/** Where nothing can be written: that is said, and nothing is left half-written. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ROOT, temporaryFolder } from '../support';
import { CLI } from './run-cli';
import { tinyService } from './tiny-service';

const { folder, remove } = temporaryFolder();
const env = { ...process.env, CARGO_TARGET_DIR: path.join(folder, 'target') };
/** A mount namespace of one's own, that ends with the process; not every kernel lets anybody make one. */
const NAMESPACE = ['--user', '--map-root-user', '--mount', 'sh', '-c'];
const canMount = spawnSync('unshare', [...NAMESPACE, 'mount -t tmpfs none /mnt']).status === 0;
afterAll(remove);

test.skipIf(!existsSync('/dev/full'))('a result that goes to a full disk: exit code 2, and why', () => {
  const { status, stderr } = spawnSync(process.execPath, [CLI, 'profile', '--schema'], {
    stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
    encoding: 'utf8',
  });
  expect(status).toBe(2);
  expect(stderr).toMatch(/^stairstep: Standard output cannot be written: no space left on device\.\n/);
});

test.skipIf(!canMount)('a folder that is read-only: that is said as it is', () => {
  const cwd = path.join(folder, 'read-only');
  mkdirSync(cwd);
  const inside = 'mount -t tmpfs -o ro none "$1" && cd "$1" && exec "$2" "$3" attach $$ --seconds 1';
  const { status, stderr } = spawnSync('unshare', [...NAMESPACE, inside, 'sh', cwd, process.execPath, CLI], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(status).toBe(2);
  expect(stderr).toMatch(/Runs cannot be kept in .*read-only.*: read-only file system\.\n/);
});

test.skipIf(!canMount)('a comparison in a folder that became read-only after a run: the same', () => {
  const cwd = tinyService(path.join(folder, 'became-read-only'));
  const inside =
    'mount -t tmpfs none "$1" && cp -r "$2/." "$1" && cd "$1" && cargo generate-lockfile --offline && mkdir -p .stairstep/runs && touch .stairstep/.gitignore && mount -o remount,ro "$1" && exec "$3" "$4" compare --trials as-built';
  const mounted = path.join(folder, 'mounted');
  mkdirSync(mounted);
  const { status, stderr } = spawnSync(
    'unshare',
    [...NAMESPACE, inside, 'sh', mounted, cwd, process.execPath, CLI],
    { cwd: ROOT, env, encoding: 'utf8' },
  );
  expect(status).toBe(2);
  expect(stderr).toMatch(
    /Runs cannot be kept in .*mounted.*: read-only file system\.\nMake the folder writable/,
  );
});

test('a recording that there is no more room for: what is there is shown, and why it ends', () => {
  const cwd = path.join(folder, 'short');
  mkdirSync(cwd);
  const inside = 'ulimit -f 4 && "$1" "$2" attach $$ --hz 50 --seconds 20 2>&1 | cat';
  const { stdout } = spawnSync('sh', ['-c', inside, 'sh', process.execPath, CLI], { cwd, encoding: 'utf8' });
  expect(stdout).toMatch(/\nstairstep: The recording has reached the largest size [^\n]*Raise the limit/);
  expect(stdout).not.toContain('has no end');
  expect(stdout).toContain('\nRecording: .stairstep/runs/');
});

test.skipIf(!existsSync('/dev/full'))('a comparison that there is no room for: no file of it is left', () => {
  const cwd = tinyService(path.join(folder, 'full'), { '.stairstep/.gitignore': '*' });
  const { status, stderr } = spawnSync(
    'sh',
    // all that a file may hold is nothing, once the service is built
    [
      '-c',
      `"$1" "$2" compare --list > list && ulimit -f 0 && "$1" "$2" compare --trials arena-max-1 2>&1 | cat >&2`,
      'sh',
      process.execPath,
      CLI,
    ],
    { cwd, env, encoding: 'utf8' },
  );
  expect(status).toBe(0);
  expect(readFileSync(path.join(cwd, 'list'), 'utf8')).toMatch(
    /\n\nEach takes (about|at least) [\d.]+ s; the default 2 .*, all \d+ .* Features and fixes are built first\.\n$/,
  );
  expect(stderr).toMatch(/The comparison cannot be written to .*: file too large\.\nFree some space/);
  expect(readdirSync(path.join(cwd, '.stairstep/comparisons'))).toEqual([]);
});
