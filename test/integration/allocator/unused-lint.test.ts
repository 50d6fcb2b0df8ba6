import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildJemalloc, fixIn, MAIN, MANIFEST, TARGET, writeCrate } from './crate';

const run = promisify(execFile);

const DENIES = '#![deny(unused_crate_dependencies)]\n';
const USE = '#[cfg(not(target_env = "msvc"))]\nuse tikv_jemallocator as _;\n';

beforeAll(() => buildJemalloc());

describe('targets that watch their dependencies', () => {
  it.each([
    {
      name: 'by an attribute',
      files: {
        'Cargo.toml': MANIFEST,
        'src/main.rs': `${DENIES}\nfn main() {\n    service::run();\n}\n`,
        'src/lib.rs': `//! A service.\n${DENIES}\npub fn run() {}\n`,
        'src/bin/tool.rs': `#![cfg_attr(not(test), deny(unused_crate_dependencies))]\nuse service as _;\n\n${MAIN}`,
        'tests/it.rs': '#[test]\nfn works() {\n    service::run();\n}\n',
      },
      changed: { 'src/lib.rs': `\n${USE}\npub fn run`, 'src/bin/tool.rs': `as _;\n\n${USE}\nfn main` },
      same: ['tests/it.rs'],
    },
    {
      name: "by the workspace's lints",
      files: {
        'Cargo.toml':
          '[workspace]\nmembers = ["service"]\nresolver = "2"\n\n[workspace.lints.rust]\nunused_crate_dependencies = { level = "deny", priority = 1 }\n',
        'service/Cargo.toml': `${MANIFEST}\n[lints]\nworkspace = true\n`,
        'service/src/main.rs': `use service as _;\n\n${MAIN}`,
        'service/src/lib.rs': '',
        'service/src/bin/tool.rs': `#![allow(unused_crate_dependencies)]\n${MAIN}`,
        'service/examples/show.rs': `use service as _;\n\n${MAIN}`,
        'service/tests/it.rs': 'use service as _;\n',
      },
      changed: {
        'service/src/lib.rs': USE,
        'service/examples/show.rs': USE,
        'service/tests/it.rs': USE,
      },
      same: ['service/src/bin/tool.rs'],
    },
  ])('are told of the crate that only the binary uses: $name', async ({ files, changed, same }) => {
    const texts: Record<string, string> = { ...files };
    const root = await writeCrate(texts);
    await check(root);
    expect(await fixIn(root, '--write', '--bin', 'service')).toMatchObject({ code: 0 });
    for (const [path, text] of Object.entries(changed))
      expect(await readFile(join(root, path), 'utf8')).toContain(text);
    for (const path of same) expect(await readFile(join(root, path), 'utf8')).toBe(texts[path]);
    await check(root);
    expect((await fixIn(root, '--bin', 'service')).stderr).toContain('already the global allocator');
  });
});

async function check(root: string): Promise<void> {
  await run('cargo', ['check', '--quiet', '--offline', '--all-targets'], {
    cwd: root,
    env: { ...process.env, CARGO_TARGET_DIR: TARGET },
  });
}
