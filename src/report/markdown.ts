/** A run as Markdown, to paste into an issue or a pull request. */
import type { RunFold } from '../core/run/fold';
import { CALLS, summarise } from './summary';

/** Text that Markdown and the HTML in it take for nothing else. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|#&~]/g, '\\$&');
}

/** A sentence: what it has in backticks is code, and means nothing else there. */
function prose(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((piece, i) => (i % 2 === 1 ? piece : escapeMarkdown(piece)))
    .join('');
}

/** The summary of a run, ending in a newline. */
export function markdownReport(run: RunFold): string {
  const { title, facts, headline, reasons, missing, next, commands, memory, load, steps, remarks } =
    summarise(run);
  const bullets = (texts: readonly string[]) => texts.map((text) => `- ${prose(text)}`);
  const blocks = [
    [`### ${escapeMarkdown(title)}: ${escapeMarkdown(headline)}`],
    [escapeMarkdown(facts.join(' · '))],
    bullets(reasons),
    missing.length > 0 ? ['To decide it:', '', ...bullets(missing)] : [],
    figureTable([...memory, ...load]),
    steps.length > 0
      ? [
          '| step | at | kept | cause | given back |',
          '| ---: | ---: | ---: | --- | ---: |',
          ...steps.map(
            ({ number, time, kept, cause, givenBack }) =>
              `| ${[number, time, kept, escapeMarkdown(cause), givenBack].join(' | ')} |`,
          ),
        ]
      : [],
    bullets(remarks),
    next === '' ? [] : [`**Next:** ${prose(next)}`],
    commands.length === 0 ? [] : [CALLS, '', '```sh', ...commands, '```'],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function figureTable(figures: readonly (readonly [string, string])[]): string[] {
  const row = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  return [
    row(figures.map(([name]) => name)),
    `|${' ---: |'.repeat(figures.length)}`,
    row(figures.map(([, value]) => value)),
  ];
}
