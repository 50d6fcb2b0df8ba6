/** `stairstep runs`: the recordings of a workspace. */
import { formatBytes } from '../core/units';
import { deleteRuns, findRunsFolder, listRuns, type RunEntry, renameRun } from '../engine/record/runs';
import { allocatorJson } from '../report/json';
import { table } from '../report/terminal-style';
import { allocatorLabel, formatDate, plainText } from '../report/words';
import { readArgs, usage } from './args';
import { EXIT, type Io, terminalLook } from './io';

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
  else
    throw usage(
      `\`stairstep runs\` does not know "${action}".`,
      '`stairstep runs` alone lists them; the others are `runs rm` and `runs rename`.',
    );
  return EXIT.done;
}

async function list(folder: string, json: boolean, io: Io): Promise<void> {
  const { runs, unreadable } = await listRuns(folder);
  for (const { name, why } of unreadable)
    io.stderr.write(`stairstep: ${plainText(name)} is not a recording that can be read: ${plainText(why)}\n`);
  if (json) io.stdout.write(`${JSON.stringify(runs.map(entryJson))}\n`);
  else if (runs.length === 0)
    io.stderr.write('There are no recordings yet. Make one with `stairstep profile`.\n');
  else {
    const width = io.stdout.isTTY === true ? terminalLook(io, io.stdout).width : undefined;
    io.stdout.write(`${runsTable(runs, width).join('\n')}\n`);
  }
}

const COLUMNS: readonly { title: string; cell: (run: RunEntry) => string }[] = [
  { title: 'id', cell: ({ id }) => plainText(id) },
  { title: 'date', cell: ({ header }) => formatDate(header.startedAt) },
  { title: 'service', cell: ({ header }) => plainText(header.service.name) },
  {
    // of trials with the same allocator, what tells them apart
    title: 'allocator',
    cell: ({ header }) => (header.trial ? plainText(header.trial.label) : allocatorLabel(header)),
  },
  { title: 'profile', cell: ({ verdict, end }) => verdict?.profile ?? end?.reason ?? 'unfinished' },
  { title: 'retained', cell: ({ verdict }) => (verdict ? formatBytes(verdict.retained) : '') },
];

/** What an id says by itself, as long as it is the one that the recording got. */
const LEFT_OUT_FIRST = ['date', 'service'];

/** One line a run under a header, at most so many characters wide as far as that can be. */
export function runsTable(runs: readonly RunEntry[], width = Number.POSITIVE_INFINITY): string[] {
  for (let n = 0; ; n++) {
    const without = LEFT_OUT_FIRST.slice(0, n);
    const columns = COLUMNS.filter(({ title }) => !without.includes(title));
    const lines = table(
      columns.map(({ title }) => title),
      runs.map((run) => columns.map(({ cell }) => cell(run))),
    );
    if (n === LEFT_OUT_FIRST.length || lines.every((line) => line.length <= width)) return lines;
  }
}

function entryJson({ id, file, header, verdict, end }: RunEntry) {
  return {
    id,
    run: file,
    started_at: header.startedAt,
    service: header.service.name,
    ...allocatorJson(header),
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
