import { createReadStream } from 'node:fs';
import path from 'node:path';
import { eventsOfRuns } from '../../core/compare/of-runs';
import { ComparisonFile } from '../../engine/compare/comparison-file';

/** Sets recordings side by side, the first as the reference. Gives the path of the new `.memcompare`. Errors: {@link UserError}. */
export async function writeComparisonOfRuns(files: readonly string[], root: string): Promise<string> {
  const at = new Date();
  const comparison = new ComparisonFile(root, 'runs', at);
  const { readWhole } = await import('../lazy/replay');
  const runs = await Promise.all(
    files.map(async (file) => ({
      file: comparison.relative(file),
      name: path.basename(file, path.extname(file)),
      run: (await readWhole(() => createReadStream(file))).run,
    })),
  );
  for (const event of eventsOfRuns(comparison.id, runs, at.toISOString())) comparison.append(event);
  return comparison.file;
}
