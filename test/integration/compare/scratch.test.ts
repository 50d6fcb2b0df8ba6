/** A copy of a workspace that builds as the workspace does, and leaves it as it was. Real git, real cargo. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inputsOf } from '../../../src/engine/compare/dep-info';
import { copyWorkspace } from '../../../src/engine/compare/scratch-copy';
import { takeFolder } from '../../../src/engine/compare/scratch-folder';
import { temporaryFolder } from '../support';

let folder: string;
let remove: () => void;

beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

function write(name: string, text: string): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function crate(at: string, dependencies = '', main = 'fn main() { println!("hello"); }'): void {
  write(
    `${at}/Cargo.toml`,
    `[package]\nname = "service"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\n${dependencies}`,
  );
  write(`${at}/src/main.rs`, main);
}

function library(at: string, name: string, says: string, manifest = ''): void {
  write(`${at}/Cargo.toml`, `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n${manifest}`);
  write(`${at}/src/lib.rs`, `pub fn says() -> &'static str { ${says} }`);
}

function git(at: string, ...args: string[]): void {
  const identity = [
    '-c',
    'user.name=Test',
    '-c',
    'user.email=test@example.org',
    '-c',
    'protocol.file.allow=always',
  ];
  execFileSync('git', [...identity, ...args], { cwd: path.join(folder, at), stdio: 'pipe' });
}

/** Builds in a target folder of the crate's own; gives the binary. */
function build(at: string, target = path.join(at, 'target')): string {
  const cargo = spawnSync('cargo', ['build', '--offline'], {
    cwd: at,
    env: { ...process.env, CARGO_TARGET_DIR: target },
    encoding: 'utf8',
  });
  expect(cargo.stderr).toContain('Finished');
  return path.join(target, 'debug/service');
}

/** Copies the workspace, builds the copy, gives what it prints. */
async function copied(workspace: string, inputs: string[] = []): Promise<{ says: string; root: string }> {
  const workspaceRoot = path.join(folder, workspace);
  const into = takeFolder(path.join(workspaceRoot, '.stairstep/worktrees'), 'fix');
  const inCopy = await copyWorkspace({ workspaceRoot, into: into.path, inputs, env: process.env });
  const root = inCopy(workspaceRoot);
  const binary = build(root, path.join(folder, 'scratch-target'));
  const says = execFileSync(binary, { encoding: 'utf8' }).trim();
  await into.remove();
  expect(readdirSync(path.join(workspaceRoot, '.stairstep/worktrees'))).toEqual([]);
  return { says, root };
}

test('a dirty tree: changed, new, deleted and ignored files are as they are on disk', async () => {
  crate('app', '', 'mod gone; fn main() {}');
  write('app/src/gone.rs', '');
  write('app/.gitignore', 'target\nCargo.lock\nsrc/generated.txt\n');
  git('app', 'init', '-q');
  git('app', 'add', '.');
  git('app', 'commit', '-qm', 'first');
  rmSync(path.join(folder, 'app/src/gone.rs'));
  write('app/src/new.rs', 'pub const WORD: &str = "new";');
  write('app/src/generated.txt', 'generated');
  write(
    'app/src/main.rs',
    'mod new; fn main() { println!("{} {}", new::WORD, include_str!("generated.txt")); }',
  );
  const binary = build(path.join(folder, 'app'));
  const before = execFileSync('git', ['status', '--porcelain'], { cwd: path.join(folder, 'app') });
  const { says } = await copied('app', await inputsOf(binary));
  expect(says).toBe('new generated');
  write('app/.stairstep/.gitignore', '*\n');
  expect(execFileSync('git', ['status', '--porcelain'], { cwd: path.join(folder, 'app') })).toEqual(before);
});

