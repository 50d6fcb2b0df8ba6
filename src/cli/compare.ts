/** `stairstep compare`: allocators side by side on a service, or recordings side by side. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { compareTrials } from '../core/compare/comparison';
import type { HeadedComparison } from '../core/compare/fold';
import { UserError } from '../core/errors';
import { compare, offerTrials } from '../engine/compare/compare';
import { COMPARISON_EXTENSION } from '../engine/compare/comparison-file';
import { htmlComparison } from '../report/compare-html';
import { jsonComparison } from '../report/compare-json';
import { markdownComparison } from '../report/compare-markdown';
import { terminalComparison } from '../report/compare-terminal';
import { integerOption, listOption, readArgs, usage } from './args';
import { isAsked, readBudget } from './budget';
import { COMPARE_FORMATS, COMPARE_HELP, COMPARE_OPTIONS, type CompareFormat } from './compare-args';
import { checkComparison } from './compare-budget';
import { comparisonFile, comparisonOfRuns, recordingsOf } from './compare-files';
import { jsonOffer, offerText } from './compare-list';
import { CompareView } from './compare-progress';
import { chosenFormat } from './format';
import { EXIT, type Io, terminalLook } from './io';
import { planOverrides } from './plan-options';
import { resolveRun } from './resolve-run';
import { hearingSignals } from './signals';
import { writeOut, writeReport } from './write';

type Values = ReturnType<typeof readCompareArgs>['values'];

function readCompareArgs(argv: readonly string[]) {
  return readArgs('compare', argv, COMPARE_OPTIONS);
}

export async function runCompare(argv: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readCompareArgs(argv);
  if (values.help) {
    io.stdout.write(COMPARE_HELP);
    return EXIT.done;
  }
  const format = chosenFormat(COMPARE_FORMATS, values);
  const budget = readBudget(values);
  if (values.list) return list(values, format, io);
  const files = await Promise.all(positionals.map((given) => resolveRun(given, io.cwd)));
  const measured = files.length === 0;
  const { fold, folder, file } = measured ? await fromTrials(values, io) : await fromFiles(files, io);
  const text = await printed(fold, { format, folder, file, look: lookOf(values, io) });
  if (values.output === undefined) await writeOut(io.stdout, [text]);
  else await writeReport(path.resolve(io.cwd, values.output), [text], io);
  // what it was made into is a part of the result, which JSON has by itself and the other formats have no place for
  if (measured && file !== undefined && format !== 'json') {
    const isRead = format === 'terminal' && values.output === undefined;
    (isRead ? io.stdout : io.stderr).write(`Comparison: ${path.relative(io.cwd, file)}\n`);
  }
  if (measured && fold.ended !== 'cancelled') requireReference(fold);
  // to look at a comparison that was cancelled once is no interruption
  if (!measured && !isAsked(budget)) return EXIT.done;
  return checkComparison(budget, fold, io);
}

/** Errors: `service-failed` where the reference has no figures: what is printed then compares nothing. */
function requireReference({ trials }: HeadedComparison): void {
  const [reference] = trials.values();
  if (reference === undefined || reference.measures.length > 0) return;
  throw new UserError(
    'service-failed',
    `Nothing was compared: ${reference.trial.label} could not be measured.`,
    'Why, and what to do, stands with it above: mend that, and compare again.',
  );
}

interface Compared {
  fold: HeadedComparison;
  /** paths of runs are relative to it */
  folder: string;
  /** of the comparison, where it has one */
  file?: string;
}

async function fromFiles(files: readonly string[], io: Io): Promise<Compared> {
  const [first = '', ...others] = files;
  if (others.length === 0) {
    if (first.endsWith(COMPARISON_EXTENSION)) {
      return { fold: await comparisonFile(first), folder: path.dirname(first), file: first };
    }
    throw usage(
      'One recording is nothing to compare.',
      'Name two or more, or none to compare allocators on the service in this folder.',
    );
  }
  return { fold: await comparisonOfRuns(files, io.cwd), folder: io.cwd };
}

async function fromTrials(values: Values, io: Io): Promise<Compared> {
  const view = new CompareView(io);
  const names = listOption(values.trials);
  const options = {
    ...buildOptions(values, io),
    trials: names.length === 0 ? ('default' as const) : names.includes('all') ? ('all' as const) : names,
    repeats: integerOption('repeat', values.repeat, 1) ?? 1,
    allowRemote: values['allow-remote'] === true,
  };
  const { file, fold } = await hearingSignals((asked) => {
    const handle = compare(options, view);
    asked.once('signal', () => {
      view.close();
      asked.on('signal', () => handle.abort());
      io.stderr.write('Ending the comparison with what is done; once more ends it at once.\n');
      handle.cancel();
    });
    return handle.done;
  }).finally(() => view.close());
  return { fold, folder: path.dirname(file), file };
}

function buildOptions(values: Values, io: Io) {
  const manifest = values['manifest-path'];
  return {
    cwd: io.cwd,
    ...(manifest !== undefined && { manifestPath: path.resolve(io.cwd, manifest) }),
    ...(values.plan !== undefined && { planPath: path.resolve(io.cwd, values.plan) }),
    overrides: planOverrides(values),
  };
}

async function list(values: Values, format: CompareFormat, io: Io): Promise<number> {
  const view = new CompareView(io);
  const offer = await offerTrials(buildOptions(values, io), view).finally(() => view.close());
  const width = io.stdout.isTTY ? terminalLook(io, io.stdout).width : undefined;
  io.stdout.write(format === 'json' ? jsonOffer(offer) : offerText(offer, width));
  return EXIT.done;
}

interface PrintParts {
  format: CompareFormat;
  folder: string;
  file: string | undefined;
  look: { width: number; colour: boolean; unicode: boolean };
}

async function printed(fold: HeadedComparison, { format, folder, file, look }: PrintParts): Promise<string> {
  const comparison = compareTrials(fold);
  switch (format) {
    case 'terminal':
      return terminalComparison(comparison, look);
    case 'json':
      return `${JSON.stringify(jsonComparison(comparison, file))}\n`;
    case 'md':
      return markdownComparison(comparison);
    case 'html': {
      const sha256 = (text: string) => createHash('sha256').update(text).digest('base64');
      return htmlComparison({ comparison, runs: await recordingsOf(fold, folder), sha256 });
    }
    default:
      return format satisfies never;
  }
}

function lookOf({ output }: Values, io: Io) {
  const look = terminalLook(io, io.stdout);
  return output === undefined ? look : { ...look, colour: false };
}
