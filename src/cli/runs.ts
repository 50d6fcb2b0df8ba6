/** `stairstep runs`: the recordings of a workspace. */
import { formatBytes } from '../core/units';
import { deleteRuns, findRunsFolder, listRuns, type RunEntry, renameRun } from '../engine/record/runs';
import { table } from '../report/terminal-style';
import { allocatorLabel, formatDate, plainText } from '../report/words';
import { readArgs, usage } from './args';
import { EXIT, type Io } from './io';

const HELP = `stairstep runs [--json]
stairstep runs rm ID...
stairstep runs rename ID NEW-ID

Lists the recordings of the workspace, newest first; deletes or renames them.

  --json                 print the list as JSON
`;

export async function runRuns(argv: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs('runs', argv, { json: { type: 'boolean' } });
  if (values.help) {
    io.stdout.write(HELP);
    return EXIT.done;
  }
  const folder = findRunsFolder(io.cwd);
  const [action, ...ids] = positionals;
  if (action === undefined) await list(folder, values.json === true, io);
  else if (action === 'rm') await remove(folder, ids);
  else if (action === 'rename') await rename(folder, ids);
  else throw usage(`\`stairstep runs\` does not know "${action}".`, 'It lists; it also knows rm and rename.');
  return EXIT.done;
}

async function list(folder: string, json: boolean, io: Io): Promise<void> {
  const { runs, unreadable } = await listRuns(folder);
  for (const { name, why } of unreadable)
    io.stderr.write(`stairstep: ${plainText(name)} is not a recording that can be read: ${plainText(why)}\n`);
  if (json) io.stdout.write(`${JSON.stringify(runs.map(entryJson))}\n`);
  else if (runs.length === 0)
    io.stderr.write('There are no recordings yet. Make one with `stairstep profile`.\n');
  else
    io.stdout.write(
      `${table(['id', 'date', 'service', 'allocator', 'profile', 'retained'], runs.map(entryRow)).join('\n')}\n`,
    );
}

function entryRow({ id, header, verdict, end }: RunEntry): string[] {
  const unfinished = end === undefined ? 'unfinished' : end.reason;
  return [
    plainText(id),
    formatDate(header.startedAt),
    plainText(header.service.name),
    allocatorLabel(header),
    verdict?.profile ?? unfinished,
    verdict ? formatBytes(verdict.retained) : '',
  ];
}

function entryJson({ id, file, header, verdict, end }: RunEntry) {
  return {
    id,
    run: file,
    started_at: header.startedAt,
    service: header.service.name,
    allocator: header.allocator.name,
    class: verdict?.profile ?? null,
    confidence: verdict?.confidence ?? null,
    baseline: verdict?.baseline ?? null,
    peak: verdict?.peak ?? null,
    retained: verdict?.retained ?? null,
    ended: end?.reason ?? null,
  };
}

async function remove(folder: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0)
    throw usage('Nothing was named to delete.', 'Name recordings by their ids: `stairstep runs`.');
  await deleteRuns(folder, ids);
}

async function rename(folder: string, ids: readonly string[]): Promise<void> {
  const [from, to, ...rest] = ids;
  if (from === undefined || to === undefined || rest.length > 0)
    throw usage('`stairstep runs rename` takes an id and a new one.', 'See the ids with `stairstep runs`.');
  await renameRun(folder, from, to);
}