test('submodules, with their changes', async () => {
  library('remote', 'part', '"committed"');
  git('remote', 'init', '-q');
  git('remote', 'add', '.');
  git('remote', 'commit', '-qm', 'first');
  crate('app', 'part = { path = "vendor/part" }', 'fn main() { println!("{}", part::says()); }');
  git('app', 'init', '-q');
  git('app', 'submodule', '--quiet', 'add', path.join(folder, 'remote'), 'vendor/part');
  git('app', 'add', '.');
  git('app', 'commit', '-qm', 'first');
  write('app/vendor/part/src/lib.rs', 'pub fn says() -> &\'static str { "changed in the submodule" }');
  expect((await copied('app')).says).toBe('changed in the submodule');
});

test('path dependencies outside, with a workspace and path dependencies of their own, and a patch', async () => {
  library('shared/far', 'far', '"far"');
  write('shared/ws/Cargo.toml', '[workspace]\nmembers = ["near"]\n[workspace.package]\nedition = "2021"\n');
  write(
    'shared/ws/near/Cargo.toml',
    '[package]\nname = "near"\nversion = "0.1.0"\nedition.workspace = true\n[dependencies]\nfar = { path = "../../far" }\n',
  );
  write('shared/ws/near/src/lib.rs', 'pub fn says() -> String { format!("near {}", far::says()) }');
  library('patched/itoa', 'itoa', '"patched"');
  crate(
    'services/app',
    'near = { path = "../../shared/ws/near" }\nitoa = "0.1"\n\n[patch.crates-io]\nitoa = { path = "../../patched/itoa" }\n',
    'fn main() { println!("{} {}", near::says(), itoa::says()); }',
  );
  build(path.join(folder, 'services/app'));
  const { says, root } = await copied('services/app');
  expect(says).toBe('near far patched');
  expect(root.endsWith(path.join('services', 'app'))).toBe(true);
  expect(existsSync(path.join(folder, 'shared/ws/near/Cargo.toml'))).toBe(true);
});

test('a workspace below the package that it depends on', async () => {
  library('app', 'outer', 'include_str!("../word.txt")', '\n[workspace]\nexclude = ["fuzz"]\n');
  write('app/word.txt', 'outer');
  crate(
    'app/fuzz',
    'outer = { path = ".." }\n\n[workspace]\n',
    'fn main() { println!("{}", outer::says()); }',
  );
  expect((await copied('app/fuzz')).says).toBe('outer');
});

test('without git: all but caches; links in and out of the workspace', async () => {
  crate('app', '', 'fn main() { println!("{}{}", include_str!("inner.txt"), include_str!("outer.txt")); }');
  write('app/data/word.txt', 'in');
  write('word.txt', 'out');
  symlinkSync('../data/word.txt', path.join(folder, 'app/src/inner.txt'));
  symlinkSync('../../word.txt', path.join(folder, 'app/src/outer.txt'));
  build(path.join(folder, 'app'));
  const into = takeFolder(path.join(folder, 'app/.stairstep/worktrees'), 'look');
  const workspaceRoot = path.join(folder, 'app');
  await copyWorkspace({ workspaceRoot, into: into.path, inputs: [], env: process.env });
  expect(readdirSync(into.path).sort()).toEqual(['Cargo.lock', 'Cargo.toml', 'data', 'src']);
  await into.remove();
  expect((await copied('app')).says).toBe('inout');
});

test("the workspace's own cargo configuration counts once", async () => {
  crate('app', '', 'fn main() { println!("{}", env!("WORD")); }');
  write('app/.cargo/config.toml', '[env]\nWORD = "configured"\n[build]\nrustflags = ["--cfg", "once"]\n');
  git('app', 'init', '-q');
  git('app', 'add', '.');
  const { says, root } = await copied('app');
  expect(says).toBe('configured');
  expect(existsSync(path.join(root, '.cargo'))).toBe(false);
});

test('a folder that another process has is left to it', async () => {
  const parent = path.join(folder, 'worktrees');
  const first = takeFolder(parent, 'fix');
  const second = takeFolder(parent, 'fix');
  expect(path.basename(second.path)).toBe('fix-2');
  await second.remove();
  expect(JSON.parse(readFileSync(`${first.path}.owner`, 'utf8')).pid).toBe(process.pid);
  await first.remove();
});
