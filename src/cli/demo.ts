/** `stairstep demo`: the whole of it, on the service that comes with Stairstep. */
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { profile } from '../engine/index';
import { RunFolder } from '../engine/record/run-folder';
import { readArgs } from './args';
import { conduct } from './conduct';
import { EXIT, type Io } from './io';
import { htmlOf } from './print';
import { writeFileWhole } from './write';

const HELP = `stairstep demo [options]

Profiles the sample service that comes with Stairstep, with the allocator that the system has. It takes about 90 seconds
after the build.

  --json                 print the result as JSON
`;

/** Beside the folder of this bundle. */
const SAMPLE = path.join(__dirname, '../media/sample-service');

export async function runDemo(argv: readonly string[], io: Io): Promise<number> {
  const { values } = readArgs('demo', argv, { json: { type: 'boolean' } });
  if (values.help) {
    io.stdout.write(HELP);
    return EXIT.done;
  }
  const json = values.json === true;
  const options = { cwd: SAMPLE, root: io.cwd, buildEnv: targetFolder(io.cwd) };
  const { recording, exit } = await conduct((observer) => profile(options, observer), io, {
    json,
    budget: { failOn: [] },
  });
  const { dir, name } = path.parse(recording.file);
  const html = path.join(dir, `${name}.html`);
  await writeFileWhole(html, [await htmlOf(recording)]);
  (json ? io.stderr : io.stdout).write(`Report:    ${path.relative(io.cwd, html)}\n`);
  return exit;
}

/** Built beside its source, as cargo does, or where that may not be written in our own folder. */
function targetFolder(root: string): Record<string, string> {
  try {
    accessSync(SAMPLE, constants.W_OK);
    return {};
  } catch {
    return { CARGO_TARGET_DIR: path.join(new RunFolder(root).home, 'target', 'demo') };
  }
}
