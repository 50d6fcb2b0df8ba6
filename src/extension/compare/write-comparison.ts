import { createReadStream, existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { encodeComparisonEvent } from '../../core/compare/event';
import { eventsOfRuns } from '../../core/compare/of-runs';

/** Sets recordings side by side, the first as the reference. Gives the path of the new `.memcompare`. Errors: {@link UserError}. */
export async function writeComparisonOfRuns(files: readonly string[], root: string): Promise<string> {
  const folder = path.join(root, '.stairstep', 'comparisons');
  const { readWhole } = await import('../lazy/replay');
  const runs = await Promise.all(
    files.map(async (file) => ({
      file: path.relative(folder, file).split(path.sep).join('/'),
      name: path.basename(file, path.extname(file)),
      run: (await readWhole(() => createReadStream(file))).run,
    })),
  );
  const at = new Date();
  const id = freshId(folder, at);
  const events = eventsOfRuns(id, runs, at.toISOString());
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${id}.memcompare`);
  await writeFile(file, events.map(encodeComparisonEvent).join(''));
  return file;
}

function freshId(folder: string, at: Date): string {
  const stem = `${at.toISOString().slice(0, 19).replaceAll(':', '-')}-runs`;
  for (let n = 1; ; n++) {
    const id = n === 1 ? stem : `${stem}-${n}`;
    if (!existsSync(path.join(folder, `${id}.memcompare`))) return id;
  }
}
