import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runFix } from '../../../src/cli/fix';
import { buildJemalloc, fetchSnmalloc, TARGET } from './crate';
import { LAYOUTS, type Layout } from './layouts';

const run = promisify(execFile);
let folder: string;

beforeAll(async () => {
  await buildJemalloc();
  await fetchSnmalloc();
  folder = await mkdtemp(join(tmpdir(), 'stairstep-layouts-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('cargo check passes before and after', () => {
  it.each(LAYOUTS)('$name', async (layout) => {
    const root = await writeLayout(layout);
    await check(root, layout);
    const before = await texts(root);
    const answer = await fix(root, layout);
    expect(answer.result).toBe(layout.expect);
    if (layout.expect !== 'edits') expect(await texts(root)).toEqual(before);
    await check(root, layout);
    if (layout.features !== undefined) await check(root, layout, ['--features', layout.features]);
    const after = await texts(root);
    const again = await fix(root, layout);
    expect(['already-active', 'enable-feature']).toContain(again.result);
    expect(await texts(root)).toEqual(after);
  });
});

it('prints a diff that git apply takes, to the same bytes that --write leaves', async () => {
  for (const layout of LAYOUTS.filter(({ expect: kind }) => kind === 'edits')) {
    const root = await writeLayout(layout, 'diff-');
    const manifestPath = join(root, layout.manifest ?? 'Cargo.toml');
    const written = await writeLayout(layout, 'written-');
    await fix(written, layout);
    const diff: string[] = [];
    const io = { stdout: (text: string) => diff.push(text), stderr: () => undefined, cwd: root };
    expect(await runFix(['--manifest-path', manifestPath, ...(layout.flags ?? [])], io)).toBe(0);
    await writeFile(join(root, 'fix.diff'), diff.join(''));
    await run('git', ['apply', '--whitespace=nowarn', 'fix.diff'], { cwd: root });
    await rm(join(root, 'fix.diff'));
    expect(await texts(root)).toEqual(await texts(written));
  }
});

async function writeLayout(layout: Layout, prefix = ''): Promise<string> {
  const root = join(folder, prefix + layout.name.replace(/\W+/g, '-'));
  for (const [path, text] of Object.entries(layout.files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

async function fix(root: string, layout: Layout): Promise<{ result: string }> {
  const manifestPath = join(root, layout.manifest ?? 'Cargo.toml');
  const output: string[] = [];
  const io = { stdout: (text: string) => output.push(text), stderr: () => undefined, cwd: '/' };
  await runFix(['--manifest-path', manifestPath, '--write', '--json', ...(layout.flags ?? [])], io);
  return JSON.parse(output.join(''));
}

async function check(root: string, layout: Layout, flags: string[] = []): Promise<void> {
  const builds = (layout.needs ?? []).every((program) => spawnSync(program, ['--version']).status === 0);
  const args = [
    ...(builds ? ['check'] : ['metadata', '--format-version', '1']),
    '--quiet',
    '--offline',
    '--manifest-path',
    join(root, layout.manifest ?? 'Cargo.toml'),
    ...flags,
  ];
  await run('cargo', args, { cwd: root, env: { ...process.env, CARGO_TARGET_DIR: TARGET } });
}

/** All files but those that cargo makes. */
async function texts(root: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await readdir(root, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && entry.name !== 'Cargo.lock')
      found[path.slice(root.length)] = await readFile(path, 'utf8');
  }
  return found;
}
