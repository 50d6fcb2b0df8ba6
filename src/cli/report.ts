/** `stairstep report`: a recording in one of the formats. */
import path from 'node:path';
import type { RunFold } from '../core/run/fold';
import { COMPARISON_EXTENSION } from '../engine/compare/comparison-file';
import { readArgs, usage } from './args';
import {
  BUDGET_HELP,
  BUDGET_OPTIONS,
  type Budget,
  brokenBudgets,
  isAsked,
  nothingToJudge,
  partJudged,
  readBudget,
  tellBroken,
} from './budget';
import { chosenFormat } from './format';
import { EXIT, type Io, terminalLook } from './io';
import { FORMATS, printed } from './print';
import { resolveRun } from './resolve-run';
import { type Recording, readRecording } from './run-file';
import { writeOut, writeReport } from './write';

const HELP = `stairstep report [FILE|ID] [options]

Shows a recording: the newest one where none is named.

  --format FORMAT        ${FORMATS.join(', ')}; by the name of FILE, else terminal, where left out
  --json                 the same as --format json
  -o, --output FILE      write there, not to standard output: .html, .svg, .csv, .json, .md or .txt
${BUDGET_HELP}
`;

export async function runReport(argv: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs('report', argv, {
    format: { type: 'string' },
    json: { type: 'boolean' },
    output: { type: 'string', short: 'o' },
    ...BUDGET_OPTIONS,
  });
  if (values.help) {
    io.stdout.write(HELP);
    return EXIT.done;
  }
  if (positionals.length > 1)
    throw usage('`stairstep report` takes one recording.', 'To set runs side by side: `stairstep compare`.');
  const format = chosenFormat(FORMATS, values);
  const budget = readBudget(values);
  const file = await resolveRun(positionals[0], io.cwd);
  if (file.endsWith(COMPARISON_EXTENSION))
    throw usage(
      `${path.basename(file)} is a comparison, not a recording.`,
      `Show it with \`stairstep compare ${path.relative(io.cwd, file)}\`.`,
    );
  const recording = await readRecording(file);
  if (isAsked(budget)) requireJudgeable(recording, io);
  const toFile = values.output === undefined ? undefined : path.resolve(io.cwd, values.output);
  const look = terminalLook(io, io.stdout);
  const pieces = printed(recording, {
    format,
    look: toFile === undefined ? look : { ...look, colour: false },
  });
  if (toFile === undefined) await writeOut(io.stdout, pieces);
  else await writeReport(toFile, pieces, io);
  return checkBudget(budget, recording.run, io);
}

/** Says where a budget judges a part only. Errors: {@link UserError} `file-unreadable` where it would judge nothing. */
function requireJudgeable({ file, run }: Recording, io: Io): void {
  if (run.samples.length === 0) throw nothingToJudge(file);
  if (run.end === undefined) io.stderr.write(partJudged(file));
}

/** Says on standard error which part of the budget was broken. */
export function checkBudget(budget: Budget, { verdict }: RunFold, io: Io): number {
  return tellBroken(verdict ? brokenBudgets(budget, verdict) : [], io);
}
