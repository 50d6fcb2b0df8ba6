/** `stairstep classify`: the verdict on a series, or on a recording. */
import path from 'node:path';
import { classifySeries } from '../core/detect/index';
import { RunReplay } from '../core/detect/replay';
import { UserError } from '../core/errors';
import { LogReader } from '../core/run/codec';
import type { Verdict } from '../core/run/verdict';
import { type HowRead, readSeries } from '../core/series/index';
import { textOf } from '../engine/series/series-text';
import { verdictJson } from '../report/json';
import { plainText } from '../report/words';
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
import { unreadable } from './run-file';
import { readInput, readLines } from './series-file';
import { writeOut } from './write';

const HELP = `stairstep classify [FILE|-] [options]

Names the shape of a series of resident memory and its steps, as JSON. Reads standard input where no file is named:
  {"t":[seconds],"y":[bytes],"load":[[from,to],...]}   ("load" may be left out)
  CSV with a header, such as t,rss or time,rss_kib: seconds, Unix time, dates or times of day; bytes, or the unit in
    the name or in the cells; commas, semicolons, tabs, bars or spaces, in Markdown, or as psql, mysql and sqlite3
    print them; exports of Grafana, InfluxDB and pandas
  arrays or lines of JSON objects with such keys, or as pandas writes them
  the answer of Prometheus's query_range, Datadog, CloudWatch, Google Cloud, Azure, New Relic, Elasticsearch, Netdata and
    Graphite; frames of Grafana; the export of VictoriaMetrics; OTLP JSON; stats of the Docker Engine, pod metrics of
    Kubernetes
  OpenMetrics with times, promtool tsdb dump, the line protocol of InfluxDB and Telegraf
  the output of pidstat -r, top -b, psrecord and mprof; lines of a log with a time and rss=... in them
  what ps, VmRSS, smem, docker stats, podman stats, crictl stats, systemd-cgtop and kubectl top print, behind or below
    a time, as in while date +%s; do ps aux; sleep 10; done
  a .memprofile recording
Any of them may be gzipped. "read" in the answer says how it was read: the format, the unit, what was left out.

  --series NAME          of several series in the file the one whose name has NAME in it
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
    series: { type: 'string' },
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
  if (values.ndjson) return classifyLines(file, values.series, budget, io);
  const bytes = await readInput(file, io);
  const { verdict, samples, read } = namingFile(file === undefined ? undefined : given, () =>
    classifyBytes(bytes, values.series),
  );
  for (const note of read?.notes ?? []) io.stderr.write(`stairstep: note: ${note}\n`);
  if (samples === 0 && isAsked(budget)) throw nothingToJudge(file ?? 'The series');
  io.stdout.write(`${JSON.stringify({ ...verdictJson(verdict), ...(read && { read }) })}\n`);
  return tellBroken(brokenBudgets(budget, verdict), io);
}

/** What is wrong with a file, said of it: of many in a loop, it tells which. */
function namingFile<T>(name: string | undefined, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (name === undefined || !(error instanceof UserError)) throw error;
    throw new UserError(error.code, `${plainText(name)}: ${error.message}`, error.remedy, { cause: error });
  }
}

const RUN_HEADER = /^\s*\{\s*"kind"\s*:\s*"header"/;

/** A series as text, or the log of a run, of which nothing is assumed. */
function classifyBytes(
  bytes: Uint8Array,
  wanted: string | undefined,
): { verdict: Verdict; samples: number; read?: HowRead } {
  if (!RUN_HEADER.test(new TextDecoder().decode(bytes.subarray(0, 200)))) {
    const { series, read } = readSeries(textOf(bytes), wanted);
    return { verdict: classifySeries(series), samples: series.t.length, read };
  }
  if (wanted !== undefined) throw usage('--series is for files of several series.', 'A recording has one.');
  const replay = new RunReplay();
  const decoder = new TextDecoder();
  const reader = new LogReader(replay, (part) => decoder.decode(part));
  reader.push(bytes);
  reader.finish();
  return { verdict: replay.verdict(), samples: replay.samples };
}

async function classifyLines(
  file: string | undefined,
  wanted: string | undefined,
  budget: Budget,
  io: Io,
): Promise<number> {
  const answers = answerLines(readLines(file, io), wanted, budget);
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
async function* answerLines(lines: AsyncIterable<string>, wanted: string | undefined, budget: Budget) {
  let number = 0;
  for await (const line of lines) {
    const name = `Line ${++number}`;
    try {
      const { series, read } = readSeries(line, wanted);
      if (series.t.length === 0 && isAsked(budget)) throw nothingToJudge(name);
      const verdict = classifySeries(series);
      yield {
        answer: { ...verdictJson(verdict), read },
        over: brokenBudgets(budget, verdict).map((why) => `${name}: ${why}`),
      };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      yield { answer: { error: error.message, remedy: error.remedy } };
    }
  }
}
