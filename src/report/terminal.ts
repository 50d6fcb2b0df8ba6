/** A run as text for a terminal: chart, verdict with its reasons, figures, steps, next step. */
import type { RunFold } from '../core/run/fold';
import { CALLS, type Summary, summarise } from './summary';
import { type TerminalOptions, terminalChart } from './terminal-chart';
import { type Paint, PROFILE_STYLES, painter, table, wrap, wrapParts } from './terminal-style';

/** The whole report, ending in a newline. */
export function terminalReport(run: RunFold, options: TerminalOptions): string {
  const paint = painter(options.colour);
  const summary = summarise(run);
  const chart = run.samples.length > 1 ? [...terminalChart(run, options), ''] : [];
  const lines = [
    paint('bold', summary.title),
    ...wrapParts(summary.facts, options.width),
    '',
    ...chart,
    ...verdictLines(run, summary, options.width, paint),
  ];
  const text = `${lines.join('\n').trimEnd()}\n`;
  return options.unicode ? text : text.replaceAll('·', '-');
}

function verdictLines(run: RunFold, summary: Summary, width: number, paint: Paint): string[] {
  const style = run.verdict ? PROFILE_STYLES[run.verdict.profile] : 'dim';
  const bullets = (texts: readonly string[]) =>
    texts.flatMap((text) => wrap(text, width - 4).map((line, i) => `${i === 0 ? '  - ' : '    '}${line}`));
  return [
    ...wrap(summary.headline, width).map((line) => paint(style, line)),
    ...bullets(summary.reasons),
    ...(summary.missing.length > 0 ? ['', 'To decide it:', ...bullets(summary.missing)] : []),
    '',
    ...figures(summary, width),
    ...steps(summary, paint),
    ...(summary.remarks.length > 0 ? [...bullets(summary.remarks), ''] : []),
    ...(summary.next === '' ? [] : wrap(`Next: ${summary.next}`, width).map((line) => paint('bold', line))),
    // whole lines, to be copied
    ...(summary.commands.length === 0 ? [] : ['', CALLS, ...summary.commands.map((line) => `  ${line}`)]),
  ];
}

function figures({ memory, load }: Summary, width: number): string[] {
  return [memory, load].flatMap((group) =>
    wrapParts(
      group.map(([name, value]) => `${name} ${value}`),
      width,
    ),
  );
}

function steps({ steps: rows }: Summary, paint: Paint): string[] {
  if (rows.length === 0) return [''];
  const [header = '', ...lines] = table(
    ['step', 'at', 'kept', 'rise', 'cause', 'given back'],
    rows.map(({ number, time, kept, rise, cause, givenBack }) => [
      number,
      time,
      kept,
      rise,
      cause,
      givenBack,
    ]),
  );
  return ['', paint('dim', header), ...lines, ''];
}
