/** A comparison as Markdown, for a pull request. */
import type { Comparison } from '../core/compare/comparison';
import { comparisonTable, comparisonTitle, isInWords, pairWords } from './compare-table';
import { escapeMarkdown } from './markdown';
import { firstLine, formatDate } from './words';

/** Ends in a newline. */
export function markdownComparison(comparison: Comparison): string {
  const { startedAt, conclusion, mechanism, notes, noise = '' } = comparison;
  const { header, rows, refused } = comparisonTable(comparison);
  const { cheapest } = conclusion;
  const pair = pairWords(comparison);
  const row = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  const blocks = [
    [`### ${escapeMarkdown(comparisonTitle(comparison))}`],
    [`**${escapeMarkdown(conclusion.text)}**`, ...(pair === undefined ? [] : [escapeMarkdown(`(${pair})`)])],
    rows.length > 0
      ? [
          row(header),
          `|${header.map((title) => (isInWords(title) ? ' --- |' : ' ---: |')).join('')}`,
          ...rows.map(({ cells, best }) =>
            row(cells).replace(/^\| (.*?) \|/, best ? '| **$1** |' : '| $1 |'),
          ),
        ]
      : [],
    mechanism ? [escapeMarkdown(mechanism.text)] : [],
    cheapest
      ? [
          escapeMarkdown(cheapest.text),
          ...codeBlock(cheapest.snippet),
          ...(cheapest.permanent ? ['', 'Built in for good:', ...codeBlock(cheapest.permanent)] : []),
        ]
      : [],
    refused.map(
      ({ label, state, reason, remedy }) =>
        `- ${escapeMarkdown(label)}: ${state}. ${escapeMarkdown(`${firstLine(reason)} ${remedy}`)}`,
    ),
    notes.map((note) => `- ${escapeMarkdown(note)}`),
    [`<sub>${escapeMarkdown(`${noise} ${formatDate(startedAt)}.`.trimStart())}</sub>`],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function codeBlock(text: string | undefined): string[] {
  return text ? ['', '```sh', text.replaceAll('```', ''), '```'] : [];
}
