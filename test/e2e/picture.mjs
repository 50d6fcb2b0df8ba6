#!/usr/bin/env node
// @ts-check
/** `npm run picture:editor -- RUN`: the README's picture of the editor, with a real run of the sample service beside its code. */
import { spawnSync } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openWorkbench, startEditor } from './code-server.mjs';
import { sampleService, scratch } from './fixtures.mjs';
import { openFile, runCommand, webviewFrame } from './workbench.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const [run] = process.argv.slice(2);
if (run === undefined) throw new Error('Name a recording: npm run picture:editor -- RUN');

const { folder: base, discard } = await scratch();
/** @type {(() => Promise<unknown>)[]} */
const ends = [discard];
try {
  const vsix = join(base, 'stairstep.vsix');
  const pack = spawnSync('npm', ['run', '--silent', 'package', '--', '--out', vsix], { cwd: ROOT });
  if (pack.status !== 0) throw new Error('The extension could not be packed.');
  const folder = await sampleService(join(base, 'workspace'));
  await cp(join(ROOT, 'media', 'sample-service', 'stairstep.json'), join(folder, 'stairstep.json'));
  await keepAsLatest(run, join(folder, '.stairstep', 'runs'));
  const editor = await startEditor({
    folder,
    userDataDir: join(base, 'user'),
    extensionsDir: join(base, 'extensions'),
    extensions: [vsix],
    settings: { 'editor.minimap.enabled': false },
  });
  ends.push(editor.stop);
  const { page, close } = await openWorkbench(editor);
  ends.push(close);
  await openFile(page, 'main.rs');
  const verdict = /stair-step, .* retained/;
  await page.locator('.statusbar-item').filter({ hasText: verdict }).waitFor();
  // an editor that is not in front gets no lens
  await page.locator('.codelens-decoration').getByText(verdict).waitFor();
  await runCommand(page, 'View: New Editor Group to the Right');
  await runCommand(page, 'Stairstep: Show the latest run');
  const chart = await webviewFrame(page, '.plot');
  await chart.locator('.step').first().waitFor();
  // the hint of the last click lies over the picture
  await page.mouse.move(600, 700);
  await page.locator('.monaco-hover:visible').waitFor({ state: 'hidden' });
  await page.screenshot({ path: join(ROOT, 'media', 'readme-editor.png') });
} finally {
  for (const end of ends.reverse()) await end();
}

/**
 * A trial is no run of the service as it is, which the editor tells of: of the one as built it is all the same.
 * @param {string} file
 * @param {string} runs
 */
async function keepAsLatest(file, runs) {
  const [first = '', ...lines] = (await readFile(file, 'utf8')).split('\n');
  const { trial: _, ...header } = JSON.parse(first);
  await mkdir(runs, { recursive: true });
  await writeFile(join(runs, `${header.id}.memprofile`), [JSON.stringify(header), ...lines].join('\n'));
}
