import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type CompilerDiagnostic, prepareService } from '../../../../src/engine';
import { BUILD_ENV, ROOT, SAMPLE, temporaryFolder } from '../../support';

const { folder, remove } = temporaryFolder();
afterAll(remove);

/** A crate with these sources. */
function crate(name: string, files: Record<string, string>): string {
  const home = path.join(folder, name);
  const manifest = `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n\n[workspace]\n`;
  for (const [file, text] of Object.entries({ 'Cargo.toml': manifest, ...files })) {
    mkdirSync(path.dirname(path.join(home, file)), { recursive: true });
    writeFileSync(path.join(home, file), text);
  }
  return home;
}

const MAIN = 'fn main() {}\n';

describe('what stands in the way of a build', () => {
  it('says how to get cargo where there is none', async () => {
    const nothing = path.join(folder, 'nothing');
    const buildEnv = { PATH: nothing, HOME: nothing, CARGO_HOME: nothing, CARGO: '' };
    await expect(prepareService({ cwd: SAMPLE, buildEnv }, {})).rejects.toMatchObject({
      code: 'environment',
      message: expect.stringContaining('no cargo'),
      remedy: expect.stringContaining('rustup.rs'),
    });
  });

  it('says where it looked for a Cargo.toml', async () => {
    await expect(prepareService({ cwd: folder }, {})).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining(folder),
      remedy: expect.stringContaining('--manifest-path'),
    });
    const missing = path.join(folder, 'gone/Cargo.toml');
    await expect(prepareService({ cwd: folder, manifestPath: missing }, {})).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining(missing),
    });
  });

  it('blames no manifest for what is wrong around cargo', async () => {
    const cwd = crate('no-target-folder', { 'src/main.rs': MAIN });
    await expect(prepareService({ cwd, buildEnv: { CARGO_TARGET_DIR: '' } }, {})).rejects.toMatchObject({
      code: 'environment',
      message: expect.stringContaining('empty string'),
      remedy: 'Unset CARGO_TARGET_DIR, or set it as cargo says.',
    });
  });

  it('passes on what cargo says of a broken manifest', async () => {
    const cwd = crate('broken-manifest', { 'Cargo.toml': '[package\n', 'src/main.rs': MAIN });
    await expect(prepareService({ cwd }, {})).rejects.toMatchObject({
      code: 'build-failed',
      message: expect.stringMatching(/unclosed table|invalid table header|expected/),
    });
  });

  it('says that a library is no service', async () => {
    const cwd = crate('only-library', { 'src/lib.rs': '' });
    await expect(prepareService({ cwd }, {})).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('no binary target'),
    });
  });

  it('lists the binaries where there are several or the named one is not there', async () => {
    const cwd = crate('two-binaries', { 'src/bin/api.rs': MAIN, 'src/bin/jobs.rs': MAIN });
    await expect(prepareService({ cwd }, {})).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('api, jobs'),
      remedy: expect.stringContaining('--bin'),
    });
    await expect(prepareService({ cwd, overrides: { bin: 'worker' } }, {})).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('"worker"'),
      remedy: expect.stringContaining('api, jobs'),
    });
  });

  it('lists the features where one is unknown', async () => {
    await expect(
      prepareService({ cwd: SAMPLE, overrides: { features: ['gemalloc'] } }, {}),
    ).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('gemalloc'),
      remedy: expect.stringContaining('jemalloc'),
    });
  });

  it('gives compiler errors as cargo renders them, and their places', async () => {
    const cwd = crate('type-error', { 'src/main.rs': 'fn main() {\n    let n: u8 = "text";\n}\n' });
    const diagnostics: CompilerDiagnostic[] = [];
    const observer = { diagnostic: (found: CompilerDiagnostic) => void diagnostics.push(found) };
    await expect(prepareService({ cwd, buildEnv: BUILD_ENV }, observer)).rejects.toMatchObject({
      code: 'build-failed',
      message: expect.stringContaining('mismatched types'),
    });
    const [error] = diagnostics.filter(({ level }) => level === 'error');
    expect(error?.code).toBe('E0308');
    expect(error?.rendered).toContain('-->');
    const primary = error?.spans.find((span) => span.primary);
    expect(primary).toMatchObject({ file: 'src/main.rs', line: 2, column: 17 });
    expect(existsSync(path.join(cwd, '.stairstep'))).toBe(false);
  });

  it('can be cancelled, and leaves no compiler behind', async () => {
    const cwd = crate('slow-build', {
      'src/main.rs': MAIN,
      'build.rs': 'fn main() { std::thread::sleep(std::time::Duration::from_secs(120)); }\n',
    });
    const cancel = new AbortController();
    const building = prepareService(
      { cwd, buildEnv: BUILD_ENV },
      { progress: (text) => text.startsWith('Compiling') && cancel.abort() },
      cancel.signal,
    );
    await expect(building).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('works in a folder with spaces and letters beyond ASCII', async () => {
    const home = path.join(folder, 'Größe und Maß');
    cpSync(crate('plain', { 'src/main.rs': MAIN }), home, { recursive: true });
    const built = await prepareService({ cwd: path.join(home, 'src'), buildEnv: BUILD_ENV }, {});
    expect(built.service).toMatchObject({ name: 'plain', manifest: 'Cargo.toml', source: 'src/main.rs' });
    expect(built.service.binaryHash).toMatch(/^[0-9a-f]{64}$/);
    expect(built.root).toBe(home);
    expect(ROOT.startsWith(home)).toBe(false);
  });
});
