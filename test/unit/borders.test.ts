import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

const FOLDERS = ['src/core', 'src/engine', 'src/report', 'src/cli', 'src/extension', 'webview'] as const;
type Folder = (typeof FOLDERS)[number];

/** What each folder may import; everything else is a wrong import. */
const ALLOWED: Readonly<Record<Folder, readonly Folder[]>> = {
  'src/core': [],
  'src/engine': ['src/core'],
  'src/report': ['src/core'],
  'src/cli': ['src/core', 'src/engine', 'src/report'],
  'src/extension': ['src/core', 'src/engine', 'src/report'],
  webview: ['src/core', 'src/report'],
};
const WITH_NODE: readonly Folder[] = ['src/engine', 'src/cli', 'src/extension'];

interface Case {
  from: Folder;
  what: string;
  source: string;
  allowed: boolean;
  /** which tools must object */
  tools: readonly ('tsc' | 'biome')[];
}

const CASES: readonly Case[] = FOLDERS.flatMap((from) => [
  ...FOLDERS.filter((to) => to !== from).map((to) => ({
    from,
    what: to,
    source: `export { name } from '${path.posix.relative(from, `${to}/name`)}';\n`,
    allowed: ALLOWED[from].includes(to),
    tools: ['tsc', 'biome'] as const,
  })),
  {
    from,
    what: 'vscode',
    source: `export { version } from 'vscode';\n`,
    allowed: from === 'src/extension',
    tools: ['biome'] as const,
  },
  {
    from,
    what: 'node:fs',
    source: `export { readFileSync } from 'node:fs';\n`,
    allowed: WITH_NODE.includes(from),
    tools: ['tsc', 'biome'] as const,
  },
  {
    from,
    what: 'the DOM',
    source: 'export const title: string = document.title;\n',
    allowed: from === 'webview',
    tools: ['tsc'] as const,
  },
  {
    from,
    what: 'the globals of Node',
    source: 'export const pid: number = process.pid;\n',
    allowed: WITH_NODE.includes(from),
    tools: ['tsc'] as const,
  },
]);

const nameOf = ({ from, what }: Case) => `${from}/imports-${what.replace(/\W+/g, '-')}.ts`;

let project: string;
/** the objections of a tool, by file */
const found = { tsc: '', biome: '' };

beforeAll(async () => {
  project = await mkdtemp(path.join(tmpdir(), 'stairstep-borders-'));
  await symlink(path.join(root, 'node_modules'), path.join(project, 'node_modules'));
  for (const file of ['biome.json', 'src/tsconfig.base.json', ...FOLDERS.map((f) => `${f}/tsconfig.json`)]) {
    await mkdir(path.dirname(path.join(project, file)), { recursive: true });
    await cp(path.join(root, file), path.join(project, file));
  }
  await writeFile(path.join(project, '.gitignore'), 'node_modules\n');
  const references = FOLDERS.map((folder) => ({ path: folder }));
  await writeFile(path.join(project, 'tsconfig.json'), JSON.stringify({ files: [], references }));
  for (const folder of FOLDERS)
    await writeFile(path.join(project, folder, 'name.ts'), `export const name = '${folder}';\n`);
  for (const border of CASES) await writeFile(path.join(project, nameOf(border)), border.source);

  const run = (tool: string, ...args: string[]) =>
    spawnSync(path.join(root, 'node_modules/.bin', tool), args, { cwd: project, encoding: 'utf8' });
  found.tsc = run('tsc', '-b', '--pretty', 'false').stdout;
  found.biome = run('biome', 'lint', '--reporter=github', '--max-diagnostics=none', '.').stdout;
}, 120_000);

afterAll(() => rm(project, { recursive: true, force: true }));

function objections(tool: 'tsc' | 'biome', file: string): string[] {
  return found[tool].split('\n').filter((line) => line.includes(file));
}

const wrong = (tool: 'tsc' | 'biome') =>
  CASES.filter(({ allowed, tools }) => !allowed && tools.includes(tool));

test.each(CASES.filter(({ allowed }) => allowed))('$from may use $what', (border) => {
  const file = nameOf(border);
  expect([...objections('tsc', file), ...objections('biome', file)]).toEqual([]);
});

test.each(wrong('biome'))('the linter refuses $what in $from, and says why', (border) => {
  expect(objections('biome', nameOf(border))).toEqual([
    expect.stringMatching(/noRestrictedImports.*imports? (nothing but )?core/),
  ]);
});

test.each(wrong('tsc'))('$what in $from does not compile', (border) => {
  expect(objections('tsc', nameOf(border)).join('\n')).toMatch(
    /error TS\d+: .*(rootDir|not listed|Cannot find)/,
  );
});
