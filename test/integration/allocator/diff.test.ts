import { execFile } from 'node:child_process';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { fixIn, MAIN, MANIFEST, writeCrate } from './crate';

const exec = promisify(execFile);

describe('the diff', () => {
  it('names paths from the folder it runs in, or from the workspace', async () => {
    const root = await writeCrate({ 'svc/Cargo.toml': MANIFEST, 'svc/src/main.rs': MAIN });
    const manifest = join(root, 'svc/Cargo.toml');
    expect((await fixIn(root, '--manifest-path', 'svc/Cargo.toml')).stdout).toContain(
      '--- a/svc/src/main.rs\n',
    );
    expect((await fixIn('/usr', '--manifest-path', manifest)).stdout).toContain('--- a/src/main.rs\n');
  });

  it.each(['a b', 'é "q'])('prints a diff that patch takes for a folder called %j', async (name) => {
    const root = await writeCrate({
      [`${name}/Cargo.toml`]: MANIFEST.trimEnd(),
      [`${name}/src/main.rs`]: '',
    });
    const run = await fixIn(root, '--manifest-path', name);
    await writeFile(join(root, 'fix.diff'), run.stdout);
    await exec('patch', ['-p1', '-i', 'fix.diff'], { cwd: root });
    expect(await readFile(join(root, name, 'src/main.rs'), 'utf8')).toContain('#[global_allocator]');
    expect((await fixIn(root, '--manifest-path', name)).stdout).toBe('');
  });

  it('prints a diff that git and patch take for files behind symbolic links', async () => {
    const root = await writeCrate({
      'shared/main.rs': MAIN,
      'shared/manifest.toml': MANIFEST,
      'svc/src/lib.rs': '',
    });
    const svc = join(root, 'svc');
    await symlink('../shared/manifest.toml', join(svc, 'Cargo.toml'));
    await symlink('../../shared/main.rs', join(svc, 'src/main.rs'));
    const run = await fixIn(svc);
    expect(run.stderr).toContain(`begin at ${join(root, 'shared')}: apply it there.\n`);
    await writeFile(join(root, 'fix.diff'), run.stdout);
    const at = { cwd: join(root, 'shared') };
    await exec('git', ['apply', '--check', '../fix.diff'], at);
    await exec('patch', ['-p1', '-i', '../fix.diff'], at);
    expect((await fixIn(svc)).stderr).toContain('already the global allocator');
  });
});
