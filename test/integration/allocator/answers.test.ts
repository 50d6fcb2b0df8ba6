import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixIn, MAIN, MANIFEST, writeCrate } from './crate';

const MIMALLOC_STATIC = '#[global_allocator]\nstatic A: mimalloc::MiMalloc = mimalloc::MiMalloc;\n';
const HOST = /^host: (.+)$/m.exec(execFileSync('rustc', ['-vV'], { encoding: 'utf8' }))?.[1];
const FAST_ONLY = {
  'Cargo.toml': `${MANIFEST}[dependencies]\nmimalloc = "0.1"\n`,
  'src/main.rs': `#[cfg(fast)]\n${MIMALLOC_STATIC}${MAIN}`,
};
const HELPER = '[package]\nname = "helper"\nversion = "0.3.0"\nedition = "2021"\n';

describe('what the command answers', () => {
  it('says a refusal as a message too where the result is JSON', async () => {
    const root = await writeCrate({ 'Cargo.toml': MANIFEST, 'src/main.rs': MAIN });
    const run = await fixIn(root, '--json', '--package', 'nope');
    expect(run.code).toBe(2);
    expect(JSON.parse(run.stdout)).toMatchObject({ result: 'refused', code: 'no-package', written: false });
    expect(run.stderr).toBe(
      'There is no package "nope" in this workspace.\nChoose with --package: service.\n',
    );
  });

  it('has what cargo said in the JSON', async () => {
    const root = await writeCrate({ 'Cargo.toml': `${MANIFEST}rust-version = true\n`, 'src/main.rs': MAIN });
    const { cargoError } = JSON.parse((await fixIn(root, '--json')).stdout);
    expect(cargoError).toContain('boolean');
  });

  it('does not take an allocator behind a feature of a dependency that is off for one that is there', async () => {
    const root = await writeCrate({
      'Cargo.toml': `${MANIFEST}[dependencies]\nhelper = { path = "helper" }\n`,
      'src/main.rs': MAIN,
      'helper/Cargo.toml': `${HELPER}[features]\non = []\n`,
      'helper/src/lib.rs':
        '#[cfg(feature = "on")]\n#[global_allocator]\nstatic A: std::alloc::System = std::alloc::System;\n',
    });
    const run = await fixIn(root, '--json');
    expect(JSON.parse(run.stdout)).toMatchObject({ result: 'edits', written: false });
  });

  it.each(['', 'no-such-crate-here = "99"\n'])(
    'counts the features that the binary requires as on, in its dependencies too',
    async (more) => {
      const root = await writeCrate({
        'Cargo.toml': `${MANIFEST}[[bin]]\nname = "service"\npath = "src/main.rs"\nrequired-features = ["server"]\n[features]\nserver = ["helper/on"]\n[dependencies]\nhelper = { path = "helper" }\n${more}`,
        'src/main.rs': MAIN,
        'helper/Cargo.toml': `${HELPER}[features]\non = []\n`,
        'helper/src/lib.rs': `#[cfg(feature = "on")]\n${MIMALLOC_STATIC}`,
      });
      expect((await fixIn(root)).stderr).toMatch(/helper.* already sets the global allocator/);
    },
  );

  it('counts the feature that it is put behind as on in dependencies', async () => {
    const root = await writeCrate({
      'Cargo.toml': `${MANIFEST}[features]\nserver = ["helper/on"]\n[dependencies]\nhelper = { path = "helper" }\n`,
      'src/main.rs': MAIN,
      'helper/Cargo.toml': `${HELPER}[features]\non = []\n`,
      'helper/src/lib.rs': `#[cfg(feature = "on")]\n${MIMALLOC_STATIC}`,
    });
    const run = await fixIn(root, '--feature', 'server');
    expect(run.stderr).toContain('With the feature server, the dependency helper 0.3.0 already sets');
    expect(await fixIn(root, '--feature', 'jemalloc')).toMatchObject({ code: 0 });
  });

  it('builds with the feature that turns on the allocator of a dependency', async () => {
    const root = await writeCrate({
      'Cargo.toml': `${MANIFEST}[dependencies]\nhelper = { path = "helper" }\n[features]\nmimalloc = ["helper/on"]\nheap = ["mimalloc"]\n`,
      'src/main.rs': MAIN,
      'helper/Cargo.toml': `${HELPER}[features]\non = []\n`,
      'helper/src/lib.rs': `#[cfg(feature = "on")]\n${MIMALLOC_STATIC}`,
    });
    for (const feature of ['mimalloc', 'heap']) {
      const run = await fixIn(root, '--allocator', 'mimalloc', '--feature', feature);
      expect(run).toMatchObject({ code: 0, stdout: '' });
      expect(run.stderr).toContain(
        `mimalloc is already at helper/src/lib.rs:3, behind a feature that is off. Nothing to edit: build with --features ${feature}`,
      );
    }
    expect((await fixIn(root, '--allocator', 'mimalloc')).stderr).toContain('build with --features mimalloc');
    expect((await fixIn(root)).stdout).toContain('+#[global_allocator]');
  });

  it('finds an allocator in a module of the binary', async () => {
    const root = await writeCrate({
      'Cargo.toml': `${MANIFEST}[dependencies]\ntikv-jemallocator = "0.7"\n`,
      'src/main.rs': 'mod memory;\nfn main() {}\n',
      'src/memory/mod.rs': '#[path = "global.rs"]\nmod inner;\n',
      'src/memory/global.rs':
        '#[cfg(not(target_env = "msvc"))]\n#[global_allocator]\nstatic A: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;\n',
    });
    const run = await fixIn(root);
    expect(run).toMatchObject({ code: 0, stdout: '' });
    expect(run.stderr).toContain('src/memory/global.rs:3');
  });

  it('follows a module to the file that its target has', async () => {
    const root = await writeCrate({
      'Cargo.toml': `${MANIFEST}[dependencies]\nmimalloc = "0.1"\n`,
      'src/main.rs':
        '#[cfg_attr(windows, path = "windows.rs")]\n#[cfg_attr(unix, allow(unused), path = "unix.rs")]\nmod memory;\nfn main() {}\n',
      'src/windows.rs': MIMALLOC_STATIC,
      'src/unix.rs': '',
      'src/memory.rs': MIMALLOC_STATIC,
    });
    expect(await fixIn(root)).toMatchObject({ code: 0 });
    await writeFile(join(root, 'src/unix.rs'), '#[path = "windows.rs"]\nmod same;\n');
    expect((await fixIn(root)).stderr).toContain('already set at src/windows.rs:2');
    await writeFile(join(root, 'src/unix.rs'), MIMALLOC_STATIC);
    expect((await fixIn(root)).stderr).toContain('already set at src/unix.rs:2');
  });

  it('takes all targets that cargo is configured to build for into account', async () => {
    const root = await writeCrate({
      '.cargo/config.toml': '[build]\ntarget = ["x86_64-unknown-linux-gnu", "x86_64-apple-darwin"]\n',
      'Cargo.toml': `${MANIFEST}[target.'cfg(target_os = "linux")'.dependencies]\ntikv-jemallocator = "0.7"\n`,
      'src/main.rs': MAIN,
    });
    expect((await fixIn(root)).stdout).toContain('+#[cfg(not(target_env = "msvc"))]');
  });

  it.each([
    { where: 'a list', config: '[build]\nrustflags = ["-Copt-level=1", "--cfg", "fast"]\n' },
    { where: 'a string', config: '[build]\nrustflags = "-Copt-level=1 --cfg=fast"\n' },
    {
      where: 'the table of the host',
      config: `[build]\nrustflags = "--cfg=slow"\n[target.${HOST}]\nrustflags = "--cfg=fast"\n`,
    },
    { where: 'that of a cfg', config: '[target."cfg(not(windows))"]\nrustflags = ["--cfg", "fast"]\n' },
  ])('knows the flags that the configuration gives to rustc in $where', async ({ config }) => {
    const root = await writeCrate({ ...FAST_ONLY, '.cargo/config.toml': config });
    const run = await fixIn(root, '--allocator', 'mimalloc');
    expect(run.stderr).toContain('mimalloc is already the global allocator (src/main.rs:3)');
  });

  it.each([
    'include = ["more/a.toml"]\n',
    'include = [{ path = "more/none.toml", optional = true }, "more/a.toml"]\n',
  ])('knows what the configuration includes: %s', async (include) => {
    const root = await writeCrate({
      ...FAST_ONLY,
      '.cargo/config.toml': include,
      '.cargo/more/a.toml': 'include = ["b.toml"]\n',
      '.cargo/more/b.toml': '[build]\nrustflags = ["--cfg", "fast"]\n',
    });
    const run = await fixIn(root, '--allocator', 'mimalloc');
    expect(run.stderr).toContain('mimalloc is already the global allocator (src/main.rs:3)');
  });

  it('leaves a circle of files that include each other to cargo', async () => {
    const root = await writeCrate({ ...FAST_ONLY, '.cargo/config.toml': 'include = ["config.toml"]\n' });
    expect((await fixIn(root, '--allocator', 'mimalloc')).stderr).toContain('but only where fast');
  });

  it.each(['CARGO_BUILD_RUSTFLAGS', `CARGO_TARGET_${HOST?.toUpperCase().replaceAll('-', '_')}_RUSTFLAGS`])(
    'knows the flags that %s gives',
    async (name) => {
      process.env[name] = '--cfg fast';
      const run = await fixIn(await writeCrate(FAST_ONLY), '--allocator', 'mimalloc');
      delete process.env[name];
      expect(run.stderr).toContain('mimalloc is already the global allocator (src/main.rs:3)');
    },
  );

  it('knows a flag that is not given', async () => {
    const config = { '.cargo/config.toml': '[target."cfg(windows)"]\nrustflags = "--cfg=fast"\n' };
    const run = await fixIn(await writeCrate({ ...FAST_ONLY, ...config }));
    expect(run.stderr).toContain('mimalloc is already set at src/main.rs:3, but only where fast');
  });

  it.each([
    { file: 'src/lib.rs', cfg: '#[cfg(not(target_env = "msvc"))]' },
    { file: 'src/main.rs', cfg: '#[cfg(all(not(target_env = "msvc"), not(all(test, unix))))]' },
  ])('leaves out what the tests of $file set only where they are built with it', async ({ file, cfg }) => {
    const files = { 'src/main.rs': MAIN, 'src/lib.rs': '' };
    const root = await writeCrate({
      'Cargo.toml': MANIFEST,
      ...files,
      [file]: `#[cfg(all(test, unix))]\n#[global_allocator]\nstatic A: std::alloc::System = std::alloc::System;\n${MAIN}`,
    });
    expect((await fixIn(root)).stdout).toContain(`+${cfg}\n`);
  });

  it('plans a manifest that cargo cannot load, and says so', async () => {
    const root = await writeCrate({
      'Cargo.toml': '[package]\nname = "service"\nversion.workspace = true\nedition.workspace = true\n',
      'src/main.rs': MAIN,
    });
    const run = await fixIn(root);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('+tikv-jemallocator = ');
    expect(run.stderr).toMatch(/cargo cannot load this manifest: .*[^.]\.\n/);
  });

  it('plans an old manifest that cargo cannot load', async () => {
    const root = await writeCrate({
      'Cargo.toml': '[project]\nname = "service"\nversion = "0.1.0"\nedition = "1999"\n',
      'src/main.rs': MAIN,
    });
    expect((await fixIn(root)).stdout).toContain('+tikv-jemallocator = ');
  });

  it('says which dependencies it could not search', async () => {
    const root = await writeCrate({
      'Cargo.toml': `${MANIFEST}[dependencies]\nno-such-crate-here = "99"\nother = { version = "1", optional = true }\nmimalloc = "0.1"\n`,
      'src/main.rs': MAIN,
    });
    const run = await fixIn(root);
    expect(run.code).toBe(0);
    expect(run.stderr).toMatch(
      /not searched for an allocator of their own: no-such-crate-here\. .*`cargo fetch`/,
    );
    const json = JSON.parse((await fixIn(root, '--json')).stdout);
    expect(json).toMatchObject({ result: 'edits', unsearched: ['no-such-crate-here'] });
  });

  it('says so only where it adds one', async () => {
    const root = await writeCrate({
      'Cargo.toml': `${MANIFEST}[dependencies]\nno-such-crate-here = "99"\nmimalloc = "0.1"\n`,
      'src/main.rs': `${MIMALLOC_STATIC}${MAIN}`,
    });
    const run = await fixIn(root, '--allocator', 'mimalloc');
    expect(run.stderr).toMatch(/^mimalloc is already the global allocator/);
  });

  it('names a few of many dependencies that it could not search, all of them in the JSON', async () => {
    const names = [...'abcdefghi'].map((letter) => `no-such-crate-${letter}`);
    const root = await writeCrate({
      'Cargo.toml': `${MANIFEST}[dependencies]\n${names.map((name) => `${name} = "99"\n`).join('')}`,
      'src/main.rs': MAIN,
    });
    expect((await fixIn(root)).stderr).toContain('no-such-crate-e, no-such-crate-f and 3 more. With');
    expect(JSON.parse((await fixIn(root, '--json')).stdout)).toMatchObject({ unsearched: names });
  });

  it.each([
    { as: 'env', line: '_RJEM_MALLOC_CONF=background_thread:true,dirty_decay_ms:3000\n' },
    { as: 'dockerfile', line: 'ENV _RJEM_MALLOC_CONF="background_thread:true,dirty_decay_ms:3000"\n' },
    { as: 'systemd', line: 'Environment="_RJEM_MALLOC_CONF=background_thread:true,dirty_decay_ms:3000"\n' },
  ])("prints jemalloc's options for $as", async ({ as, line }) => {
    const run = await fixIn('/', '--options', 'background_thread:true,dirty_decay_ms:3000', '--as', as);
    expect(run).toEqual({ code: 0, stdout: line, stderr: '' });
  });

  it('takes options for those of the allocator in place, where none is named', async () => {
    const mimalloc = await writeCrate({
      'Cargo.toml': `${MANIFEST}[dependencies]\nmimalloc = "0.1"\n`,
      'src/main.rs': `${MIMALLOC_STATIC}${MAIN}`,
    });
    expect(await fixIn(mimalloc, '--options', 'purge_delay:100')).toEqual({
      code: 0,
      stdout: 'MIMALLOC_PURGE_DELAY=100\n',
      stderr: '',
    });
    expect((await fixIn(mimalloc, '--options', 'dirty_decay_ms:100')).stderr).toBe(
      'mimalloc has no option "dirty_decay_ms"; jemalloc has.\nName that: --allocator jemalloc.\n',
    );
    const off = await writeCrate({
      'Cargo.toml': `${MANIFEST}[features]\nfast = ["dep:mimalloc"]\n[dependencies]\nmimalloc = { version = "0.1", optional = true }\n`,
      'src/main.rs': `#[cfg(feature = "fast")]\n${MIMALLOC_STATIC}${MAIN}`,
    });
    expect((await fixIn(off, '--options', 'purge_delay:100')).stdout).toBe('MIMALLOC_PURGE_DELAY=100\n');
    const none = await writeCrate({ 'Cargo.toml': MANIFEST, 'src/main.rs': MAIN });
    expect((await fixIn(none, '--options', 'purge_delay:100')).stderr).toContain('; mimalloc has.');
    expect((await fixIn(none, '--options', 'narenas:1')).stdout).toContain('+static MALLOC_CONF');
    expect(await fixIn(none, '--options', 'narenas:1', '--as', 'env')).toEqual({
      code: 0,
      stdout: '_RJEM_MALLOC_CONF=narenas:1\n',
      stderr: expect.stringMatching(
        /^Note: jemalloc is not in this package.*`stairstep fix --allocator jemalloc --write`/,
      ),
    });
    expect((await fixIn(none, '--options', 'dirty_decay:1')).stderr).toMatch(
      /^jemalloc has no option "dirty_decay"\.\nDid you mean dirty_decay_ms\? https:\S+ tells of all\.\n$/,
    );
    expect((await fixIn(none, '--options', 'speed:1')).stderr).toMatch(/^.*"speed"\.\nhttps:/);
  });

  it('does not put options for an environment behind a feature', async () => {
    const run = await fixIn('/', '--options', 'narenas:1', '--as', 'env', '--feature', 'fast');
    expect(run).toEqual({
      code: 2,
      stdout: '',
      stderr: 'Options of jemalloc --as env are not behind a cargo feature.\nLeave --feature out.\n',
    });
  });

  it.each([
    { allocator: 'jemalloc', options: 'narenas:1', instead: 'write them into the source with --as source' },
    { allocator: 'mimalloc', options: 'purge_delay:1', instead: 'Leave --write out, and paste' },
  ])(
    'does not write the options of $allocator for an environment',
    async ({ allocator, options, instead }) => {
      const asked = ['--allocator', allocator, '--options', options, '--as', 'env', '--write'];
      const run = await fixIn('/', ...asked);
      expect(run).toMatchObject({ code: 2, stdout: '' });
      expect(run.stderr).toContain(`Options of ${allocator} --as env are lines to paste`);
      expect(run.stderr).toContain(instead);
    },
  );

  it("prints glibc's", async () => {
    const run = await fixIn('/', '--allocator', 'system', '--options', 'arena_max:2,trim_threshold:131072');
    expect(run.stdout).toBe('MALLOC_ARENA_MAX=2\nMALLOC_TRIM_THRESHOLD_=131072\n');
    const root = await writeCrate({ 'Cargo.toml': MANIFEST, 'src/main.rs': MAIN });
    expect((await fixIn(root, '--allocator', 'system')).stderr).toMatch(
      /^The system's allocator is there without a fix\.\nFor its options: --allocator system --options /,
    );
  });
});
