/** What stands in `dist/` and `media/` beside the bundles: grammars as wasm, and the JSON schema of a plan. */
import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);

/** The wasm of tree-sitter and of its Rust grammar. */
export async function copyGrammars() {
  await mkdir('dist', { recursive: true });
  for (const file of ['web-tree-sitter/web-tree-sitter.wasm', 'tree-sitter-rust/tree-sitter-rust.wasm'])
    await copyFile(require.resolve(file), `dist/${file.split('/')[1]}`);
}

/** The schema that editors complete `stairstep.json` from; made of the schema that checks it. */
export async function writePlanSchema() {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { z } from 'zod'; import { planSchema } from './src/core/plan/plan.ts';
        export default z.toJSONSchema(planSchema, { io: 'input' });`,
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
  await writeFile(
    'media/stairstep.schema.json',
    `${JSON.stringify({ title: 'Stairstep load plan', ...schema }, null, 2)}\n`,
  );
}

/** So that `dist/cli.cjs` runs by its name. */
export async function makeExecutable() {
  await chmod('dist/cli.cjs', 0o755);
}
