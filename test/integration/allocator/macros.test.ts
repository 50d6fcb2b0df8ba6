import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildJemalloc, fixIn, MAIN, MANIFEST, TARGET, writeCrate } from './crate';

const exec = promisify(execFile);

const SETS = '#[global_allocator]\n    static A: std::alloc::System = std::alloc::System;\n';
const MACRO = `macro_rules! set_alloc {\n  () => {\n    ${SETS}  };\n}\n`;
const HELPER = {
  'Cargo.toml': `${MANIFEST}[dependencies]\nhelper = { path = "helper" }\n`,
  'helper/Cargo.toml': '[package]\nname = "helper"\nversion = "0.3.0"\nedition = "2021"\n',
};

beforeAll(buildJemalloc);

async function check(cwd: string, ...flags: string[]): Promise<void> {
  await exec('cargo', ['check', '--quiet', '--offline', ...flags], {
    cwd,
    env: { ...process.env, CARGO_TARGET_DIR: TARGET },
  });
}

describe('an allocator that a macro sets is not doubled', () => {
  it.each([
    {
      name: 'called beside its definition',
      files: { 'src/main.rs': `${MACRO}set_alloc!();\n${MAIN}` },
      says: /set by the macro set_alloc! at src\/main\.rs:7, defined at src\/main\.rs:1, /,
    },
    {
      name: 'included from what the build script writes',
      files: {
        'build.rs': `fn main() {\n  let path = format!("{}/a.rs", std::env::var("OUT_DIR").unwrap());\n  std::fs::write(path, "#[global_allocator] static A: std::alloc::System = std::alloc::System;").unwrap();\n}\n`,
        'src/main.rs': 'mod memory;\nfn main() {}\n',
        'src/memory.rs': '\ninclude!(concat!(env!("OUT_DIR"), "/a.rs"));\n',
      },
      says: /the macro include! at src\/memory\.rs:2, defined at build\.rs:3, /,
    },
    {
      name: 'defined in a module, called by another macro in a function',
      files: {
        'src/main.rs':
          '#[macro_use]\nmod a;\nmacro_rules! start { () => { set_alloc!(); } }\nfn main() {\n  start!();\n}\n',
        'src/a.rs': MACRO,
      },
      says: /the macro start! at src\/main\.rs:5, defined at src\/main\.rs:3, /,
    },
    {
      name: 'exported by a dependency, called under another name',
      files: {
        ...HELPER,
        'src/main.rs': `use helper::set_alloc as prepare;\nprepare!();\n${MAIN}`,
        'helper/src/lib.rs': `#[macro_export]\n${MACRO}`,
      },
      says: /the macro set_alloc! at src\/main\.rs:2, defined at helper\/src\/lib\.rs:2, /,
    },
    {
      name: 'exported by a dependency, called by the macro of another',
      files: {
        'Cargo.toml': `${MANIFEST}[dependencies]\nfront = { path = "front" }\n`,
        'src/main.rs': `front::start!();\n${MAIN}`,
        'front/Cargo.toml':
          '[package]\nname = "front"\nversion = "0.1.0"\n[dependencies]\nhelper = { path = "../helper" }\n',
        'front/src/lib.rs':
          'pub extern crate helper;\n#[macro_export]\nmacro_rules! start { () => { $crate::helper::set_alloc!(); } }\n',
        'helper/Cargo.toml': HELPER['helper/Cargo.toml'],
        'helper/src/lib.rs': `#[macro_export]\n${MACRO}`,
      },
      says: /the macro start! at src\/main\.rs:1, defined at front\/src\/lib\.rs:3, /,
    },
    {
      name: 'exported by the library of the package',
      files: {
        'src/lib.rs': `#[macro_export]\n${MACRO}`,
        'src/main.rs': `mod b;\n${MAIN}`,
        'src/b.rs': 'service::set_alloc! {}\n',
      },
      says: /the macro set_alloc! at src\/b\.rs:1, defined at src\/lib\.rs:2, /,
    },
    {
      name: 'in tokens that are no item by themselves',
      files: {
        'src/main.rs': `macro_rules! named { ($(#[$m:meta])* $n:ident: $t:ty) => { $(#[$m])* static $n: $t = std::alloc::System; } }\nnamed! {\n  #[global_allocator]\n  A: std::alloc::System\n}\n${MAIN}`,
      },
      says: /the macro named! at src\/main\.rs:3, and/,
    },
    {
      name: 'called by a dependency for itself',
      files: {
        ...HELPER,
        'src/main.rs': `use helper as _;\n${MAIN}`,
        'helper/src/lib.rs': `${MACRO}const _: () = {\n  set_alloc!();\n};\n`,
      },
      says: /helper 0\.3\.0 already sets the global allocator/,
    },
  ])('$name', async ({ files, says }) => {
    const root = await writeCrate({ 'Cargo.toml': MANIFEST, ...files });
    await check(root);
    const run = await fixIn(root);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toMatch(says);
  });
});

