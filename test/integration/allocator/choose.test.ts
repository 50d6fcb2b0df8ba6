import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixIn, MAIN, MANIFEST, writeCrate } from './crate';

describe('the binary that is meant', () => {
  it.each([
    { at: '.', members: 'default-members = ["b"]\n', flags: [], package: 'b' },
    { at: '.', members: 'default-members = ["b", "c"]\n', flags: ['--bin', 'a'], package: 'a' },
    { at: '.', members: '', flags: [], package: 'service' },
    { at: 'a', members: 'default-members = ["b"]\n', flags: [], package: 'a' },
  ])('takes the package that `cargo run` would: %j', async ({ at, members, flags, package: wanted }) => {
    const member = (name: string) => ({
      [`${name}/Cargo.toml`]: `[package]\nname = "${name}"\nversion = "0.1.0"\n`,
      [`${name}/src/main.rs`]: MAIN,
    });
    const root = await writeCrate({
      'Cargo.toml': `${MANIFEST}[workspace]\nmembers = ["a", "b", "c"]\n${members}`,
      'src/main.rs': MAIN,
      ...member('a'),
      ...member('b'),
      ...member('c'),
    });
    const run = await fixIn(join(root, at), '--json', ...flags);
    expect(JSON.parse(run.stdout)).toMatchObject({ binary: { package: wanted } });
  });

  it.each([
    { requires: '', says: 'Make jemalloc the global allocator of a and b: ' },
    { requires: 'required-features = ["more"]\n', says: 'Choose with --bin: a, b.' },
  ])('is any of those of one source that are built alike: $says', async ({ requires, says }) => {
    const bins = '[[bin]]\nname = "a"\npath = "src/main.rs"\n[[bin]]\nname = "b"\npath = "./src/main.rs"\n';
    const root = await writeCrate({
      'Cargo.toml': `${MANIFEST}${bins}${requires}[features]\nmore = []\n`,
      'src/main.rs': MAIN,
    });
    expect((await fixIn(root)).stderr).toContain(says);
    expect((await fixIn(root, '--bin', 'b')).stderr).toContain('of b and a: Cargo.toml and src/main.rs');
  });

  it('is named where the folder holds a library only', async () => {
    const root = await writeCrate({
      'Cargo.toml': `${MANIFEST}[workspace]\nmembers = ["web"]\n`,
      'src/lib.rs': '',
      'web/Cargo.toml': '[package]\nname = "web"\nversion = "0.1.0"\n',
      'web/src/main.rs': MAIN,
    });
    const run = await fixIn(root);
    expect(run.stderr).toMatch(/service has no binary: .*\nChoose the program with --bin: web\.\n/);
    expect((await fixIn(root, '--bin', 'web')).stdout).toContain('+++ b/web/src/main.rs\n');
  });

  it('is none where all are libraries, of which a few are named', async () => {
    const names = [...'abcdefghi'];
    const root = await writeCrate({
      'Cargo.toml': '[workspace]\nmembers = ["*"]\n',
      ...Object.fromEntries(
        names.flatMap((name) => [
          [`${name}/Cargo.toml`, `[package]\nname = "${name}"\nversion = "0.1.0"\n`],
          [`${name}/src/lib.rs`, ''],
        ]),
      ),
    });
    expect((await fixIn(root)).stderr).toContain(
      'a, b, c, d, e, f and 3 more have no binary: a library must',
    );
  });

  it('is none where its source is that of the library too', async () => {
    const root = await writeCrate({
      'Cargo.toml': `${MANIFEST}[lib]\npath = "src/main.rs"\n`,
      'src/main.rs': MAIN,
    });
    const run = await fixIn(root);
    expect(run.stderr).toContain('src/main.rs is the source of the library of service as well');
    expect(run).toMatchObject({ code: 2, stdout: '' });
  });
});
