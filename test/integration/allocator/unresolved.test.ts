import { describe, expect, it } from 'vitest';
import { fixIn, MAIN, MANIFEST, writeCrate } from './crate';

const SETS = '#[global_allocator]\nstatic A: std::alloc::System = std::alloc::System;\n';
const HELPER = '[package]\nname = "helper"\nversion = "0.3.0"\nedition = "2021"\n';

/** A workspace that cargo cannot resolve. */
function workspace(service: string, inherited: string, helper = ''): Record<string, string> {
  return {
    'Cargo.toml': `[workspace]\nmembers = ["crates/*"]\nresolver = "2"\n[workspace.dependencies]\nno-such-crate-here = "99"\n${inherited}`,
    'crates/service/Cargo.toml': `${MANIFEST}[dependencies]\nno-such-crate-here.workspace = true\n${service}`,
    'crates/service/src/main.rs': MAIN,
    'crates/helper/Cargo.toml': `${HELPER}${helper}`,
    'crates/helper/src/lib.rs': `#[cfg(feature = "on")]\n${SETS}`,
  };
}

const FEATURES = '[features]\ndefault = ["on"]\non = []\n';
const INHERITED = 'helper = { path = "crates/helper" }\n';

describe('path dependencies where cargo cannot resolve the rest', () => {
  it.each([
    { name: 'of the workspace', files: workspace('helper.workspace = true\n', INHERITED, FEATURES) },
    {
      name: 'optional, on by default',
      files: workspace(
        'helper = { workspace = true, optional = true }\n[features]\ndefault = ["memory"]\nmemory = ["dep:helper"]\n',
        INHERITED,
        FEATURES,
      ),
    },
    {
      name: 'with a feature that is passed on',
      files: workspace(
        'helper = { path = "../helper", default-features = false }\n[features]\ndefault = ["helper/on"]\n',
        '',
        FEATURES,
      ),
    },
    {
      name: 'with a feature that the second of two entries asks for',
      files: workspace(
        'helper = { workspace = true }\n[target."cfg(unix)".dependencies]\nhelper = { workspace = true, features = ["on"] }\n',
        INHERITED,
        '[features]\non = []\n',
      ),
    },
    {
      name: 'with a feature that a package asks for once its own is on',
      files: {
        ...workspace(
          'middle = { path = "../middle" }\nother = { path = "../other" }\n',
          '',
          '[features]\non = []\n',
        ),
        'crates/middle/Cargo.toml':
          '[package]\nname = "middle"\nversion = "0.1.0"\nedition = "2021"\n[features]\nfull = ["helper/on"]\n[dependencies]\nhelper = { path = "../helper" }\n',
        'crates/middle/src/lib.rs': '',
        'crates/other/Cargo.toml':
          '[package]\nname = "other"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\nmiddle = { path = "../middle", features = ["full"] }\n',
        'crates/other/src/lib.rs': '',
      },
    },
  ])('are searched: $name', async ({ files }) => {
    const root = await writeCrate(files);
    expect((await fixIn(root)).stderr).toMatch(/helper already sets the global allocator/);
  });

  it.each([
    {
      name: 'optional and off',
      files: workspace('helper = { workspace = true, optional = true }\n', INHERITED, FEATURES),
    },
    {
      name: 'without its default features',
      files: workspace('helper = { path = "../helper", default-features = false }\n', '', FEATURES),
    },
    {
      name: 'for another target',
      files: workspace(
        "[target.'cfg(windows)'.dependencies]\nhelper.workspace = true\n",
        INHERITED,
        FEATURES,
      ),
    },
  ])('are no obstacle: $name', async ({ files }) => {
    const root = await writeCrate(files);
    const run = await fixIn(root);
    expect(run.code).toBe(0);
    expect(run.stderr).toMatch(/not searched for an allocator of their own: no-such-crate-here\. /);
  });
});
