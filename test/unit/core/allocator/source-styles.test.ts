import { describe, it } from 'vitest';
import { expectStyle, MANIFEST, type SourceStyle } from './plan';

const STATIC =
  '#[cfg(not(target_env = "msvc"))]\n#[global_allocator]\nstatic GLOBAL: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;\n';

const MIMALLOC = '#[global_allocator]\nstatic GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;\n';

const STYLES: SourceStyle[] = [
  { name: 'nothing before main', before: 'fn main() {}\n', after: `${STATIC}\nfn main() {}\n` },
  {
    name: 'after the uses and modules',
    before: 'use a::b; // first\n#[macro_use]\nextern crate c;\nmod m;\nfn main() {}\n',
    after: `use a::b; // first\n#[macro_use]\nextern crate c;\nmod m;\n\n${STATIC}\nfn main() {}\n`,
  },
  {
    name: 'below imports that were commented out',
    before: 'mod a;\r\n// pub(crate) mod b;\r\n//use c::d; // unused\r\n// The rest.\r\nfn main() {}\r\n',
    after: `mod a;\r\n// pub(crate) mod b;\r\n//use c::d; // unused\r\n\r\n${STATIC.replaceAll('\n', '\r\n')}\r\n// The rest.\r\nfn main() {}\r\n`,
  },
  {
    name: 'below shebang, docs and inner attributes',
    before: '#!/usr/bin/env run\n//! Docs.\n\n#![deny(warnings)]\n\n/// Main.\nfn main() {}\n',
    after: `#!/usr/bin/env run\n//! Docs.\n\n#![deny(warnings)]\n\n${STATIC}\n/// Main.\nfn main() {}\n`,
  },
  {
    name: 'below the manifest of a cargo script',
    before: '---\n[dependencies]\nrand = "0.8"\n---\nfn main() {}\n',
    after: `---\n[dependencies]\nrand = "0.8"\n---\n\n${STATIC}\nfn main() {}\n`,
  },
  {
    name: 'below such a manifest with a shebang, a name and its own carriage returns',
    before:
      '#!/usr/bin/env cargo\r\n\r\n----cargo\r\nname = "---"\r\n---\r\n----\r\n\r\n// Starts it.\r\nfn main() {}\r\n',
    after: `#!/usr/bin/env cargo\r\n\r\n----cargo\r\nname = "---"\r\n---\r\n----\r\n\r\n${STATIC.replaceAll('\n', '\r\n')}\r\n// Starts it.\r\nfn main() {}\r\n`,
  },
  {
    name: 'below the imports below such a manifest',
    before: '#!/usr/bin/env cargo\n---\nrand = "0.8"\n---\n//! Docs.\nuse a::b;\nfn main() {}\n',
    after: `#!/usr/bin/env cargo\n---\nrand = "0.8"\n---\n//! Docs.\nuse a::b;\n\n${STATIC}\nfn main() {}\n`,
  },
  {
    name: 'below a licence, above a comment on main',
    before: '// Copyright somebody.\n// All rights reserved.\n\n// Starts it.\nfn main() {}\n',
    after: `// Copyright somebody.\n// All rights reserved.\n\n${STATIC}\n// Starts it.\nfn main() {}\n`,
  },
  {
    name: 'a comment block that a blank line ends',
    before: '/* About\n   this. */\n\n#[tokio::main]\nasync fn main() {}\n',
    after: `/* About\n   this. */\n\n${STATIC}\n#[tokio::main]\nasync fn main() {}\n`,
  },
  {
    name: 'carriage returns and a byte order mark',
    before: '\uFEFFuse a::b;\r\n\r\nfn main() {}\r\n',
    after: `\uFEFFuse a::b;\r\n\r\n${STATIC.replaceAll('\n', '\r\n')}\r\nfn main() {}\r\n`,
  },
  {
    name: 'below a comment that begins on the line of the last use',
    before: 'use a::b; /* why\n   it is here */\nfn main() {}\n',
    after: `use a::b; /* why\n   it is here */\n\n${STATIC}\nfn main() {}\n`,
  },
  {
    name: 'below a comment that begins on the line of an inner attribute',
    before: '#![allow(dead_code)] /* for\n now */\n\nfn main() {}\n',
    after: `#![allow(dead_code)] /* for\n now */\n\n${STATIC}\nfn main() {}\n`,
  },
  {
    name: 'below a comment that goes on in its column',
    before: 'use a::b; // why\r\n          // and how\r\nfn main() {}\r\n',
    after: `use a::b; // why\r\n          // and how\r\n\r\n${STATIC.replaceAll('\n', '\r\n')}\r\nfn main() {}\r\n`,
  },
  {
    name: 'above documentation in the column of a comment',
    before: '    use a::b; // why\n              /// Starts.\n    fn main() {}\n',
    after: `    use a::b; // why\n\n${STATIC}\n              /// Starts.\n    fn main() {}\n`,
  },
  {
    name: 'between a use and a main on one line',
    before: 'use a::b; fn main() {\n    b();\n}\n',
    after: `use a::b; \n\n${STATIC}\nfn main() {\n    b();\n}\n`,
  },
  {
    name: 'beside foreign items as edition 2024 wants them',
    before: 'use a::b;\n\nunsafe extern "C" {\n    safe fn abs(x: i32) -> i32;\n}\n\nfn main() {}\n',
    after: `use a::b;\n\n${STATIC}\nunsafe extern "C" {\n    safe fn abs(x: i32) -> i32;\n}\n\nfn main() {}\n`,
  },
  {
    name: 'beside an import of that name',
    before: 'use std::alloc as tikv_jemallocator;\nfn main() {}\n',
    after: `use std::alloc as tikv_jemallocator;\n\n${STATIC.replaceAll('tikv_jemallocator::', '::tikv_jemallocator::')}\nfn main() {}\n`,
  },
  {
    name: 'beside a module of that name that a glob brings in',
    before: 'use m::*;\nmod m {\n    pub mod tikv_jemallocator {}\n}\n',
    after: `use m::*;\n\n${STATIC.replaceAll('tikv_jemallocator::', '::tikv_jemallocator::')}\nmod m {\n    pub mod tikv_jemallocator {}\n}\n`,
  },
  { name: 'a byte order mark alone', before: '\uFEFFfn main() {}', after: `\uFEFF${STATIC}\nfn main() {}` },
  { name: 'modules only, no newline at the end', before: 'mod a;', after: `mod a;\n\n${STATIC.trimEnd()}` },
  { name: 'an empty file', before: '', after: STATIC },
  {
    name: 'a name that is taken',
    before: 'static GLOBAL: u8 = 0;\n',
    after: `${STATIC.replace('GLOBAL', 'GLOBAL_ALLOCATOR')}\nstatic GLOBAL: u8 = 0;\n`,
  },
  {
    name: 'a module with the name of the crate',
    before: 'mod tikv_jemallocator;\n',
    after: `mod tikv_jemallocator;\n\n${STATIC.replaceAll('tikv_jemallocator::', '::tikv_jemallocator::')}`,
  },
  {
    name: 'without the names that are there unsaid',
    before: '#![no_implicit_prelude]\n\nfn main() {}\n',
    after: `#![no_implicit_prelude]\n\n${STATIC.replaceAll('tikv_jemallocator::', '::tikv_jemallocator::')}\nfn main() {}\n`,
  },
  {
    name: 'edition 2015 names the crate',
    before: 'mod a;\n\nfn main() {}\n',
    after: `mod a;\n\n#[cfg(not(target_env = "msvc"))]\nextern crate tikv_jemallocator;\n\n${STATIC}\nfn main() {}\n`,
    settings: { edition: '2015' },
  },
  {
    name: 'the name that only a comment has',
    before: '// static GLOBAL: Other = Other;\nfn main() {}\n',
    after: `${STATIC}\n// static GLOBAL: Other = Other;\nfn main() {}\n`,
  },
  {
    name: 'edition 2015 names the crate that a comment names',
    before: '// extern crate mimalloc;\nfn main() {}\n',
    after: `extern crate mimalloc;\n\n${MIMALLOC}\n// extern crate mimalloc;\nfn main() {}\n`,
    settings: { edition: '2015', allocator: 'mimalloc' },
  },
  {
    name: 'edition 2015 names the crate where another item does not',
    before: '#[cfg(windows)]\nextern crate mimalloc;\nfn main() {}\n',
    after: `#[cfg(windows)]\nextern crate mimalloc;\n\n#[cfg(not(windows))]\nextern crate mimalloc;\n\n${MIMALLOC}\nfn main() {}\n`,
    settings: { edition: '2015', allocator: 'mimalloc' },
  },
  {
    name: 'edition 2015, the crate named wherever it is used',
    before: '#[cfg(not(target_env = "msvc"))]\nextern crate tikv_jemallocator;\nfn main() {}\n',
    after: `#[cfg(not(target_env = "msvc"))]\nextern crate tikv_jemallocator;\n\n${STATIC}\nfn main() {}\n`,
    settings: { edition: '2015' },
  },
  {
    name: 'the cfg of a target table that already has the crate',
    manifest: `${MANIFEST}[target.'cfg(target_os = "linux")'.dependencies]\nje = { package = "tikv-jemallocator", version = "0.6" }\n`,
    before: 'fn main() {}\n',
    after:
      '#[cfg(target_os = "linux")]\n#[global_allocator]\nstatic GLOBAL: je::Jemalloc = je::Jemalloc;\n\nfn main() {}\n',
  },
  {
    name: 'stands back where a profiler has its own',
    manifest: `${MANIFEST}[features]\ndhat = []\n`,
    before: '#[cfg(feature = "dhat")]\n#[global_allocator]\nstatic A: dhat::Alloc = dhat::Alloc;\n',
    after: `${STATIC.replace('not(target_env = "msvc")', 'all(not(target_env = "msvc"), not(feature = "dhat"))')}\n#[cfg(feature = "dhat")]\n#[global_allocator]\nstatic A: dhat::Alloc = dhat::Alloc;\n`,
  },
];

describe('the source after a fix', () => {
  it.each(STYLES)('$name', expectStyle);
});
