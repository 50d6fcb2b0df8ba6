/** What stands in `dist/` and `media/` beside the bundles: grammars as wasm, and the JSON schema of a plan. */
import { chmod, copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);

/** By the name they have in `dist/`. */
const GRAMMARS = {
  'web-tree-sitter.wasm': 'web-tree-sitter/web-tree-sitter.wasm',
  'tree-sitter-rust.wasm': 'tree-sitter-rust/tree-sitter-rust.wasm',
};

/** The wasm of tree-sitter and of its Rust grammar. */
export async function copyGrammars() {
  await mkdir('dist', { recursive: true });
  for (const [name, source] of Object.entries(GRAMMARS))
    await copyFile(require.resolve(source), path.join('dist', name));
}

/**
 * Removes what an earlier build left in `dist/`, so that it is not packed.
 * @param {string[]} outputs paths of this build's bundles
 */
export async function removeStale(outputs) {
  const fresh = new Set([...outputs, ...Object.keys(GRAMMARS).map((name) => `dist/${name}`)]);
  for (const entry of await readdir('dist', { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name).split(path.sep).join('/');
    if (entry.isFile() && !fresh.has(file)) await rm(file);
  }
}

/** The schema that editors complete `stairstep.json` from; made of the schema that checks it. */
export async function writePlanSchema() {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { planJsonSchema } from './src/core/plan/json-schema.ts';
        export default planJsonSchema();`,
      resolveDir: '.',
    },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    write: false,
  });
  const source = Buffer.from(outputFiles[0]?.contents ?? '').toString('base64');
  const { default: schema } = await import(`data:text/javascript;base64,${source}`);
  await writeFile('media/stairstep.schema.json', `${JSON.stringify(schema, null, 2)}\n`);
}

/** So that `dist/cli.cjs` runs by its name. */
export async function makeExecutable() {
  await chmod('dist/cli.cjs', 0o755);
}
