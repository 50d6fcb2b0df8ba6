/** Files that a source includes, wherever their paths come from. */
import { afterEach, describe, expect, it } from 'vitest';
import { fixIn, MAIN, MANIFEST, writeCrate } from './crate';

const MIMALLOC_STATIC = '#[global_allocator]\nstatic A: mimalloc::MiMalloc = mimalloc::MiMalloc;\n';
const FILES = {
  'Cargo.toml': `${MANIFEST}[dependencies]\nmimalloc = "0.1"\n`,
  'src/memory.in': MIMALLOC_STATIC,
  'gen/service-0.1.in': MIMALLOC_STATIC,
};
const BY_VARIABLE = { ...FILES, 'src/main.rs': `include!(concat!(env!("GEN"), "/memory.in"));\n${MAIN}` };
const CONFIG = '[env]\nGEN = { value = "src", relative = true }\n';

afterEach(() => {
  delete process.env.GEN;
});

it.each([
  { path: '"memory.in"', at: 'src/memory.in' },
  { path: 'concat!(env!("CARGO_MANIFEST_DIR"), "/src/memory.in")', at: 'src/memory.in' },
  { path: 'concat!(env!("CARGO_MANIFEST_DIR"), "/", "src", "/memory.in",)', at: 'src/memory.in' },
  {
    path: 'concat!("../gen/", env!("CARGO_PKG_NAME"), "-", env!("CARGO_PKG_VERSION_MAJOR"), ".", env!("CARGO_PKG_VERSION_MINOR"), ".in")',
    at: 'gen/service-0.1.in',
  },
])('finds an allocator in a file that is included by $path', async ({ path, at }) => {
  const root = await writeCrate({ ...FILES, 'src/main.rs': `include!(${path});\n${MAIN}` });
  expect((await fixIn(root)).stderr).toContain(`already set at ${at}:2`);
});

describe('a path with a variable of its own', () => {
  it('is followed where cargo is configured to set it', async () => {
    const root = await writeCrate({ ...BY_VARIABLE, '.cargo/config.toml': CONFIG });
    expect((await fixIn(root)).stderr).toContain('already set at src/memory.in:2');
    process.env.GEN = '/elsewhere';
    expect((await fixIn(root)).stdout).toContain('+tikv-jemallocator = ');
    const forced = CONFIG.replace(' }', ', force = true }');
    const other = await writeCrate({ ...BY_VARIABLE, '.cargo/config.toml': forced });
    expect((await fixIn(other)).stderr).toContain('already set at src/memory.in:2');
  });

  it.each([
    { name: 'nothing sets', files: {} },
    {
      name: 'the build script may set anew',
      files: {
        '.cargo/config.toml': CONFIG,
        'build.rs': 'fn main() { println!("cargo:rustc-env=GEN=x"); }\n',
      },
    },
  ])('is said to be unknown where it is one that $name', async ({ files }) => {
    const root = await writeCrate({ ...BY_VARIABLE, ...files });
    const run = await fixIn(root);
    expect(run.code).toBe(0);
    expect(run.stderr).toContain(
      'Note: src/main.rs:1 includes a file by env!("GEN"), which only the build knows',
    );
    expect(JSON.parse((await fixIn(root, '--json')).stdout)).toMatchObject({
      unfollowed: [{ line: 1, variable: 'GEN' }],
    });
  });
});