const PROC = {
  'Cargo.toml': `${MANIFEST}[dependencies]\nframe = { path = "frame" }\n`,
  'frame/Cargo.toml':
    '[package]\nname = "frame"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\nframe-macros = { path = "macros" }\n',
  'frame/src/lib.rs': 'pub use frame_macros::{main, quiet};\n',
  'frame/macros/Cargo.toml':
    '[package]\nname = "frame-macros"\nversion = "0.1.0"\nedition = "2021"\n[lib]\nproc-macro = true\n',
  'frame/macros/src/lib.rs': `use proc_macro::TokenStream;
#[proc_macro_attribute]
pub fn main(_: TokenStream, item: TokenStream) -> TokenStream {
    let mut all: TokenStream = stringify!(${SETS}).parse().unwrap();
    all.extend(item);
    all
}
#[proc_macro_attribute]
pub fn quiet(_: TokenStream, item: TokenStream) -> TokenStream {
    item
}
`,
};

describe('an allocator that a procedural macro of a dependency sets is not doubled', () => {
  it.each([
    `#[frame::main]\n${MAIN}`,
    `use frame::main;\n#[main]\n${MAIN}`,
    `use frame::*;\n#[main]\n${MAIN}`,
  ])('%j', async (main) => {
    const root = await writeCrate({ ...PROC, 'src/main.rs': main });
    await check(root);
    const run = await fixIn(root);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toMatch(
      /set by the macro #\[main\] at src\/main\.rs:\d, defined at frame\/macros\/src\/lib\.rs:3, /,
    );
  });

  it.each([
    `#[frame::quiet]\n${MAIN}`,
    `mod tokio {\n    pub use frame::quiet as main;\n}\n#[tokio::main]\n${MAIN}`,
  ])('and another is no obstacle: %j', async (main) => {
    const root = await writeCrate({ ...PROC, 'src/main.rs': main });
    expect(await fixIn(root, '--write')).toMatchObject({ code: 0 });
    await check(root);
  });
});

describe('a macro that sets none here is not in the way', () => {
  it.each([
    { name: 'never called', main: `#[allow(unused_macros)]\n${MACRO}${MAIN}`, features: [] },
    {
      name: 'hidden by another of its name',
      main: `macro_rules! set_alloc { () => {} }\nset_alloc!();\n${MAIN}`,
      features: [],
    },
    {
      name: 'that has the attribute in a comment and a string',
      main: `macro_rules! say { () => { /* #[global_allocator] */ println!("#[global_allocator]"); } }\nfn main() {\n  say!();\n}\n`,
      features: [],
    },
    {
      name: 'that makes text of it',
      main: 'fn text() -> &\'static str {\n  stringify!{ #[global_allocator] static A: B = B; }\n}\n\nfn main() {\n  println!("{}", text());\n}\n',
      features: [],
    },
    {
      name: 'called behind a feature that is off',
      main: `#[cfg(feature = "own")]\n${MACRO}#[cfg(feature = "own")]\nset_alloc!();\n${MAIN}`,
      features: ['own'],
    },
  ])('$name', async ({ main, features }) => {
    const root = await writeCrate({
      ...HELPER,
      'Cargo.toml': `${HELPER['Cargo.toml']}[features]\nown = []\n`,
      'helper/src/lib.rs': `#[macro_export]\n${MACRO}`,
      'src/main.rs': main,
    });
    expect(await fixIn(root, '--write')).toMatchObject({ code: 0 });
    expect(await readFile(join(root, 'src/main.rs'), 'utf8')).toContain('tikv_jemallocator::Jemalloc');
    await check(root);
    for (const feature of features) await check(root, '--features', feature);
  });
});
