/** `npm run build`: production bundles. `-- --watch`: with source maps, again after each change. `-- --sizes`: prints their sizes. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build, context } from 'esbuild';
import { copyGrammars, makeExecutable, removeStale, writePlanSchema } from './assets.mjs';
import { bundles } from './bundles.mjs';

const { values } = parseArgs({ options: { watch: { type: 'boolean' }, sizes: { type: 'boolean' } } });
process.chdir(path.resolve(import.meta.dirname, '../..'));

/** @param {import('esbuild').Metafile[]} metafiles */
function printSizes(metafiles) {
  for (const { outputs } of metafiles)
    for (const [file, { bytes }] of Object.entries(outputs))
      if (!file.endsWith('.map')) console.log(`${(bytes / 1000).toFixed(1).padStart(9)} kB  ${file}`);
}

await copyGrammars();
await writePlanSchema();

if (values.watch) {
  for (const options of bundles(true)) await (await context({ ...options, logLevel: 'info' })).watch();
} else {
  const results = await Promise.all(bundles(false).map((options) => build(options)));
  const metafiles = results.flatMap(({ metafile }) => metafile ?? []);
  await removeStale(metafiles.flatMap(({ outputs }) => Object.keys(outputs)));
  await makeExecutable();
  if (values.sizes) printSizes(metafiles);
}
