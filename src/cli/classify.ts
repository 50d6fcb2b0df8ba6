/** `stairstep classify`: the verdict on a series, or on a recording. */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { buffer } from 'node:stream/consumers';
import { classifySeries, parseSeries } from '../core/detect/index';
import { UserError } from '../core/errors';
import { LogReader } from '../core/run/codec';
import type { Verdict } from '../core/run/verdict';
import { verdictJson } from '../report/json';
import { readArgs, usage } from './args';
import {
  BUDGET_HELP,
  BUDGET_OPTIONS,
  type Budget,
  brokenBudgets,
  isAsked,
  nothingToJudge,
  readBudget,
  tellBroken,
} from './budget';
import { EXIT, type Io } from './io';
import { RunReplay } from './replay';
import { unreadable } from './run-file';
import { writeOut } from './write';

const HELP = `stairstep classify [FILE|-] [options]

Names the shape of a series of resident memory and its steps, as JSON. Reads standard input where no file is named:
  {"t":[seconds],"y":[bytes],"load":[[from,to],...]}   ("load" may be left out)
  CSV with a header, such as t,rss
  a .memprofile recording

  --ndjson               one JSON series a line in, one answer a line out, in order; a line that is no series is
                         answered by {"error":...}, and the exit code is then 2;
                         a budget is held to each line
  --json                 the output is JSON in any case
${BUDGET_HELP}
`;

export async function runClassify(argv: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs('classify', argv, {
    ndjson: { type: 'boolean' },
    json: { type: 'boolean' },
    ...BUDGET_OPTIONS,
  });
  if (values.help) {
    io.stdout.write(HELP);
    return EXIT.done;
  }
  const [given = '-'] = positionals;
  if (positionals.length > 1)
    throw usage('`stairstep classify` takes one file.', 'For many series, use --ndjson.');
  if (given === '-' && io.stdin.isTTY)
    throw usage('There is nothing to classify.', 'Name a file, or pipe a series in.');
  const budget = readBudget(values);
  const file = given === '-' ? undefined : path.resolve(io.cwd, given);
  if (values.ndjson) return classifyLines(file, budget, io);
  const { verdict, samples } = classifyBytes(await readInput(file, io));
  if (samples === 0 && isAsked(budget)) throw nothingToJudge(file ?? 'The series');
  io.stdout.write(`${JSON.stringify(verdictJson(verdict))}\n`);
  return tellBroken(brokenBudgets(budget, verdict), io);
}

async function readInput(file: string | undefined, io: Io): Promise<Buffer> {
  if (file === undefined) return buffer(io.stdin);
  try {
    return await readFile(file);
  } catch (error) {
    throw unreadable(file, error);
  }
}

const RUN_HEADER = /^\s*\{\s*"kind"\s*:\s*"header"/;

/** A series as text, or the log of a run. */
function classifyBytes(bytes: Buffer): { verdict: Verdict; samples: number } {
  if (bytes.includes(0))
    throw new UserError(
      'file-unreadable',
      'The input is binary.',
      'Give JSON, CSV with a header, or a .memprofile recording.',
    );
  if (!RUN_HEADER.test(bytes.toString('utf8', 0, 200))) {
    const series = parseSeries(bytes.toString('utf8'));
    return { verdict: classifySeries(series), samples: series.t.length };
  }
  const replay = new RunReplay();
  const decoder = new TextDecoder();
  const reader = new LogReader(replay, (part) => decoder.decode(part));
  reader.push(bytes);
  reader.finish();
  return { verdict: replay.verdict(), samples: replay.samples };
}

async function classifyLines(file: string | undefined, budget: Budget, io: Io): Promise<number> {
  const input = file === undefined ? io.stdin : createReadStream(file);
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  const answers = answerLines(lines, budget);
  const broken: string[] = [];
  let failed = 0;
  const counted = async function* () {
    for await (const { answer, over } of answers) {
      if (over === undefined) failed++;
      else broken.push(...over);
      yield `${JSON.stringify(answer)}\n`;
    }
  };
  try {
    await writeOut(io.stdout, counted());
  } catch (error) {
    throw unreadable(file ?? 'standard input', error);
  }
  const exit = tellBroken(broken, io);
  if (failed > 0)
    io.stderr.write(
      `stairstep: ${failed === 1 ? '1 line has' : `${failed} lines have`} no verdict; the answer in its place says why\n`,
    );
  return failed > 0 ? EXIT.refused : exit;
}

/** What is printed for each line, and what of the budget it breaks; `over` is absent where it has no verdict. */
async function* answerLines(lines: AsyncIterable<string>, budget: Budget) {
  let number = 0;
  for await (const line of lines) {
    const name = `Line ${++number}`;
    try {
      const series = parseSeries(line);
      if (series.t.length === 0 && isAsked(budget)) throw nothingToJudge(name);
      const verdict = classifySeries(series);
      yield {
        answer: verdictJson(verdict),
        over: brokenBudgets(budget, verdict).map((why) => `${name}: ${why}`),
      };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      yield { answer: { error: error.message, remedy: error.remedy } };
    }
  }
}
